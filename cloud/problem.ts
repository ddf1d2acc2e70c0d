/** The one exception the service throws on purpose: an error code of the contract, with what a person may know about it. */
import { PROBLEMS } from './contract/errors.ts';
import type { ProblemBody, ProblemCode } from './contract/errors.ts';

export interface ProblemExtras {
  readonly detail?: string;
  /** Becomes the Retry-After header, in whole seconds. */
  readonly retryAfterSeconds?: number;
  readonly errors?: readonly { path: string; message: string }[];
}

/** An expected refusal. Its detail is shown to whoever asked: it never holds another person's data. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(extras.detail ?? PROBLEMS[code][1]);
    this.code = code;
    this.status = PROBLEMS[code][0];
    this.extras = extras;
  }

  /** The RFC 9457 body; `instance` is the request id. */
  toBody(instance: string): ProblemBody {
    const { detail, retryAfterSeconds, errors } = this.extras;
    return {
      type: `urn:holdfast:problem:${this.code}`,
      title: PROBLEMS[this.code][1],
      status: this.status,
      code: this.code,
      instance: `urn:holdfast:request:${instance}`,
      ...(detail === undefined ? {} : { detail }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ...(errors === undefined ? {} : { errors: [...errors] }),
    };
  }
}
