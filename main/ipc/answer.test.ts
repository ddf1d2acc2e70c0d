import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { calls, type CallName } from '../../preload/contract/calls.ts';
import { errorCodes } from '../../preload/contract/result.ts';
import { answer, type Channel } from './answer.ts';
import { isTrusted } from './sender.ts';

const quiet = () => undefined;

class Spoken extends Error {
  readonly code = 'refused';
  readonly field = 'note';
}

function channel(handler: (input: { n: number }) => unknown): Channel<z.ZodType<{ n: number }>, z.ZodType<number>> {
  return { name: 'test', input: z.strictObject({ n: z.int() }), output: z.int(), handler: handler as (input: { n: number }) => number };
}

describe('answer', () => {
  it('gives the handler the parsed input and the window the parsed output', async () => {
    expect(await answer(channel(({ n }) => n + 1), true, { n: 1 }, quiet)).toEqual({ ok: true, value: 2 });
  });

  it('refuses an untrusted sender before it looks at the payload', async () => {
    let ran = false;
    const result = await answer(channel(() => (ran = true)), false, { n: 1 }, quiet);
    expect(result).toMatchObject({ ok: false, error: { code: 'forbidden-sender' } });
    expect(ran).toBe(false);
  });

  it('names the field of a payload that does not fit', async () => {
    expect(await answer(channel(() => 1), true, { n: 'one' }, quiet)).toMatchObject({ ok: false, error: { code: 'invalid-input', field: 'n' } });
  });

  it('refuses keys that the schema does not know', async () => {
    expect(await answer(channel(() => 1), true, { n: 1, admin: true }, quiet)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });

  it.each([new Date(0), new Map(), new Set(), /n/, new Error('n'), { nested: new Map() }, [new Date(0)]])('refuses %s, which no page of ours sends', async (message) => {
    const open: Channel<z.ZodType, z.ZodType> = { name: 'test', input: z.strictObject({ nested: z.strictObject({}).optional() }).or(z.array(z.strictObject({}))), output: z.null(), handler: () => null };
    expect(await answer(open, true, {}, quiet)).toEqual({ ok: true, value: null });
    expect(await answer(open, true, message, quiet)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });

  it('passes on what a service says', async () => {
    const result = await answer(channel(() => Promise.reject(new Spoken('too short'))), true, { n: 1 }, quiet);
    expect(result).toEqual({ ok: false, error: { code: 'refused', message: 'too short', field: 'note' } });
  });

  it('keeps the text of a fault inside and reports it', async () => {
    const faults: unknown[] = [];
    const result = await answer(channel(() => Promise.reject(new Error('/home/someone/secret'))), true, { n: 1 }, (_name, fault) => faults.push(fault));
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(faults).toHaveLength(1);
  });

  it('does not let a wrong answer out', async () => {
    expect(await answer(channel(() => 'text'), true, { n: 1 }, quiet)).toMatchObject({ ok: false, error: { code: 'internal' } });
  });
});

describe('every channel of the contract', () => {
  const names = Object.keys(calls) as CallName[];
  const messages = fc.sample(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, maxDepth: 3 }), { numRuns: 10_000, seed: 20_261_122 });

  it.each(names)('%s answers 10,000 arbitrary messages without running its handler on a bad one', async (name) => {
    const { input } = calls[name];
    let ran = 0;
    let valid = 0;
    const subject = { name, input, output: z.null(), handler: () => (ran++, null) } as Channel<z.ZodType, z.ZodType>;
    for (const message of messages) {
      const result = await answer(subject, true, message, quiet);
      if (result.ok) valid++;
      else expect(errorCodes).toContain(result.error.code);
    }
    expect(ran).toBe(valid);
  });
});

describe('sender', () => {
  const good = { frameUrl: 'app://holdfast/index.html', isTopFrame: true, isOwnWindow: true };

  it('trusts the top frame of the own window at the own origin', () => {
    expect(isTrusted(good, null)).toBe(true);
  });

  it.each([
    ['another window', { ...good, isOwnWindow: false }],
    ['a child frame', { ...good, isTopFrame: false }],
    ['a frame that is gone', { ...good, frameUrl: null }],
    ['a host that begins alike', { ...good, frameUrl: 'app://holdfast.evil/index.html' }],
    ['the own name as a user', { ...good, frameUrl: 'app://holdfast@evil/index.html' }],
    ['another scheme', { ...good, frameUrl: 'https://holdfast/index.html' }],
    ['a file', { ...good, frameUrl: 'file:///index.html' }],
    ['about:blank', { ...good, frameUrl: 'about:blank' }],
    ['no URL at all', { ...good, frameUrl: 'app' }],
  ])('refuses %s', (_what, sender) => {
    expect(isTrusted(sender, null)).toBe(false);
  });

  it('accepts the development server only when there is one', () => {
    const sender = { ...good, frameUrl: 'http://localhost:5173/' };
    expect(isTrusted(sender, null)).toBe(false);
    expect(isTrusted(sender, 'http://localhost:5173')).toBe(true);
  });
});
