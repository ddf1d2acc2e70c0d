/** What a call of the contract is: what it takes and what it answers. */
import { z } from 'zod';

export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
}

export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> {
  return { input, output };
}

/** The input of a call that takes nothing. */
export const nothing = z.undefined();
/** The output of a call that has only been done. */
export const done = z.null();
