/** Rules being edited. Kept here so that going to another screen does not lose what was typed. */
import type { StateCreator } from 'zustand';
import type { RulesDraft } from '../screens/rules/rules-draft.ts';
import type { AppStore } from './store.ts';

export interface RulesDraftSlice {
  /** Null while nothing is being edited. */
  readonly rulesDraft: RulesDraft | null;
  keepRulesDraft(draft: RulesDraft | null): void;
}

export const createRulesDraftSlice: StateCreator<AppStore, [], [], RulesDraftSlice> = (set) => ({
  rulesDraft: null,
  keepRulesDraft: (rulesDraft) => set({ rulesDraft }),
});
