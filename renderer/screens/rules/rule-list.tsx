import { GripVertical } from 'lucide-react';
import { useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { cx } from '../../components/class-names.ts';
import { Tag } from '../../components/tag.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { paramsSummary } from '../../rule-form/form-values.ts';
import type { DraftRule, RuleKind } from './rules-draft.ts';
import styles from './rules.module.css';

const severityTones = { critical: 'block', major: 'caution', advisory: 'plain' } as const;
const severityWords = { critical: 'Critical', major: 'Major', advisory: 'Advisory' } as const;

export interface RuleListProps {
  rules: readonly DraftRule[];
  /** The parameters as far as they can be read, by rule id. */
  paramsOf: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  kinds: readonly RuleKind[];
  openId: string | null;
  /** Rules with a problem, and rules that the draft changes. */
  troubled: ReadonlySet<string>;
  changed: ReadonlySet<string>;
  /** Rules that the partner sets. */
  partners: ReadonlySet<string>;
  onOpen: (id: string) => void;
  onMove: (id: string, to: number) => void;
}

/**
 * The rules in order. One tab stop: arrows, j and k move, Enter opens, Alt with an arrow carries the rule along; by
 * mouse a rule is dragged.
 */
export function RuleList({ rules, paramsOf, kinds, openId, troubled, changed, partners, onOpen, onMove }: RuleListProps) {
  const [activeId, setActiveId] = useState<string | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const titleOf = (entry: DraftRule): string => kinds.find((kind) => kind.kind === entry.rule.kind)?.title ?? entry.rule.kind;
  const active = rules.some((entry) => entry.rule.id === activeId) ? activeId : (rules[0]?.rule.id ?? null);

  const focusAt = (index: number): void => list.current?.querySelectorAll<HTMLElement>('[data-rule]')[index]?.focus();
  const move = (entry: DraftRule, to: number): void => {
    if (to < 0 || to >= rules.length) return;
    onMove(entry.rule.id, to);
    setSaid(`${titleOf(entry)} is now ${to + 1} of ${rules.length}`);
  };
  const keyDown = (event: KeyboardEvent, entry: DraftRule, index: number): void => {
    if (event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (event.altKey) move(entry, index + step);
      else focusAt(Math.max(0, Math.min(rules.length - 1, index + step)));
      return;
    }
    if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      focusAt(event.key === 'Home' ? 0 : rules.length - 1);
    }
  };
  const dragOver = (event: DragEvent, index: number): void => {
    if (dragged === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    setOver(index);
  };
  const drop = (event: DragEvent, index: number): void => {
    event.preventDefault();
    const entry = rules.find(({ rule }) => rule.id === dragged);
    if (entry !== undefined) move(entry, index);
    setDragged(null);
    setOver(null);
  };

  return (
    <>
      <ol ref={list} data-rows aria-label="Rules" className={styles['list']}>
        {rules.map((entry, index) => {
          const { rule } = entry;
          const kind = kinds.find((known) => known.kind === rule.kind);
          const summary = kind === undefined ? '' : paramsSummary(kind.fields, paramsOf.get(rule.id) ?? rule.params);
          return (
            <li key={rule.id} className={cx(styles['item'], dragged === rule.id && styles['dragged'], over === index && dragged !== null && styles['over'])}>
              <button
                type="button"
                data-rule
                className={styles['rule']}
                tabIndex={rule.id === active ? 0 : -1}
                aria-current={rule.id === openId ? 'true' : undefined}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                onFocus={() => setActiveId(rule.id)}
                onClick={() => onOpen(rule.id)}
                onKeyDown={(event) => keyDown(event, entry, index)}
                draggable
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  setDragged(rule.id);
                }}
                onDragOver={(event) => dragOver(event, index)}
                onDrop={(event) => drop(event, index)}
                onDragEnd={() => {
                  setDragged(null);
                  setOver(null);
                }}
              >
                <GripVertical size={14} aria-hidden="true" className={styles['grip']} />
                <span className={cx(styles['rule-text'], !rule.enabled && styles['off'])}>
                  <span className={styles['rule-title']}>
                    {titleOf(entry)}
                    {changed.has(rule.id) && <span className={styles['dot']} title="Changed" />}
                  </span>{' '}
                  <span className={styles['sub']}>{summary === '' ? rule.words || (kind?.summary ?? '') : summary}</span>
                </span>{' '}
                <span className={styles['tags']}>
                  {partners.has(rule.id) && <Tag tone="accent">Partner</Tag>} {troubled.has(rule.id) && <Tag tone="block">Problem</Tag>} {rule.shadow && rule.enabled && <Tag>Shadow</Tag>}{' '}
                  {rule.enabled ? <Tag tone={severityTones[rule.severity]}>{severityWords[rule.severity]}</Tag> : <Tag>Off</Tag>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <VisuallyHidden live="polite">{said}</VisuallyHidden>
    </>
  );
}
