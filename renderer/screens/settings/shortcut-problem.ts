/** Why a global shortcut is not to be had, as a person reads it. */
import type { ShortcutProblem } from '../../../preload/contract/state.ts';
import { acceleratorCaps } from './accelerator.ts';

const reasons: Readonly<Record<ShortcutProblem['reason'], string>> = {
  'used-twice': 'already does something else in Holdfast',
  'taken': 'belongs to another program',
  'no-keys': 'is no combination that the system knows',
};

export const shortcutPurposes: Readonly<Record<ShortcutProblem['shortcut'], string>> = { summon: 'Show or hide Holdfast', ticket: 'Start a ticket' };

/** "Show or hide Holdfast has no keys: Ctrl+Alt+H belongs to another program. Choose another combination." */
export function shortcutProblemText({ shortcut, accelerator, reason }: ShortcutProblem): string {
  return `“${shortcutPurposes[shortcut]}” has no keys: ${acceleratorCaps(accelerator)} ${reasons[reason]}. Choose another combination.`;
}
