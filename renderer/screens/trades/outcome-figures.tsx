import type { ReactNode } from 'react';
import type { TradeView } from '../../../preload/contract/trades.ts';
import { Money, RMultiple } from '../../components/figures.tsx';
import { Definition } from '../../components/tooltip.tsx';
import { formatDecimal, formatR, roundText, type MoneyValue } from '../../format/display.ts';
import { useSettings } from '../../store/use-state.ts';
import { definitions, type Term } from './definitions.ts';
import type { Outcome } from './outcome.ts';
import styles from './trades.module.css';

export interface OutcomeFiguresProps {
  trade: TradeView;
  outcome: Outcome;
  mfe: MoneyValue | null;
  mae: MoneyValue | null;
  /** False while the numbers are being typed: they are what the journal will say. */
  recorded?: boolean | undefined;
}

/** Every number that follows from a trade, amounts on one side and ratios on the other, decimals in line. */
export function OutcomeFigures({ trade, outcome, mfe, mae, recorded = false }: OutcomeFiguresProps) {
  const later = outcome.closed ? 'unknown' : 'when closed';
  return (
    <div className={styles['figures']} aria-live={recorded ? undefined : 'polite'}>
      <dl>
        <Figure term="Gross P&L" value={outcome.gross && <Money value={outcome.gross} pnl />} />
        <Figure term="Fees" value={outcome.fees && <Money value={outcome.fees} />} />
        <Figure term="Net P&L" value={outcome.net && <Money value={outcome.net} pnl />} strong />
        <Figure term="Stop$" value={trade.stopAmount && <Money value={trade.stopAmount} />} />
        <Figure term="MFE$" value={mfe && <Money value={mfe} pnl />} />
        <Figure term="MAE$" value={mae && <Money value={mae} pnl />} />
      </dl>
      <dl>
        <Figure term="R" value={outcome.r && <RMultiple value={outcome.r} />} absent={later} strong aside={outcome.r !== null && outcome.net === null ? 'before unknown costs' : null} />
        <Figure term="MFE-R" value={outcome.mfeR && <RMultiple value={outcome.mfeR} />} />
        <Figure term="MAE-R" value={outcome.maeR && <RMultiple value={outcome.maeR} />} />
        <Figure term="MFE-Error-R" value={outcome.mfeErrorR && <Unsigned text={formatR(outcome.mfeErrorR).replace('+', '')} />} absent={later} />
        <Figure term="Exit efficiency" value={outcome.exitEfficiency && <Unsigned text={formatDecimal(roundText(outcome.exitEfficiency, 2))} unit />} absent={later} />
      </dl>
    </div>
  );
}

/** Both tell how the trade went, so they hide with P&L. */
function Unsigned({ text, unit = false }: { text: string; unit?: boolean }) {
  const { hidePnl } = useSettings();
  if (hidePnl) return <RMultiple value={null} />;
  return (
    <span>
      {text}
      {unit && <span className={styles['no-unit']} />}
    </span>
  );
}

function Figure({ term, value, absent = 'unknown', strong = false, aside = null }: { term: Term; value: ReactNode; absent?: string; strong?: boolean; aside?: string | null }) {
  return (
    <div className={strong ? styles['strong'] : undefined}>
      <dt>
        <Definition text={definitions[term]}>{term}</Definition>
        {aside !== null && <span className={styles['aside']}> {aside}</span>}
      </dt>
      <dd>{value ?? <span className={styles['absent']}>{absent}</span>}</dd>
    </div>
  );
}
