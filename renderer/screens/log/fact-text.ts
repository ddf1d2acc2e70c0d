/** The facts of a verdict as a person reads them. Facts are data of the engine: whatever shape they have is shown, never guessed. */
import { formatMinute, formatMoney } from '../../format/display.ts';

const labels: Readonly<Record<string, string>> = {
  'clock.minute': 'Time of day',
  'instrument': 'Instrument',
  'ticket.side': 'Side',
  'ticket.quantity': 'Quantity',
  'ticket.entry': 'Entry',
  'ticket.plannedEntry': 'Planned entry',
  'ticket.stop': 'Stop',
  'ticket.targets': 'Targets',
  'ticket.setup': 'Setup',
  'ticket.idea': 'Idea',
  'ticket.confirmations': 'Confirmations',
  'ticket.emotion': 'Felt',
  'account.equity': 'Equity',
  'plan.size': 'Size of the plan',
  'map.trend': 'Trend',
  'map.channel': 'Channel',
  'map.atr': 'ATR',
  'map.atrReadings': 'ATR readings',
  'map.news': 'News times',
  'session.prepared': 'Prepared',
  'session.tickets': 'Tickets taken',
  'session.closedTrades': 'Trades closed',
  'session.openRisk': 'Open risk',
};

export function factLabel(name: string): string {
  return labels[name] ?? name;
}

/** Whether the trader's results can be read from it. */
export function tellsPnl(name: string): boolean {
  return name === 'session.closedTrades' || name === 'account.equity';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMoney(value: unknown): value is { amount: number; currency: string } {
  return isRecord(value) && typeof value['amount'] === 'number' && typeof value['currency'] === 'string' && /^[A-Z]{3}$/.test(value['currency']);
}

/** One fact's value in a line of text; "unknown" for null. */
export function factText(name: string, value: unknown): string {
  if (value === null || value === undefined) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (name === 'clock.minute' && typeof value === 'number') return formatMinute(value);
  if (isMoney(value)) return formatMoney(value);
  if (Array.isArray(value)) return listText(name, value);
  if (name === 'instrument' && isRecord(value) && typeof value['symbol'] === 'string') return value['symbol'];
  if (isRecord(value)) {
    const entries = Object.entries(value);
    return entries.length === 0 ? 'none' : entries.map(([key, entry]) => `${key}: ${factText('', entry)}`).join(', ');
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function listText(name: string, list: readonly unknown[]): string {
  if (list.length === 0) return 'none';
  if (name === 'map.news') return list.map((entry) => (isRecord(entry) && typeof entry['minute'] === 'number' ? `${formatMinute(entry['minute'])} ${typeof entry['label'] === 'string' ? entry['label'] : ''}`.trim() : factText('', entry))).join(', ');
  if (name === 'map.atrReadings') return list.map((entry) => (isRecord(entry) && typeof entry['atr'] === 'string' ? entry['atr'] : factText('', entry))).join(' → ');
  if (list.every((entry) => !isRecord(entry))) return list.map((entry) => factText('', entry)).join(' · ');
  if (name === 'session.tickets') return list.map((entry) => (isRecord(entry) && typeof entry['minute'] === 'number' ? `${formatMinute(entry['minute'])} ${String(entry['symbol'])} ${String(entry['side'])}` : factText('', entry))).join(', ');
  if (name === 'session.closedTrades') return list.map((entry) => (isRecord(entry) ? `${String(entry['symbol'])} ${factText('', entry['netPnl'])}` : factText('', entry))).join(', ');
  return list.map((entry) => factText('', entry)).join('; ');
}
