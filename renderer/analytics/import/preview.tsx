import type { ImportPreview } from '../../../preload/contract/imports.ts';
import { Unknown } from '../../components/figures.tsx';
import { Notice } from '../../components/notice.tsx';
import { Table } from '../../components/table.tsx';
import { counted, formatCount, formatDecimal, formatMoney } from '../../format/display.ts';
import { formatInstant } from '../format-cell.ts';
import { Card } from './card.tsx';
import styles from './preview.module.css';
import { RefusedLines } from './refused-lines.tsx';

/** What importing the file would do. */
export function Preview({ preview, zone }: { preview: ImportPreview; zone: string }) {
  const { counts, found } = preview;
  if (counts === null || found === null) return null;
  // Before a question that every line depends on is answered nothing is known of what is in it; that is not zero.
  if (counts.fills === 0 && counts.rejected === 0 && preview.needs.length > 0) return null;
  const readIn = preview.answers.zone ?? zone;
  // So that the column lines up.
  const places = Math.max(0, ...preview.sample.map(({ price }) => price.split('.')[1]?.length ?? 0));
  const asWritten = preview.sample.some(({ clock }) => clock !== null);
  return (
    <>
      <Card title="What is in the file" lead={summary(preview, readIn)}>
        <dl className={styles['strip']}>
          <Figure label="Fills" value={counts.fills} />
          <Figure label="New" value={counts.newFills} lead />
          <Figure label="In the journal already" value={counts.duplicates} />
          <Figure label="Trades in the file" value={counts.trades} />
          <Figure label="Positions left open" value={counts.openPositions} />
          <Figure label="Lines refused" value={counts.rejected} />
        </dl>
        {remarks(preview, readIn).map((text) => (
          <p key={text} className={styles['remark']}>
            {text}
          </p>
        ))}
        {preview.sample.length > 0 && (
          <Table
            caption="First fills of the file"
            columns={[
              { key: 'line', header: 'Line', cell: ({ line }) => formatCount(line) },
              { key: 'at', header: asWritten ? 'Time, as written' : 'Time', cell: ({ at, clock }) => (at !== null ? formatInstant(at, readIn) : clock !== null ? formatInstant(clock, 'UTC') : <Unknown />) },
              ...(preview.brokerAccounts.length > 0 ? [{ key: 'account', header: 'Account', cell: ({ account }: ImportPreview['sample'][number]) => account ?? <Unknown />, wideOnly: true }] : []),
              { key: 'symbol', header: 'Instrument', cell: ({ symbol }) => symbol },
              { key: 'side', header: 'Side', cell: ({ side }) => (side === 'buy' ? 'Buy' : 'Sell') },
              { key: 'quantity', header: 'Quantity', numeric: true, cell: ({ quantity }) => quantity },
              { key: 'price', header: 'Price', numeric: true, cell: ({ price }) => formatDecimal(price, places) },
            ]}
            rows={preview.sample}
            rowKey={(fill) => `${fill.line} ${preview.sample.indexOf(fill)}`}
          />
        )}
      </Card>
      {counts.lookalikes > 0 && (
        <Notice tone="caution" title={`${counted(counts.lookalikes, 'fill')} may be in the journal already`}>
          Another report has fills of the same second, but not quite the same ones. Say above whether they are the same trades. If one of the reports is fuller, undo the import of the other and import the fuller one first.
        </Notice>
      )}
      {preview.rejected.length > 0 && (
        <Card title={counts.rejected === 1 ? 'One line is refused' : `${formatCount(counts.rejected)} lines are refused`} lead={counts.rejected === 1 ? 'It will not be imported; the rest will.' : 'They will not be imported; the rest will.'}>
          <RefusedLines lines={preview.rejected} total={counts.rejected} />
        </Card>
      )}
    </>
  );
}

function Figure({ label, value, lead }: { label: string; value: number | null; lead?: boolean }) {
  return (
    <div className={styles['figure']} data-lead={lead ? '' : undefined}>
      <dt>{label}</dt>
      <dd>{value === null ? <Unknown /> : formatCount(value)}</dd>
    </div>
  );
}

function summary({ from, to, symbols }: ImportPreview, zone: string): string {
  const when = from === null || to === null ? null : `${formatInstant(from, zone)} to ${formatInstant(to, zone)}`;
  const which = symbols.length === 0 ? null : symbols.length > 6 ? `${symbols.slice(0, 6).join(', ')} and ${symbols.length - 6} more` : symbols.join(', ');
  return [when, which].filter((part) => part !== null).join(' · ');
}

/** What the trader should know of how the file was read. */
function remarks({ counts, ignored, notes, differing }: ImportPreview, zone: string): string[] {
  if (counts === null) return [];
  const named = differing.map(({ symbol, at, ours, stated }) => `${symbol}${at === null ? '' : ` of ${formatInstant(at, zone)}`}, ${formatMoney(ours, true)} here and ${formatMoney(stated, true)} there`);
  const left = ignored.map(({ what, count }) => `${formatCount(count)} × ${what}`).join(', ');
  return [
    ...(left === '' ? [] : [`Rows that are no fills: ${left}.`]),
    ...(counts.otherReport > 0 ? [`${counted(counts.otherReport, 'fill is', 'fills are')} in the journal already from another report of the platform, and not counted twice.`] : []),
    ...(counts.added > 0 ? [`${counted(counts.added, 'fill')} of the journal will get a stop or costs from this file.`] : []),
    ...(counts.astray > 0 ? ['After the last fill the platform states another position than the fills add up to: fills are missing in the file, and the trades after them stay open as one.'] : []),
    ...(counts.unmatched > 0 ? [`${counted(counts.unmatched, 'fill closes', 'fills close')} what was opened before the file begins: no trade can be made of that yet.`] : []),
    ...(counts.differing > 0 ? [`${counted(counts.differing, 'trade comes', 'trades come')} out otherwise than the broker states: ${named.join('; ')}${counts.differing > named.length ? '; and others' : ''}.`] : []),
    ...(counts.repeated > 0 ? [`${counted(counts.repeated, 'row stands', 'rows stand')} in the file twice with the same id, and ${counts.repeated === 1 ? 'counts' : 'count'} once.`] : []),
    ...(counts.gaps + counts.overlaps > 0 ? [`${counted(counts.gaps + counts.overlaps, 'time falls', 'times fall')} into a change of the clocks: those that did not exist are moved on, those that came twice are taken as the first.`] : []),
    ...(counts.trades === null ? ['The file is too large to count its trades beforehand.'] : []),
    ...notes,
  ];
}
