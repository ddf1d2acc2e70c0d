import { ArrowDownUp, History, Plus, TimerReset } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { RulesView } from '../../../preload/contract/rules.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { MasterDetail } from '../../components/master-detail.tsx';
import { Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { EmptyState, ErrorState } from '../../components/state-message.tsx';
import { Tag } from '../../components/tag.tsx';
import { notify, notifyUndo } from '../../components/toast.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { formatDuration } from '../../format/display.ts';
import { NewRuleDialog } from './new-rule-dialog.tsx';
import { OverrideEditor } from './override-editor.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { RuleList } from './rule-list.tsx';
import { addRule, baseOf, contentOf, differs, moveRule, planSummary, type RulesDraft } from './rules-draft.ts';
import styles from './rules.module.css';
import { TransferDialog } from './transfer-dialog.tsx';
import { useRulesEditor, type RulesEditor } from './use-rules-editor.ts';
import { useNextSession } from './use-next-session.ts';
import { VersionsDialog } from './versions-dialog.tsx';

const OVERRIDE = 'override policy';

/** The rule set: read it, change it, see when each change bites, save it as a new version. */
export function RulesScreen() {
  const { editor, error, reload } = useRulesEditor();
  if (editor !== null) return <Rules editor={editor} />;
  return (
    <Screen title="Rules">
      {error !== null && (
        <ErrorState title="The rules could not be read" actions={<Button onClick={reload}>Try again</Button>}>
          {error.message}
        </ErrorState>
      )}
    </Screen>
  );
}

type OpenDialog = 'new' | 'review' | 'versions' | 'transfer' | null;

function Rules({ editor }: { editor: RulesEditor }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const { view, draft, reading, plan, problems, changed } = editor;
  const { rules } = draft;
  const next = useNextSession();

  const paramsOf = useMemo(() => new Map(reading.content.rules.map((rule) => [rule.id, rule.params])), [reading]);
  const troubled = useMemo(() => new Set(problems.map((problem) => problem.ruleId)), [problems]);
  const touched = useMemo(() => new Set(plan?.changes.map((change) => change.ruleId)), [plan]);
  const partners = useMemo(() => new Set(view.partner?.packs.flatMap(({ ruleIds }) => ruleIds)), [view]);
  const entry = rules.find(({ rule }) => rule.id === openId);
  const canSave = changed && problems.length === 0 && plan !== null;
  const review = (): void => {
    if (canSave) setDialog('review');
    // A problem of no rule is one of the override policy.
    else if (problems[0] !== undefined) setOpenId(problems[0].ruleId === '' ? OVERRIDE : problems[0].ruleId);
  };
  useKeys({ 'Ctrl+S': review, A: () => setDialog('new') });
  /** An older version, or a file, takes the place of what is edited; changes that were not saved can be had back. */
  const replaceDraft = (other: RulesDraft): void => {
    if (changed) notifyUndo('Your unsaved changes were replaced', () => editor.edit(() => draft));
    else if (!differs(contentOf(other), other.name, baseOf(view))) notify('info', 'Nothing to change', 'These are the rules as they are saved.');
    editor.edit(() => other);
  };

  const { coolDownSeconds, noteMinLength } = draft.override;
  const titleOf = (kind: string): string => view.kinds.find((known) => known.kind === kind)?.title ?? kind;

  return (
    <MasterDetail
      title="Rules"
      hint="Choose a rule to read or change it"
      onClose={() => setOpenId(null)}
      tools={
        <>
          <IconButton label="Versions" icon={History} onClick={() => setDialog('versions')} />
          <IconButton label="Import and export" icon={ArrowDownUp} onClick={() => setDialog('transfer')} />
          <Button size="sm" icon={Plus} keys="A" onClick={() => setDialog('new')}>
            New rule
          </Button>
        </>
      }
      dock={
        changed && (
          <div className={styles['dock']} role="region" aria-label="Unsaved changes">
            <span className={styles['dock-text']} aria-live="polite">
              {problems.length > 0 ? `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} to mend` : plan === null ? (editor.planError?.message ?? 'Changed') : planSummary(plan.changes, next)}
            </span>
            <Button
              size="sm"
              variant="ghost"
              onClick={() => {
                editor.discard();
                setOpenId(null);
              }}
            >
              Discard
            </Button>
            <Button size="sm" variant="primary" keys="Ctrl+S" onClick={review}>
              {problems.length > 0 ? 'Show problem' : 'Review and save'}
            </Button>
          </div>
        )
      }
      detail={
        openId === OVERRIDE
          ? { key: OVERRIDE, title: 'Overrides', content: <OverrideEditor editor={editor} /> }
          : entry === undefined
            ? null
            : { key: entry.rule.id, title: titleOf(entry.rule.kind), tools: entry.rule.enabled ? undefined : <Tag>Off</Tag>, content: <RuleEditor entry={entry} editor={editor} onDeleted={() => setOpenId(null)} /> }
      }
    >
      <div className={styles['scroll']}>
        <p className={styles['name']}>
          <strong>{draft.name}</strong> version {(view.pending ?? view.current).version}
        </p>
        {view.partner !== null && <PartnerPacks partner={view.partner} />}
        {view.pending !== null && (
          <div className={styles['banner']}>
            <Notice
              title={`Version ${view.pending.version} waits for ${next === 'next session' ? 'the next session' : next}`}
              actions={
                <Button size="sm" onClick={() => setDialog('versions')}>
                  See what changes
                </Button>
              }
            >
              {next === 'next session'
                ? `It takes over when the next session opens. Until then version ${view.current.version} holds, with whatever was tightened.`
                : 'It takes over when today’s session opens, with the first thing you record. What you type before is judged by it already.'}{' '}
              Shown and edited here is version {view.pending.version}.
            </Notice>
          </div>
        )}
        {rules.length === 0 ? (
          <EmptyState
            title="No rules yet"
            actions={
              <Button variant="primary" icon={Plus} onClick={() => setDialog('new')}>
                New rule
              </Button>
            }
          >
            Without rules every ticket is clear. Begin with a ticket cap and a risk cap, or import a rule set.
          </EmptyState>
        ) : (
          <RuleList rules={rules} paramsOf={paramsOf} kinds={view.kinds} openId={openId} troubled={troubled} changed={touched} partners={partners} onOpen={setOpenId} onMove={(id, to) => editor.edit((held) => moveRule(held, id, to))} />
        )}
        <button type="button" className={styles['policy']} aria-current={openId === OVERRIDE ? 'true' : undefined} onClick={() => setOpenId(OVERRIDE)}>
          <TimerReset size={15} aria-hidden="true" className={styles['grip']} />
          <span className={styles['rule-text']}>
            <span className={styles['rule-title']}>Overrides</span>{' '}
            <span className={styles['sub']}>
              critical {formatDuration(coolDownSeconds.critical * 1000)} · major {formatDuration(coolDownSeconds.major * 1000)} · note {noteMinLength}+ characters
            </span>
          </span>
        </button>
      </div>
      <NewRuleDialog
        open={dialog === 'new'}
        kinds={view.kinds}
        used={new Set(rules.map(({ rule }) => rule.kind))}
        onClose={() => setDialog(null)}
        onChoose={(kind) => {
          const added = addRule(draft, kind);
          editor.edit(() => added.draft);
          setOpenId(added.id);
        }}
      />
      <ReviewDialog open={dialog === 'review'} editor={editor} onClose={() => setDialog(null)} onSaved={() => setOpenId(null)} />
      <VersionsDialog open={dialog === 'versions'} view={view} onClose={() => setDialog(null)} onRestore={replaceDraft} />
      <TransferDialog open={dialog === 'transfer'} view={view} onClose={() => setDialog(null)} onImport={replaceDraft} />
    </MasterDetail>
  );
}

/** Whose packs are part of these rules, and in which version. */
function PartnerPacks({ partner: { name, packs } }: { partner: NonNullable<RulesView['partner']> }) {
  const unknown = packs.reduce((sum, pack) => sum + pack.unknown, 0);
  return (
    <div className={styles['banner']}>
      <Notice title={`Rules of ${name}`} role="note">
        {packs.map((pack) => `${pack.name} version ${pack.version}, ${pack.ruleIds.length} ${pack.ruleIds.length === 1 ? 'rule' : 'rules'}`).join('; ')}. You may tighten them, not loosen them.
        {unknown > 0 && ` ${unknown} more need a newer Holdfast: update the app.`}
      </Notice>
    </div>
  );
}
