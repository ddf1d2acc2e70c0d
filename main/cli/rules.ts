import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemTime, TrustedClock } from '../clock.ts';
import { readDesk } from '../journal/desk.ts';
import { foldSession } from '../journal/session-book.ts';
import { readRuleFile } from '../journal/rule-file.ts';
import { exportRules } from '../journal/rules.ts';
import { RuleShelf } from '../journal/rule-shelf.ts';
import { ruleVersions } from '../store/accounts.ts';
import { ProblemError, textOption, UsageError, type Command, type CommandContext } from './command.ts';
import { reading, readText, writing } from './journal-file.ts';

export const rules: Command = {
  name: 'rules',
  summary: 'Show, export or import the rules of the selected account',
  operands: 'show | export [FILE] | import FILE',
  options: { name: { type: 'string', value: 'NAME', help: 'For import: the name of the new version (that of the file)' } },
  details:
    'Importing follows the asymmetry law: what tightens is in force at once, what loosens waits for the next session. The app must not be running. ' +
    'With --json: show prints {"current","pending","versions"}, import {"changes","current","pending"}.',
  run(context) {
    const [action, file, ...more] = context.positionals;
    if (more[0] !== undefined || (action === 'show' && file !== undefined)) throw new UsageError(`“${more[0] ?? file}” is too much.`);
    if (action === 'show') return show(context);
    if (action === 'export') return exported(context, file);
    if (action === 'import' && file !== undefined) return imported(context, file);
    throw new UsageError(action === 'import' ? 'FILE is missing.' : 'One of show, export and import is needed.');
  },
};

function show(context: CommandContext): number {
  const { current, pending, versions } = onDesk(context, (desk, db) => ({
    current: withoutRow(desk.current), pending: desk.pending === null ? null : withoutRow(desk.pending),
    versions: ruleVersions(db, desk.account.id).map(({ version, name, hash, createdAt, activeFrom }) => ({ version, name, hash, createdAt: new Date(createdAt).toISOString(), activeFrom })),
  }));
  if (context.json) {
    context.print(JSON.stringify({ current, pending, versions }));
    return 0;
  }
  context.print(`${current.name}, version ${current.version}, ${current.hash.slice(0, 12)}${pending === null ? '' : `; version ${pending.version} waits for the next session`}`);
  for (const rule of current.rules.toSorted((a, b) => a.priority - b.priority)) {
    const state = !rule.enabled ? 'off' : rule.shadow ? 'shadow' : rule.severity;
    context.print(`  ${state.padEnd(9)} ${rule.kind.padEnd(24)} ${rule.words}`);
  }
  return 0;
}

function exported(context: CommandContext, file: string | undefined): number {
  const { json } = onDesk(context, (desk) => exportRules(desk));
  if (file === undefined) {
    context.print(json.trimEnd());
    return 0;
  }
  const path = resolve(file);
  try {
    writeFileSync(path, json, { flag: 'wx' });
  } catch (error) {
    if (existsSync(path)) throw new ProblemError('not-written', `There is a file at ${path} already: choose another name.`);
    throw new ProblemError('not-written', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  context.print(context.json ? JSON.stringify({ path }) : path);
  return 0;
}

function imported(context: CommandContext, file: string): number {
  const read = readRuleFile(readText(file));
  if (!read.ok) throw new ProblemError('rules-invalid', `${file}: ${read.problems.join('; ')}`);
  const name = textOption(context, 'name') ?? read.name;
  const { content } = read;
  const result = writing(context.data, (journal) => {
    const before = journal.getRules();
    const { changes } = journal.planRules(content);
    const after = journal.saveRules({ name, content, baseHash: (before.pending ?? before.current).hash });
    return { changes, current: after.current.hash, pending: after.pending?.hash ?? null };
  });
  if (context.json) context.print(JSON.stringify(result));
  else if (result.changes.length === 0) context.print(result.pending === null ? 'These rules are in force already.' : 'These rules are there already: what tightens is in force, what loosens waits for the next session.');
  else for (const { title, text, effect } of result.changes) context.print(`${effect === 'now' ? 'now         ' : 'next session'}  ${title}: ${text}`);
  return 0;
}

function onDesk<T>(context: CommandContext, work: (desk: ReturnType<typeof readDesk>, db: Parameters<typeof ruleVersions>[0]) => T): T {
  return reading(context.data, (store) => {
    const now = new TrustedClock(systemTime).now();
    return work(readDesk({ db: store, now, state: (sessionId) => foldSession(store, sessionId), shelf: new RuleShelf() }), store);
  });
}

function withoutRow<T extends { readonly rowId: number }>({ rowId: _row, ...shown }: T): Omit<T, 'rowId'> {
  return shown;
}
