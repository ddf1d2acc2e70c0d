/** Turns one raw message into one typed answer: sender, input, handler, output, each with its own refusal. Pure of Electron. */
import type { z } from 'zod';
import { errorCodes, type CallError, type ErrorCode, type Result } from '../../preload/contract/result.ts';

/** What a service throws to say no. Anything else that is thrown is a fault of ours and is reported as `internal`. */
export interface SpokenError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly field?: string | undefined;
  readonly retry?: boolean | undefined;
}

export interface Channel<I extends z.ZodType, O extends z.ZodType> {
  readonly name: string;
  readonly input: I;
  readonly output: O;
  readonly handler: (input: z.infer<I>) => Promise<z.infer<O>> | z.infer<O>;
}

export type FaultReporter = (channel: string, fault: unknown) => void;

export async function answer<I extends z.ZodType, O extends z.ZodType>(
  channel: Channel<I, O>,
  trusted: boolean,
  raw: unknown,
  report: FaultReporter,
): Promise<Result<z.infer<O>>> {
  if (!trusted) return refuse({ code: 'forbidden-sender', message: 'This message did not come from the Holdfast window.' });

  let parsed: ReturnType<I['safeParse']>;
  try {
    if (!isPlain(raw)) return refuse({ code: 'invalid-input', message: 'The message holds something that is no plain value.' });
    parsed = channel.input.safeParse(raw) as ReturnType<I['safeParse']>;
  } catch (fault) {
    // A hostile payload (a throwing getter, a cycle) may make even the parser give up.
    report(channel.name, fault);
    return refuse({ code: 'invalid-input', message: 'The message could not be read.' });
  }
  if (!parsed.success) return refuse(describe(parsed.error));

  let value: z.infer<O>;
  try {
    value = await channel.handler(parsed.data as z.infer<I>);
  } catch (fault) {
    if (isSpoken(fault)) {
      return refuse({
        code: fault.code,
        message: fault.message,
        ...(fault.field === undefined ? {} : { field: fault.field }),
        ...(fault.retry === undefined ? {} : { retry: fault.retry }),
      });
    }
    report(channel.name, fault);
    return refuse({ code: 'internal', message: 'Holdfast could not do this. Nothing was written; the details are in the app’s log file.' });
  }

  const out = channel.output.safeParse(value);
  if (!out.success) {
    report(channel.name, out.error);
    return refuse({ code: 'internal', message: 'Holdfast made an answer that it does not trust. The details are in the app’s log file.' });
  }
  return { ok: true, value: out.data };
}

/** To a schema whose fields may all be absent a date, a map or an error is an object like any other, without any. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === null || prototype === Object.prototype) && Object.values(value).every(isPlain);
}

function refuse(error: CallError): { ok: false; error: CallError } {
  return { ok: false, error };
}

function describe(error: z.ZodError): CallError {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  const message = issue === undefined ? 'The message does not fit.' : field === '' ? issue.message : `${field}: ${issue.message}`;
  return { code: 'invalid-input', message, ...(field === '' ? {} : { field }) };
}

function isSpoken(fault: unknown): fault is SpokenError {
  return (
    fault instanceof Error &&
    'code' in fault &&
    typeof fault.code === 'string' &&
    (errorCodes as readonly string[]).includes(fault.code)
  );
}
