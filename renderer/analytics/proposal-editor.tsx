/** A rule set as it might be: today's, or an older version, with rules changed for the replay alone. Nothing here is saved as rules. */
import { Play, Plus } from 'lucide-react';
import { useId, useState } from 'react';
import type { CallInput, CallOutput } from '../../preload/contract/calls.ts';
import type { RulesView } from '../../preload/contract/rules.ts';
import { Button } from '../components/button.tsx';
import { CONFIRM_KEYS, Dialog } from '../components/dialog.tsx';
import { Select } from '../components/select.tsx';
import { notifyError } from '../components/toast.tsx';
import { call } from '../ipc.ts';
import { ParamsForm } from '../rule-form/params-form.tsx';
import { paramsSummary, paramsToTyped, readParams, type FieldProblem, type TypedParams } from '../rule-form/form-values.ts';
import { NewRuleDialog } from '../screens/rules/new-rule-dialog.tsx';
import { addRule, draftOf } from '../screens/rules/rules-draft.ts';
import { useAppState } from '../store/use-state.ts';
import styles from './proposal-editor.module.css';
import { useTurns } from './turns.ts';

type Content = CallInput<'analytics.replay'>['proposed'];
type Rule = Content['rules'][number];
type Bite = 'bites' | 'shadow' | 'off';

const bites: readonly { value: Bite; label: string }[] = [
  { value: 'bites', label: 'Bites' },
  { value: 'shadow', label: 'Shadow' },
  { value: 'off', label: 'Off' },
];
const biteOf = (rule: Rule): Bite => (!rule.enabled ? 'off' : rule.shadow ? 'shadow' : 'bites');

/** Rules whose lists of choices are drawn in one frame. */
const STEP = 5;

export function ProposalEditor({ rules, onRun }: { rules: RulesView; onRun: (content: Content) => void }) {
  const id = useId();
  const [base, setBase] = useState(rules.current.hash);
  const [content, setContent] = useState<Content>({ rules: rules.current.rules, override: rules.current.override });
  const [editing, setEditing] = useState<Rule | null>(null);
  const [adding, setAdding] = useState(false);
  const drawn = useTurns(content.rules.length, STEP);
  const kindOf = (rule: Rule): RulesView['kinds'][number] | undefined => rules.kinds.find(({ kind }) => kind === rule.kind);

  const start = async (hash: string): Promise<void> => {
    const version: CallOutput<'rules.version'> | null = hash === rules.current.hash ? { rules: rules.current.rules, override: rules.current.override } : await read(hash);
    if (version === null) return;
    setBase(hash);
    setContent(version);
  };
  const add = (kind: RulesView['kinds'][number]): void => {
    const { draft, id: ruleId } = addRule(draftOf('', content, base), kind);
    const added = draft.rules.map(({ rule }) => rule);
    setContent({ ...content, rules: added });
    if (kind.fields.length > 0) setEditing(added.find((rule) => rule.id === ruleId) ?? null);
  };
  const change = (rule: Rule): void => setContent({ ...content, rules: content.rules.map((old) => (old.id === rule.id ? rule : old)) });

  return (
    <section className={styles['editor']} aria-labelledby={id}>
      <header className={styles['head']}>
        <h2 id={id}>The proposal</h2>
        <Select
          label="Start from"
          value={base}
          onChange={(hash) => void start(hash)}
          options={rules.versions.map((version) => ({ value: version.hash, label: `${version.name} ${version.version}`, note: version.hash === rules.current.hash ? 'today’s rules' : undefined }))}
        />
        <Button icon={Plus} onClick={() => setAdding(true)}>
          Add a rule
        </Button>
        <Button variant="primary" icon={Play} onClick={() => onRun(content)}>
          Run replay
        </Button>
      </header>
      <ul className={styles['rules']}>
        {content.rules.map((rule, index) => {
          const kind = kindOf(rule);
          const title = kind?.title ?? rule.kind;
          return (
            <li key={rule.id} data-off={rule.enabled ? undefined : ''}>
              <span className={styles['name']}>
                {title}
                <span>{paramsSummary(kind?.fields ?? [], rule.params)}</span>
              </span>
              {(kind?.fields.length ?? 0) > 0 && (
                <Button size="sm" variant="ghost" onClick={() => setEditing(rule)} aria-label={`Change ${title}`}>
                  Change
                </Button>
              )}
              <span className={styles['bite']}>
                {index < drawn && <Select label={`${title}: bites, watches or is off`} labelContent="" value={biteOf(rule)} onChange={(bite) => change({ ...rule, enabled: bite !== 'off', shadow: bite === 'shadow' })} options={bites} />}
              </span>
            </li>
          );
        })}
      </ul>
      <NewRuleDialog open={adding} kinds={rules.kinds} used={new Set(content.rules.map(({ kind }) => kind))} onClose={() => setAdding(false)} onChoose={add} />
      {editing !== null && (
        <ParamsDialog
          rule={editing}
          kind={kindOf(editing)}
          onClose={() => setEditing(null)}
          onDone={(params) => {
            change({ ...editing, params });
            setEditing(null);
          }}
        />
      )}
    </section>
  );
}

async function read(hash: string): Promise<CallOutput<'rules.version'> | null> {
  const result = await call('rules.version', { hash });
  if (result.ok) return result.value;
  notifyError(result.error);
  return null;
}

interface ParamsDialogProps {
  rule: Rule;
  kind: RulesView['kinds'][number] | undefined;
  onClose: () => void;
  onDone: (params: Record<string, unknown>) => void;
}

function ParamsDialog({ rule, kind, onClose, onDone }: ParamsDialogProps) {
  const fields = kind?.fields ?? [];
  const currency = useAppState((state) => state.account?.currency ?? 'USD');
  const [typed, setTyped] = useState<TypedParams>(() => paramsToTyped(fields, rule.params));
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const take = (): void => {
    const reading = readParams(fields, typed, rule.params, currency);
    if (reading.problems.length > 0) setProblems(reading.problems);
    else onDone(reading.params);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={kind?.title ?? rule.kind}
      description={kind?.summary}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" keys={CONFIRM_KEYS} onClick={take}>
            Use in the proposal
          </Button>
        </>
      }
    >
      <ParamsForm fields={fields} typed={typed} problems={problems} currency={currency} onChange={(key, value) => setTyped({ ...typed, [key]: value })} />
    </Dialog>
  );
}
