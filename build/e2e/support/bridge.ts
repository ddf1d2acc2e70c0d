/** Speaks to the main process as the page does, for what a test prepares and does not test. */
import type { Page } from '@playwright/test';
import type { CallInput, CallName, CallOutput } from '../../../preload/contract/calls.ts';
import type { Result } from '../../../preload/contract/result.ts';
import type { Bridge } from '../../../preload/bridge.ts';

export function rawCall<N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
  return page.evaluate(([callName, callInput]) => (Reflect.get(window, 'holdfast') as Bridge).call(callName, callInput as never), [name, input] as const) as Promise<Result<CallOutput<N>>>;
}

/** The answer's value; a refusal fails the test with its message. */
export async function ask<N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const result = await rawCall(page, name, input);
  if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.message}`);
  return result.value;
}
