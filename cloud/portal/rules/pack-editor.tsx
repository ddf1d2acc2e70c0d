import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { RULE_KINDS } from '../../../main/engine/rule-catalogue.ts';
import { ApiError, isProblem } from '../api.ts';
import { useUnsaved } from '../app/router.tsx';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Dialog, DialogButton } from '../components/dialog.tsx';
import { SelectField, TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useAction } from '../components/use-action.ts';
import { ChangeList } from './change-list.tsx';
import { addRule, asksForMoney, changesOf, currencyOf, draftOf, readDraft, refusedFields, summaryOf, titleOf } from './pack-draft.ts';
import type { DraftRule, PackProblem, PackRule } from './pack-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import { severityNames, severityTags } from './severity.ts';

const CURRENCIES = ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'CAD', 'AUD'] as const;

interface PackEditorProps {
  name: string;
  rules: readonly PackRule[];
  /** The newest published version; null for none. */
  published: { readonly version: number; readonly name: string; readonly rules: readonly PackRule[] } | null;
  onSave: (name: string, rules: readonly PackRule[]) => Promise<void>;
  onPublish: () => Promise<void>;
}

/** The draft of a pack: its rules in the desktop's forms, and what publishing it would change. */
export function PackEditor({ name: savedName, rules: saved, published, onSave, onPublish }: PackEditorProps) {
  const [name, setName] = useState(savedName);
  const [draft, setDraft] = useState<readonly DraftRule[]>(() => draftOf(saved));
  const [currency, setCurrency] = useState(() => currencyOf(saved));
  const [openId, setOpenId] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [dirty, setDirty] = useState(false);
  /** What the service would not take of the draft; any edit may have put it right. */
  const [refused, setRefused] = useState<readonly PackProblem[]>([]);
  const { rules, problems: own } = useMemo(() => readDraft(draft, currency), [draft, currency]);
  const problems = [...own, ...refused];
  const changes = useMemo(() => changesOf(published?.rules ?? [], rules), [published, rules]);
  const renamed = published !== null && published.name !== name.trim();
  const unready = problems.length > 0 || rules.length === 0 || name.trim() === '';
  const edit = (change: (before: readonly DraftRule[]) => readonly DraftRule[]): void => {
    setDraft(change);
    setRefused([]);
    setDirty(true);
  };
  const send = async (sent: readonly PackRule[], work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (error instanceof ApiError && isProblem(error, 'pack.refused')) setRefused(refusedFields(error.problem?.errors ?? [], sent));
      throw error;
    }
  };
  const saveDraft = (): Promise<void> =>
    send(rules, async () => {
      await onSave(name.trim(), rules);
      setDirty(false);
    });
  const save = useAction(saveDraft);
  useUnsaved(dirty);

  const nothingNew = changes.length === 0 && !renamed;
  return (
    <Card
      title="Draft"
      lead="What desktops will receive when it is published. A trader may tighten these rules, never loosen them."
      actions={
        <Button small onClick={() => setAdding(true)}>
          Add a rule
        </Button>
      }
    >
      <div className="form">
        <div className="form-row">
          <TextField
            label="Name"
            maxLength={80}
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
              setDirty(true);
            }}
          />
          {asksForMoney(draft) && (
            <SelectField
              label="Amounts are in"
              options={[...new Set([...CURRENCIES, currency])].map((code) => [code, code] as const)}
              value={currency}
              onChange={(event) => {
                setCurrency(event.currentTarget.value);
                setDirty(true);
              }}
            />
          )}
        </div>
        {draft.length === 0 ? (
          <p className="soft">A pack needs at least one rule.</p>
        ) : (
          <ul className="rule-rows" aria-label="Rules of the draft">
            {draft.map((entry, index) => {
              const { rule } = entry;
              const read = rules[index] ?? rule;
              const wrong = problems.filter(({ ruleId }) => ruleId === rule.id);
              const open = openId === rule.id;
              return (
                <li key={rule.id}>
                  <button type="button" className="rule-row" aria-expanded={open} onClick={() => setOpenId(open ? null : rule.id)}>
                    <ChevronRight size={16} aria-hidden="true" />
                    <span>
                      <span className="main-line">{titleOf(rule)}</span>
                      <span className="sub-line">{summaryOf(read)}</span>
                    </span>
                    <span className="rule-tags">
                      {wrong.length > 0 && <span className="tag block">Problem</span>}
                      {rule.shadow && rule.enabled && <span className="tag">Shadow</span>}
                      <span className={`tag ${rule.enabled ? severityTags[rule.severity] : ''}`}>{rule.enabled ? severityNames[rule.severity] : 'Off'}</span>
                    </span>
                  </button>
                  {open && <RuleEditor entry={entry} problems={wrong} currency={currency} onEdit={edit} />}
                </li>
              );
            })}
          </ul>
        )}
        {save.error !== null && !(refused.length > 0 && isProblem(save.error, 'pack.refused')) && <ProblemNotice error={save.error} />}
        {problems.length > 0 && (
          <Notice kind="caution" title={problems.length === 1 ? 'One value is not right yet' : `${problems.length} values are not right yet`}>
            Look at: {draft.filter(({ rule }) => problems.some(({ ruleId }) => ruleId === rule.id)).map(({ rule }) => titleOf(rule)).join(', ')}.
          </Notice>
        )}
        <div className="form-actions">
          <Button kind={dirty ? 'primary' : 'secondary'} busy={save.busy || unready || !dirty} onClick={() => save.run()}>
            {dirty ? 'Save the draft' : 'Saved'}
          </Button>
          {nothingNew ? (
            <span className="soft form-note">{published === null ? '' : `The draft is version ${published.version}, as published.`}</span>
          ) : (
            !unready && (
              <DialogButton
                label="Review and publish"
                look={{ kind: dirty ? 'secondary' : 'primary' }}
                title={`Publish version ${(published?.version ?? 0) + 1}?`}
                submit="Publish"
                onSubmit={async () => {
                  if (dirty) await saveDraft();
                  await send(dirty ? rules : saved, onPublish);
                }}
              >
                <p className="soft">
                  {published === null ? 'The first version of this pack:' : `Against version ${published.version}:`}
                </p>
                {renamed && <p>The pack is called {name.trim()} from now on.</p>}
                {changes.length > 0 && <ChangeList label="What changes" changes={changes} />}
                <p className="soft">Desktops take it over at their next check. What loosens waits there for the next session.</p>
              </DialogButton>
            )
          )}
        </div>
      </div>
      {adding && (
        <Dialog title="Add a rule" onClose={() => setAdding(false)}>
          <ul className="kinds" aria-label="Kinds of rules">
            {RULE_KINDS.map((kind) => (
              <li key={kind.kind}>
                <button
                  type="button"
                  className="kind"
                  onClick={() => {
                    const added = addRule(draft, kind);
                    edit(() => added.draft);
                    setOpenId(added.id);
                    setAdding(false);
                  }}
                >
                  <span className="main-line">{kind.title}</span>
                  <span className="sub-line">{kind.summary}</span>
                </button>
              </li>
            ))}
          </ul>
          <div className="form-actions">
            <Button kind="ghost" onClick={() => setAdding(false)}>
              Cancel
            </Button>
          </div>
        </Dialog>
      )}
    </Card>
  );
}
