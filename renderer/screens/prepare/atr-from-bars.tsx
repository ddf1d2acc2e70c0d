import { ChartCandlestick } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { notifyError } from '../../components/toast.tsx';
import { formatAge } from '../../format/display.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import styles from './prepare.module.css';

/** An ATR that was computed, with where it comes from. */
export interface BarAtr {
  readonly atr: string;
  /** When its last bar ended. */
  readonly at: number | null;
  readonly fileName: string;
}

/** The draft keeps texts only. */
export function writeBarAtr({ atr, at, fileName }: BarAtr): string {
  return `${atr}|${at ?? ''}|${fileName}`;
}

export function readBarAtr(text: string | undefined): BarAtr | null {
  const found = /^([^|]+)\|(\d*)\|(.*)$/s.exec(text ?? '');
  return found === null ? null : { atr: found[1] ?? '', at: found[2] === '' ? null : Number(found[2]), fileName: found[3] ?? '' };
}

const MINUTES = 5;

/** Computes ATR-14 of 5-minute bars from a file, and says of what and how old it is. */
export function AtrFromBars({ symbol, used, onAtr }: { symbol: string; used: BarAtr | null; onAtr: (found: BarAtr) => void }) {
  const [busy, setBusy] = useState(false);
  const now = useApp((store) => store.now);
  const zone = useAppState((state) => state.session?.zone ?? state.account?.zone ?? null);
  const choose = async (): Promise<void> => {
    setBusy(true);
    const result = await call('bars.atr', { symbol, minutes: MINUTES, zone });
    setBusy(false);
    if (!result.ok) notifyError(result.error, 'There is no ATR in this file');
    else if (result.value !== null) onAtr({ atr: result.value.atr, at: result.value.at, fileName: result.value.fileName });
  };
  return (
    <div className={styles['bars']}>
      <Button size="sm" variant="ghost" icon={ChartCandlestick} onClick={() => void choose()} disabled={busy}>
        ATR from a bar file
      </Button>
      {used !== null && (
        <p role="status">
          {used.atr} from {used.fileName}, {MINUTES}-minute bars{used.at === null ? '' : now - used.at < 60_000 ? ', up to now' : `, up to ${formatAge(now - used.at)} ago`}
        </p>
      )}
    </div>
  );
}
