/** The portal's one way to the service: typed answers, one kind of error, and the password confirmation in between. */
import { z } from 'zod';
import { problemSchema } from '../contract/errors.ts';
import type { ProblemBody } from '../contract/errors.ts';

// Compiled validators need eval, which the content security policy forbids.
z.config({ jitless: true });

/** An answer that is not a success. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The service's own words, or null when it did not answer in its own words (no network, a proxy's page). */
  readonly problem: ProblemBody | null;

  constructor(problem: ProblemBody | null) {
    super(problem?.title ?? 'The service cannot be reached');
    this.problem = problem;
  }
}

/** Whether an error is the service's refusal with this code. */
export function isProblem(error: unknown, code: ProblemBody['code']): boolean {
  return error instanceof ApiError && error.problem?.code === code;
}

interface Listeners {
  /** Asks the person for the password once more. @returns whether it was confirmed */
  confirm(): Promise<boolean>;
  /** The session is over. */
  signedOut(): void;
}
let listeners: Listeners = { confirm: async () => false, signedOut: () => undefined };

/** Sets who answers when the service wants a confirmation or has forgotten the session. */
export function listen(to: Listeners): void {
  listeners = to;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

async function exchange<S extends z.ZodType>(method: Method, path: string, answer: S, body: unknown): Promise<z.output<S>> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  let response: Response;
  let json: unknown;
  try {
    response = await fetch(path, { method, credentials: 'same-origin', ...sent });
    json = await response.json();
  } catch {
    throw new ApiError(null);
  }
  if (!response.ok) throw new ApiError(problemSchema.safeParse(json).data ?? null);
  return answer.parse(json);
}

/**
 * @throws {ApiError}
 */
async function send<S extends z.ZodType>(method: Method, path: string, answer: S, body?: unknown): Promise<z.output<S>> {
  try {
    return await exchange(method, path, answer, body);
  } catch (error) {
    if (isProblem(error, 'session.confirm') && (await listeners.confirm())) return exchange(method, path, answer, body);
    if (isProblem(error, 'session.required')) listeners.signedOut();
    throw error;
  }
}

export const api = {
  get: <S extends z.ZodType>(path: string, answer: S) => send('GET', path, answer),
  post: <S extends z.ZodType>(path: string, answer: S, body?: unknown) => send('POST', path, answer, body),
  put: <S extends z.ZodType>(path: string, answer: S, body: unknown) => send('PUT', path, answer, body),
  delete: <S extends z.ZodType>(path: string, answer: S) => send('DELETE', path, answer),
};

/** A path with those parameters that say something. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | null | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] != null && entry[1] !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
