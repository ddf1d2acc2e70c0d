/**
 * Runs inside the window's page, beside the app: makes messages that a channel must refuse, and sends them through the
 * bridge as any script in the page could. Bundled by `flood.ts`.
 */
import fc from 'fast-check';
import { z } from 'zod';
import { calls, type CallName } from '../../../../preload/contract/calls.ts';
import type { Bridge } from '../../../../preload/bridge.ts';
import { sampleOf } from './sample.ts';

// The page's content security policy forbids the code generation that zod would otherwise try.
z.config({ jitless: true });

export interface Flood {
  /** Messages that were sent and answered. */
  readonly answered: number;
  /** Answers by error code; "ok" for what should never have been accepted. */
  readonly codes: Record<string, number>;
  /** The first messages that were answered otherwise than with a typed refusal, for the failure's text. */
  readonly strange: string[];
}

interface Edit {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'add' | 'wrap' | 'repeat';
  readonly key: string;
  readonly value: unknown;
}

/** So many messages are on their way at once. */
const AT_ONCE = 500;

const NASTY = [
  '', ' ', '\u0000', '-1', '0x10', '1e5', '１２', '1'.repeat(40), 'x'.repeat(9000), '__proto__', '../../etc/passwd', "'; DROP TABLE tickets; --", '\uD800',
  -1, 0.5, 2 ** 53, 1e308, Number.NaN, Number.POSITIVE_INFINITY, -0, null, undefined, true, [], {}, [[]], new Date(Number.NaN), new Uint8Array(8), new Map([[1, 2]]), new Set([1]), 10n,
];

const anything = fc.anything({ withDate: true, withMap: true, withSet: true, withTypedArray: true, withSparseArray: true, withNullPrototype: true, maxDepth: 2, maxKeys: 4 });
const value = fc.oneof(fc.constantFrom(...NASTY), anything);
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace' as const, 'replace' as const, 'remove' as const, 'add' as const, 'wrap' as const, 'repeat' as const),
  key: fc.constantFrom('admin', 'constructor', 'toString', 'id', 'at', '', '0'),
  value,
});

let pool: { readonly whole: readonly unknown[]; readonly edits: readonly Edit[] } | null = null;

/** Sends `count` malformed messages on one channel, half of them arbitrary, half of them a good message with one thing wrong. */
export async function flood(name: CallName, count: number, seed: number): Promise<Flood> {
  pool ??= { whole: fc.sample(value, { seed, numRuns: count }), edits: fc.sample(edit, { seed, numRuns: count }) };
  const messages = malformed(name, count, pool);
  const bridge = Reflect.get(window, 'holdfast') as Bridge;
  const codes: Record<string, number> = {};
  const strange: string[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const batch = messages.slice(from, from + AT_ONCE);
    const answers = await Promise.all(batch.map((message) => bridge.call(name, message as never)));
    for (const [index, answer] of answers.entries()) {
      const code = answer.ok ? 'ok' : answer.error.code;
      codes[code] = (codes[code] ?? 0) + 1;
      const refused = !answer.ok && code === 'invalid-input' && answer.error.message.length > 0;
      if (!refused && strange.length < 5) strange.push(`${fc.stringify(batch[index])} → ${JSON.stringify(answer)}`);
    }
  }
  return { answered: messages.length, codes, strange };
}

/** What the channel's own schema refuses, judged as it arrives: after the structured clone. */
function malformed(name: CallName, count: number, { whole, edits }: NonNullable<typeof pool>): unknown[] {
  const { input } = calls[name];
  const sample = sampleOf(input);
  const paths = pathsOf(sample);
  const kept: unknown[] = [];
  for (let turn = 0; kept.length < count; turn += 1) {
    if (turn > 20 * count) throw new Error(`${name}: hardly anything is malformed there`);
    const message = turn % 2 === 0 ? whole[(turn / 2) % whole.length] : edited(sample, paths, edits[((turn - 1) / 2) % edits.length]);
    if (!input.safeParse(structuredClone(message)).success) kept.push(message);
  }
  return kept;
}

type Path = readonly (string | number)[];

function pathsOf(of: unknown, path: Path = []): Path[] {
  // Bytes are one value: a typed array takes numbers only, whatever is put into it.
  if (typeof of !== 'object' || of === null || ArrayBuffer.isView(of)) return [path];
  const keys = Array.isArray(of) ? [...of.keys()] : Object.keys(of);
  return [path, ...keys.flatMap((key) => pathsOf(Reflect.get(of, key), [...path, key]))];
}

/** The sample with one thing wrong, somewhere inside. */
function edited(sample: unknown, paths: readonly Path[], change: Edit | undefined): unknown {
  const path = paths[(change?.at ?? 0) % paths.length];
  if (change === undefined || path === undefined) return sample;
  const root = { message: structuredClone(sample) };
  let holder: object = root;
  let key: string | number = 'message';
  for (const step of path) {
    holder = Reflect.get(holder, key) as object;
    key = step;
  }
  const before: unknown = Reflect.get(holder, key);
  if (change.how === 'remove') Reflect.deleteProperty(holder, key);
  else if (change.how === 'wrap') Reflect.set(holder, key, [before]);
  else if (change.how === 'repeat') Reflect.set(holder, key, Array.from({ length: 300 }, () => before));
  else if (change.how === 'add' && typeof before === 'object' && before !== null && !ArrayBuffer.isView(before)) Reflect.set(before, change.key, change.value);
  else Reflect.set(holder, key, change.value);
  return root.message;
}

Reflect.set(window, 'flood', flood);
