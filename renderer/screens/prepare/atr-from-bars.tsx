import { ChartCandlestick } from 'lucide-react';
import { useState } from 'react';
import type { CallError } from '../../../preload/contract/result.ts';
import { Button } from '../../components/button.tsx';
import { Combobox } from '../../components/combobox.tsx';
import { Notice } from '../../components/notice.tsx';
import { useOnce } from '../../components/use-once.ts';
import { formatAge } from '../../format/display.ts';
import { ZONES } from '../../format/zones.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import styles from './prepare.module.css';

/** An ATR that was computed, with where it comes from. */
export interface BarAtr {
  readonly atr: string;
  /** When its last bar ended. */
  readonly at: number;
  /** The zone that the file's times were taken to be of; empty where the file says it. */
  readonly zone: string;
  /** Lines that were no bars. */
  readonly rejected: number;
  readonly fileName: string;
}

/** The draft keeps texts only. */
export function writeBarAtr({ atr, at, zone, rejected, fileName }: BarAtr): string {
  return `${atr}|${at}|${zone}|${rejected}|${fileName}`;
}

export function readBarAtr(text: string | undefined): BarAtr | null {
  const found = /^([^|]+)\|(\d+)\|([^|]*)\|(\d+)\|(.*)$/s.exec(text ?? '');
  return found === null ? null : { atr: found[1] ?? '', at: Number(found[2]), zone: found[3] ?? '', rejected: Number(found[4]), fileName: found[5] ?? '' };
}

const MINUTES = 5;

/** Computes ATR-14 of 5-minute bars from a file, and says of what and how old it is. */
export function AtrFromBars({ symbol, used, onAtr }: { symbol: string; used: BarAtr | null; onAtr: (found: BarAtr) => void }) {
  const [busy, once] = useOnce();
  const [problem, setProblem] = useState<CallError | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const now = useApp((store) => store.now);
  const own = useAppState((state) => state.session?.zone ?? state.account?.zone ?? 'UTC');
  // The clock of the last file, which the draft remembers, until another one is told.
  const zone = told ?? (used === null || used.zone === '' ? own : used.zone);
  const choose = (): Promise<void> => once(async () => {
    const result = await call('bars.atr', { symbol, minutes: MINUTES, zone });
    if (!result.ok) return setProblem(result.error);
    if (result.value === null) return;
    setProblem(null);
    const { assumedZone, ...found } = result.value;
    onAtr({ ...found, zone: assumedZone ?? '' });
  });
  return (
    <div className={styles['bars']}>
      <Button size="sm" variant="ghost" icon={ChartCandlestick} onClick={() => void choose()} disabled={busy} focusableWhenDisabled>
        ATR from a bar file
      </Button>
      {problem !== null ? (
        <Notice tone="problem" role="alert" title="There is no ATR in this file">
          {problem.message}
        </Notice>
      ) : (
        used !== null && <p role="status">{sourceOf(used, now)}</p>
      )}
      {(problem?.field === 'zone' || (used !== null && used.zone !== '')) && (
        <Combobox label="Time zone of the bars" value={zone} onChange={setTold} options={ZONES} hint={problem === null && zone === used?.zone ? undefined : 'Then choose the file again.'} />
      )}
    </div>
  );
}

function sourceOf({ atr, at, zone, rejected, fileName }: BarAtr, now: number): string {
  return [
    `${atr} from ${fileName}, ${MINUTES}-minute bars, up to ${now - at < 60_000 ? 'now' : `${formatAge(now - at)} ago`}`,
    ...(zone === '' ? [] : [`times read as ${zone.replaceAll('_', ' ')}`]),
    ...(rejected === 0 ? [] : [rejected === 1 ? 'one line left out' : `${rejected} lines left out`]),
  ].join(', ');
}
