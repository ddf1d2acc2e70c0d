import { CircleAlert } from 'lucide-react';
import type { Figure } from '../../preload/contract/analytics.ts';
import { Unknown } from '../components/figures.tsx';
import { formatCount } from '../format/display.ts';
import { Term } from './definitions.tsx';
import { formatFigure } from './format-cell.ts';
import styles from './figure-strip.module.css';

/** Most figures in a row that can still be read. */
const WIDEST = 8;

/** Figures side by side: each with its definition, what it rests on, and why when it is unknown. */
export function FigureStrip({ figures, large = false }: { figures: readonly Figure[]; large?: boolean | undefined }) {
  if (figures.length === 0) return null;
  return (
    <div className={styles['frame']}>
    <dl className={styles['strip']} data-large={large ? '' : undefined} data-columns={columnsFor(figures.length)}>
      {figures.map((figure) => (
        <div key={figure.key} className={styles['figure']} data-figure={figure.key}>
          <dt className={styles['label']}>
            <Term id={figure.definition}>{figure.label}</Term>
          </dt>
          <dd className={styles['value']}>{figure.value === null ? <Unknown /> : formatFigure(figure.value)}</dd>
          <dd className={styles['sample']}>
            {`n\u00a0=\u00a0${formatCount(figure.sample)}`}
            {figure.leftOut > 0 && `, ${formatCount(figure.leftOut)} unknown`}
          </dd>
          {figure.reason !== null && (
            <dd className={styles['reason']}>
              <CircleAlert size={12} aria-hidden="true" />
              {figure.reason}
            </dd>
          )}
        </div>
      ))}
    </dl>
    </div>
  );
}

/** As many columns as fill every row, so that no corner stays empty. */
function columnsFor(count: number): number {
  const fitting = Array.from({ length: WIDEST }, (_, index) => WIDEST - index).find((columns) => count % columns === 0 && count / columns < count);
  return fitting ?? 1;
}
