import { Ban, CircleCheck, DoorOpen, Filter, OctagonX, ShieldOff, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { LogRow } from '../../../preload/contract/log.ts';
import { Button } from '../../components/button.tsx';
import { FieldGroup } from '../../components/field.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { MasterDetail } from '../../components/master-detail.tsx';
import { RowList } from '../../components/row-list.tsx';
import { Select } from '../../components/select.tsx';
import { EmptyState, ErrorState } from '../../components/state-message.tsx';
import { cx } from '../../components/class-names.ts';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { byDate, type Grouped } from '../../format/by-date.ts';
import { formatSessionClock, formatSessionDate } from '../../format/display.ts';
import { useAppState } from '../../store/use-state.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { FullVerdict } from './full-verdict.tsx';
import { activeFilters, isDefault, kindLabels, kindWords, limitKinds, limitsOnly, otherKinds, toggleKind, type LogFilter, type LogKind } from './log-filter.ts';
import styles from './log.module.css';
import { useLogPages } from './use-log-pages.ts';

/** No kind of rule has a space in its name. */
const EVERY_RULE = 'every rule';

type Item = Grouped<LogRow>;
const keyOf = (item: Item): string => ('row' in item ? String(item.row.seq) : item.date);
const heightOf = (item: Item): number => (!('row' in item) ? 32 : item.row.note === '' ? 54 : 72);
const isHeading = (item: Item): boolean => !('row' in item);

const looks: Readonly<Record<LogKind, { icon: LucideIcon; tone: 'block' | 'caution' | 'clear' | 'plain' }>> = {
  'block': { icon: OctagonX, tone: 'block' },
  'override': { icon: ShieldOff, tone: 'caution' },
  'walk-away': { icon: DoorOpen, tone: 'clear' },
  'caution': { icon: TriangleAlert, tone: 'caution' },
  'clear': { icon: CircleCheck, tone: 'clear' },
  'cancel': { icon: Ban, tone: 'plain' },
};

/** Every block, override and walk-away with its note; each opens its full verdict. */
export function LogScreen() {
  const [filter, setFilter] = useState<LogFilter>(limitsOnly);
  const [openSeq, setOpenSeq] = useState<number | null>(null);
  const zone = useAppState((state) => state.session?.zone ?? state.account?.zone ?? 'UTC');
  const year = useAppState((state) => state.session?.date.slice(0, 4) ?? '');
  const pages = useLogPages(filter);
  const rules = useLoaded('rules.get', undefined);
  const { rows } = pages;
  const items = useMemo(() => byDate(rows ?? [], year), [rows, year]);
  const opened = rows?.find((row) => row.seq === openSeq) ?? null;
  const ticket = useLoaded('ticket.get', opened === null ? null : { ticketId: opened.ticketId });

  const change = (next: Partial<LogFilter>): void => setFilter((held) => ({ ...held, ...next }));
  const chip = (kind: LogKind) => (
    <button key={kind} type="button" className={styles['kind']} aria-pressed={filter.kinds.includes(kind)} onClick={() => change({ kinds: toggleKind(filter.kinds, kind) })}>
      {kindLabels[kind]}
    </button>
  );
  const ruleOptions = [{ value: EVERY_RULE, label: 'Every rule' }, ...(rules.value?.kinds ?? []).map((kind) => ({ value: kind.kind, label: kind.title }))];

  return (
    <MasterDetail
      title="Limits log"
      hint="Choose a row to see its full verdict"
      onClose={() => setOpenSeq(null)}
      tools={rows !== null && <span className={styles['count']}>{pages.total}</span>}
      detail={
        opened === null
          ? null
          : {
              key: String(opened.seq),
              title: `${kindWords[opened.kind]}: ${opened.symbol} ${opened.side ?? ''}`,
              content: (
                <div className={styles['verdict']}>
                  {opened.note !== '' && opened.kind !== 'override' && (
                    <figure className={styles['note']}>
                      <figcaption>Note</figcaption>
                      <blockquote>{opened.note}</blockquote>
                    </figure>
                  )}
                  {ticket.value !== null ? (
                    <FullVerdict view={ticket.value} />
                  ) : (
                    ticket.error !== null && (
                      <ErrorState title="The verdict could not be read" actions={<Button onClick={ticket.reload}>Try again</Button>}>
                        {ticket.error.message}
                      </ErrorState>
                    )
                  )}
                </div>
              ),
            }
      }
    >
      <FilterBar
        search={filter.text}
        onSearch={(text) => change({ text: text.slice(0, 200) })}
        searchLabel="Search notes, symbols and rules"
        from={filter.from}
        to={filter.to}
        onDates={(from, to) => change({ from, to })}
        active={activeFilters(filter)}
        onClear={() => setFilter(limitsOnly)}
        primary={
          <div role="group" aria-label="Kinds" className={styles['kinds']}>
            {limitKinds.map(chip)}
          </div>
        }
      >
        <FieldGroup label="Also show">
          <div className={styles['kinds']}>{otherKinds.map(chip)}</div>
        </FieldGroup>
        <Select label="Rule" value={filter.ruleKind ?? EVERY_RULE} onChange={(kind) => change({ ruleKind: kind === EVERY_RULE ? null : kind })} options={ruleOptions} />
      </FilterBar>
      {pages.error !== null && rows === null ? (
        <ErrorState title="The log could not be read" actions={<Button onClick={pages.reload}>Try again</Button>}>
          {pages.error.message}
        </ErrorState>
      ) : rows !== null && rows.length === 0 ? (
        isDefault(filter) ? (
          <EmptyState title="No limit was met yet">When a rule holds a ticket back, the block and what you did about it stand here, for good.</EmptyState>
        ) : (
          <EmptyState icon={Filter} title="Nothing fits" actions={<Button onClick={() => setFilter(limitsOnly)}>Clear filters</Button>}>
            No entry of the log matches these filters.
          </EmptyState>
        )
      ) : (
        <RowList
          label="Limits log"
          items={items}
          keyOf={keyOf}
          heightOf={heightOf}
          isHeading={isHeading}
          openKey={openSeq === null ? null : String(openSeq)}
          onEnd={pages.loadMore}
          onOpen={(item) => 'row' in item && setOpenSeq(item.row.seq)}
          render={(item) => ('row' in item ? <Row row={item.row} clock={formatSessionClock(item.row.at, zone, item.row.sessionDate)} /> : <h2>{item.heading}</h2>)}
        />
      )}
    </MasterDetail>
  );
}

function Row({ row, clock }: { row: LogRow; clock: string }) {
  const { icon: Icon, tone } = looks[row.kind];
  return (
    <span className={styles['row']}>
      <Icon size={16} aria-hidden="true" className={cx(styles['row-icon'], styles[tone])} />
      <span className={styles['what']}>
        <span className={styles['title']}>
          <strong>{kindWords[row.kind]}</strong> <span className={styles['soft']}>{[row.symbol, row.side].filter(Boolean).join(' ')}</span>{' '}
          <span className={styles['time']}>
            <VisuallyHidden>{formatSessionDate(row.sessionDate)} </VisuallyHidden>
            {clock}
          </span>
        </span>{' '}
        <span className={styles['sub']}>{row.rules.length === 0 ? 'Every rule passes' : row.rules.join(' · ')}</span>{' '}
        {row.note !== '' && <span className={cx(styles['sub'], styles['quote'])}>{row.note}</span>}
      </span>
    </span>
  );
}
