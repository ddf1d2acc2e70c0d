/** Files of a broker as a test needs them: NinjaTrader executions, times in New York. */
import { sourceFromBytes } from '../../imports/containers/source.ts';
import { wallClock } from '../../engine/zone-clock.ts';
import type { Journal } from '../journal.ts';
import type { ImportResult } from '../imports/take-file.ts';

export interface Execution {
  readonly id: string;
  readonly at: number;
  readonly side: 'Buy' | 'Sell';
  readonly quantity: number;
  readonly price: string;
  /** As the platform writes it: "MES 12-26". */
  readonly contract?: string;
  readonly commission?: string;
}

const HEADER = 'Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,\n';
const ZONE = 'America/New_York';

function written({ id, at, side, quantity, price, contract = 'MES 12-26', commission = '$0.50' }: Execution): string {
  const { date, minute } = wallClock(ZONE, at);
  const [year, month, day] = date.split('-');
  const seconds = Math.floor(at / 1000) % 60;
  const time = [Math.floor(minute / 60), minute % 60, seconds].map((part) => String(part).padStart(2, '0')).join(':');
  return `${contract},${side},${quantity},${price},${Number(month)}/${Number(day)}/${year} ${time},${id},Entry,,o${id},n,${commission},1,Sim101,Sim,\n`;
}

/** A long round trip of two fills. */
export function roundTrip(id: string, at: number, changes: { quantity?: number; entry?: string; exit?: string; minutes?: number; contract?: string; short?: boolean } = {}): Execution[] {
  const { quantity = 2, entry = '6000', exit = '6006', minutes = 5, contract = 'MES 12-26', short = false } = changes;
  return [
    { id: `${id}i`, at, side: short ? 'Sell' : 'Buy', quantity, price: entry, contract },
    { id: `${id}o`, at: at + minutes * 60_000, side: short ? 'Buy' : 'Sell', quantity, price: exit, contract },
  ];
}

/** Imports executions into an account; throws what the import says when it is refused. */
export async function importExecutions(journal: Journal, executions: readonly Execution[], account = 'Evaluation'): Promise<ImportResult> {
  const source = sourceFromBytes(new TextEncoder().encode(HEADER + executions.map(written).join('')), 'executions.csv');
  const outcome = await journal.importFile({ source, account, answers: { accountCurrency: null, zone: ZONE, date: null, dateOrder: null, symbol: null, format: null, mapping: null }, newAccountZone: ZONE });
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.value;
}
