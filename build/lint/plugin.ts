/** The rules of the project that no general linter knows, as a plugin of oxlint. */
import { dirname, join, relative, sep } from 'node:path';
import type { RuleTester } from 'oxlint/plugins-dev';
import { refusal } from './boundaries.ts';

/** The linter does not name its types; they are taken from where it uses them. */
type Rule = Extract<Parameters<RuleTester['run']>[1], { create: unknown }>;
type Context = Parameters<Rule['create']>[0];
type Visitor = ReturnType<Rule['create']>;
type Node = Parameters<NonNullable<Visitor['Identifier']>>[0] | Parameters<NonNullable<Visitor['NewExpression']>>[0]['callee'];

/** The file being read, from the repository's root (where the linter is started), with forward slashes. */
function placeOf(context: Context): string {
  return relative(context.cwd, context.filename).split(sep).join('/');
}

const boundaries: Rule = {
  create(context) {
    const from = placeOf(context);
    const check = (
      node: { range: [number, number]; start: number; end: number },
      specifier: string,
      typeOnly: boolean,
      names: readonly string[],
    ) => {
      const to = specifier.startsWith('.')
        ? { module: join(dirname(from), specifier.replace(/\?.*$/, '')).split(sep).join('/') }
        : { package: specifier };
      const message = refusal({ from, to, typeOnly, names });
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration(node) {
        const named = node.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier');
        const types = named.length > 0 && named.length === node.specifiers.length && named.every(({ importKind }) => importKind === 'type');
        const values = named.filter(({ importKind }) => importKind !== 'type');
        const names = (values.length > 0 ? values : named).map(({ imported }) =>
          imported.type === 'Identifier' ? imported.name : imported.value,
        );
        check(node, node.source.value, node.importKind === 'type' || types, names);
      },
      ExportNamedDeclaration(node) {
        if (node.source === null) return;
        const names = node.specifiers.map(({ local }) => (local.type === 'Identifier' ? local.name : local.value));
        check(node, node.source.value, node.exportKind === 'type', names);
      },
      ExportAllDeclaration(node) {
        check(node, node.source.value, node.exportKind === 'type', []);
      },
      ImportExpression(node) {
        if (node.source.type === 'Literal' && typeof node.source.value === 'string') check(node, node.source.value, false, []);
      },
      TSImportType(node) {
        check(node, node.source.value, true, []);
      },
    };
  },
};

/** `new Date()` and `Date()` read the clock; `new Date(instant)` does not, and the engine may use it. */
const noClock: Rule = {
  create(context) {
    const message = 'the clock is a fact that the engine is given';
    const isDate = (callee: Node) => callee.type === 'Identifier' && callee.name === 'Date';
    return {
      NewExpression(node) {
        if (isDate(node.callee) && node.arguments.length === 0) context.report({ node, message });
      },
      CallExpression(node) {
        if (isDate(node.callee)) context.report({ node, message });
      },
    };
  },
};

/** The page speaks to the app through one file. */
const oneBridge: Rule = {
  create(context) {
    const from = placeOf(context);
    if (from === 'renderer/ipc.ts' || from.startsWith('renderer/testing/') || !from.startsWith('renderer/')) return {};
    return {
      MemberExpression(node) {
        const name = node.computed
          ? node.property.type === 'Literal'
            ? node.property.value
            : null
          : node.property.type === 'Identifier'
            ? node.property.name
            : null;
        const onGlobal = node.object.type === 'Identifier' && ['window', 'globalThis', 'self'].includes(node.object.name);
        if (name === 'holdfast' && onGlobal) context.report({ node, message: 'window.holdfast is used by renderer/ipc.ts only' });
      },
    };
  },
};

const plugin = {
  meta: { name: 'holdfast' },
  rules: { boundaries, 'no-clock': noClock, 'one-bridge': oneBridge },
};

// The linter loads a plugin by its default export.
export default plugin;
