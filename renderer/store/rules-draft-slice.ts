/** Rules being edited. Kept here so that going to another screen does not lose what was typed. */
import type { StateCreator } from 'zustand';
import type { RulesDraft } from '../screens/rules/rules-draft.ts';
import type { AppStore } from './store.ts';

export interface RulesDraftSlice {
  /** By owner: rules are an account's own. Absent while nothing is being edited. */
  readonly rulesDrafts: Readonly<Record<string, RulesDraft | null>>;
  keepRulesDraft(owner: string, draft: RulesDraft | null): void;
}

export const createRulesDraftSlice: StateCreator<AppStore, [], [], RulesDraftSlice> = (set, get) => ({
  rulesDrafts: {},
  keepRulesDraft: (owner, draft) => set({ rulesDrafts: { ...get().rulesDrafts, [owner]: draft } }),
});
