import { useCallback, useMemo } from 'react';
import type { CallOutput } from '../../../preload/contract/calls.ts';
import type { CallError } from '../../../preload/contract/result.ts';
import type { RulesView } from '../../../preload/contract/rules.ts';
import { useOwner } from '../../store/owner.ts';
import { useApp } from '../../store/store.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { useAppState } from '../../store/use-state.ts';
import { baseOf, differs, readDraft, startDraft, type DraftReading, type RulesDraft } from './rules-draft.ts';

type Plan = CallOutput<'rules.plan'>;

export interface RulesEditor {
  readonly view: RulesView;
  /** What is shown and edited: the draft, or the saved rules when nothing was touched. */
  readonly draft: RulesDraft;
  readonly reading: DraftReading;
  readonly changed: boolean;
  /** What saving would do; null while that is unknown. */
  readonly plan: Plan | null;
  /** Why the plan is unknown. */
  readonly planError: CallError | null;
  /** Problems found here and by the engine, by rule. */
  readonly problems: DraftReading['problems'];
  edit(change: (draft: RulesDraft) => RulesDraft): void;
  discard(): void;
}

/** The rules with what is being changed about them; null before they were first read. */
export function useRulesEditor(): { editor: RulesEditor | null; error: CallError | null; reload: () => void } {
  const { value: view, error, reload } = useLoaded('rules.get', undefined);
  const currency = useAppState((state) => state.account?.currency ?? 'USD');
  const owner = useOwner();
  const held = useApp((store) => store.rulesDrafts[owner] ?? null);
  const keep = useApp((store) => store.keepRulesDraft);

  const draft = useMemo(() => held ?? (view === null ? null : startDraft(view)), [held, view]);
  const reading = useMemo(() => (draft === null || view === null ? null : readDraft(draft, view.kinds, currency)), [draft, view, currency]);
  const changed = view !== null && draft !== null && reading !== null && held !== null && (reading.problems.length > 0 || differs(reading.content, draft.name, baseOf(view)));
  const asked = changed && reading.problems.length === 0 ? reading.content : null;
  const plan = useLoaded('rules.plan', asked);

  const edit = useCallback((change: (draft: RulesDraft) => RulesDraft) => draft !== null && keep(owner, change(draft)), [draft, keep, owner]);
  const discard = useCallback(() => keep(owner, null), [keep, owner]);
  if (view === null || draft === null || reading === null) return { editor: null, error, reload };
  const found = asked === null ? [] : (plan.value?.problems ?? []).map(({ ruleId, field, message }) => ({ ruleId, path: field.replace(/^params\./, ''), message: sentence(message) }));
  return { editor: { view, draft, reading, changed, plan: asked === null ? null : plan.value, planError: plan.error, problems: [...reading.problems, ...found], edit, discard }, error, reload };
}

/** What a rule file’s problem is, said without the name of the field before it. */
function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
