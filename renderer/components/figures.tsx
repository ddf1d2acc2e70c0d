import { COVERED, formatDecimal, formatMoney, formatR, UNKNOWN, type MoneyValue } from '../format/display.ts';
import { useApp } from '../store/store.ts';
import { cx } from './class-names.ts';
import styles from './figures.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

/** A value that is unknown: a dash for the eye, the word for screen readers. Never a zero. */
export function Unknown() {
  return (
    <span className={styles['unknown']}>
      <span aria-hidden="true">{UNKNOWN}</span>
      <VisuallyHidden>unknown</VisuallyHidden>
    </span>
  );
}

function Hidden() {
  return (
    <span className={styles['unknown']}>
      <span aria-hidden="true">{COVERED}</span>
      <VisuallyHidden>hidden</VisuallyHidden>
    </span>
  );
}

/** Money with its sign and currency. `pnl` marks a result: signed, and hidden while the trader hides P&L. */
export function Money({ value, pnl = false }: { value: MoneyValue | null; pnl?: boolean | undefined }) {
  const hide = useApp((store) => pnl && store.state?.settings.hidePnl === true);
  if (hide) return <Hidden />;
  if (value === null) return <Unknown />;
  return <span className={styles['figure']}>{formatMoney(value, pnl)}</span>;
}

/** An R multiple: a result, so it hides with P&L unless `always`. */
export function RMultiple({ value, always = false }: { value: string | null; always?: boolean | undefined }) {
  const hide = useApp((store) => !always && store.state?.settings.hidePnl === true);
  if (hide) return <Hidden />;
  if (value === null) return <Unknown />;
  return <span className={styles['figure']}>{formatR(value)}</span>;
}

/** A plain decimal. With `places`, as many fraction digits as that, so that a column lines up. */
export function DecimalFigure({ value, places, unit, className }: { value: string | null; places?: number | undefined; unit?: string | undefined; className?: string | undefined }) {
  if (value === null) return <Unknown />;
  return (
    <span className={cx(styles['figure'], className)}>
      {formatDecimal(value, places)}
      {unit !== undefined && <span className={styles['unit']}> {unit}</span>}
    </span>
  );
}
