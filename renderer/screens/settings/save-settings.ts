import type { CallError, Result } from '../../../preload/contract/result.ts';
import type { Settings } from '../../../preload/contract/state.ts';
import { notify, notifyError } from '../../components/toast.tsx';
import { call } from '../../ipc.ts';

/** Says why a call failed, or that it is done; true when it is. */
export async function report(answer: Promise<Result<unknown>>, failed: string, done?: string): Promise<boolean> {
  const result: { ok: true } | { ok: false; error: CallError } = await answer;
  if (!result.ok) notifyError(result.error, failed);
  else if (done !== undefined) notify('success', done);
  return result.ok;
}

export function saveSettings(change: Partial<Settings>): void {
  void report(call('settings.save', change), 'The setting was not saved');
}
