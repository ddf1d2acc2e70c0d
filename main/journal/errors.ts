/** How the journal says no: the codes of the contract, a sentence a person can act on, and the field it is about. */
import type { ErrorCode } from '../../preload/contract/result.ts';
import type { RefusalCode, TypedRefusal } from '../engine/decide.ts';
import { StoreError, type StoreErrorCode } from '../store/errors.ts';

export interface JournalErrorDetails extends ErrorOptions {
  /** Dotted path of the input field. */
  readonly field?: string | undefined;
  /** The same call may work later. */
  readonly retry?: boolean;
}

export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retry: boolean | undefined;

  constructor(code: ErrorCode, message: string, details: JournalErrorDetails = {}) {
    super(message, details);
    this.code = code;
    this.field = details.field;
    this.retry = details.retry;
  }
}

const REFUSALS: Partial<Readonly<Record<RefusalCode, ErrorCode>>> = {
  'ticket-unknown': 'not-found',
  'trade-unknown': 'not-found',
  'rules-mismatch': 'conflict',
  'verdict-outdated': 'conflict',
};

/** The engine's refusal. `within` is the part of the command that the caller knows as its whole input ("ticket"). */
export function refusal({ code, message, field, waitMs }: TypedRefusal, within?: string): JournalError {
  const path = field !== null && within !== undefined && field.startsWith(`${within}.`) ? field.slice(within.length + 1) : field;
  return new JournalError(REFUSALS[code] ?? 'refused', message, {
    ...(path === null || path === 'at' ? {} : { field: path }),
    ...(waitMs === undefined ? {} : { retry: true }),
  });
}

const STORE_CODES: Readonly<Record<StoreErrorCode, ErrorCode>> = {
  'store-damaged': 'store-damaged',
  'store-foreign': 'store-damaged',
  'store-newer': 'store-newer',
  'store-read-only': 'store-read-only',
  'store-locked': 'store-read-only',
  'store-full': 'store-full',
  'store-missing': 'unavailable',
};

/** The store's error that this one is, or tells in the words of the contract; null for every other. */
export function storeErrorOf(error: unknown): StoreError | null {
  if (error instanceof StoreError) return error;
  return error instanceof JournalError && error.cause instanceof StoreError ? error.cause : null;
}

/** An error of the store in the words of the contract; every other error as it is. */
export function asJournalError(error: unknown): unknown {
  if (!(error instanceof StoreError)) return error;
  return new JournalError(STORE_CODES[error.code], error.message, { cause: error, retry: error.code === 'store-full' || error.code === 'store-locked' });
}
