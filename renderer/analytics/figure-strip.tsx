import { CircleAlert } from 'lucide-react';
import type { Figure } from '../../preload/contract/analytics.ts';
import { Unknown } from '../components/figures.tsx';
import { Term } from './definitions.tsx';
import { formatCount, formatFigure } from './format-cell.ts';
import styles from './figure-strip.module.css';

/** Figures side by side: each with its definition, what it rests on, and why when it is unknown. The first `lead` are large. */
export function FigureStrip({ figures, lead = 0 }: { figures: readonly Figure[]; lead?: number | undefined }) {
  if (figures.length === 0) return null;
  return (
    <dl className={styles['strip']}>
      {figures.map((figure, index) => (
        <div key={figure.key} className={styles['figure']} data-figure={figure.key} data-lead={index < lead ? '' : undefined}>
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
  );
}
