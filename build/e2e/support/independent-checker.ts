/**
 * What the founder's rules say about a ticket, worked out a second time: slowly, with plain numbers, straight from the
 * trader's words, and without a line of the engine. The end-to-end test holds the window's verdicts against it.
 * Prices are quarters of a point, so ordinary numbers hold them exactly; money is in cents.
 */

export interface CheckedTicket {
  /** Minutes since midnight in New York. */
  minute: number;
  at: number;
  side: 'long' | 'short';
  quantity: number;
  plannedEntry: number;
  entry: number;
  stop: number | null;
  targets: number[];
  emotion: 'calm' | 'fear' | 'chatter' | 'greed' | 'revenge' | 'boredom';
  candleClosed: boolean;
  volume: boolean;
}

export interface CheckedDay {
  prepared: boolean;
  trend: 'up' | 'down' | 'range' | null;
  channel: 'buying' | 'selling' | 'none' | null;
  atr: number | null;
  atrAt: number | null;
  /** Contracts confirmed in the risk check; null before it. */
  planSize: number | null;
  /** Minutes of the tickets that were taken. */
  taken: number[];
  /** Trades closed today, in order. */
  closed: { at: number; netCents: number; stopCents: number | null }[];
  equityCents: number;
}

/** The two limits that the trader tightens during the test. */
export interface Limits {
  cap: number;
  /** Full-R losses after which nothing against the map may be traded. */
  brakeAfter: number;
}

const MES_CENTS_PER_POINT = 500;

/** Kinds of the founder's rules that the ticket breaks or cannot prove to keep. */
export function brokenRules(ticket: CheckedTicket, day: CheckedDay, { cap, brakeAfter }: Limits): Set<string> {
  const broken = new Set<string>();

  if (!day.prepared) broken.add('prepared');
  if (ticket.minute < 9 * 60 + 30 || ticket.minute >= 15 * 60) broken.add('trading-window');
  if (day.taken.length + 1 > cap) broken.add('ticket-cap');

  // Five before 13:00; one golden ticket after, if fewer than five were spent before.
  const morning = day.taken.filter((minute) => minute < 13 * 60).length;
  const afternoon = day.taken.length - morning;
  if (ticket.minute < 13 * 60) {
    if (morning >= 5) broken.add('time-window-quota');
  } else if (morning >= 5 || afternoon >= 1) {
    broken.add('time-window-quota');
  }

  const stopIsRight = ticket.stop !== null && (ticket.side === 'long' ? ticket.stop < ticket.entry : ticket.stop > ticket.entry);
  if (!stopIsRight) broken.add('stop-required');
  const distance = ticket.stop === null ? null : Math.abs(ticket.entry - ticket.stop);

  // Risk: at most one per cent of equity.
  if (distance === null) broken.add('risk-per-trade');
  else if (distance * ticket.quantity * MES_CENTS_PER_POINT * 100 > day.equityCents) broken.add('risk-per-trade');

  // Reward-to-risk over the mean of the targets, at least two.
  if (!stopIsRight || distance === null || ticket.targets.length === 0) {
    broken.add('minimum-reward-to-risk');
  } else {
    const direction = ticket.side === 'long' ? 1 : -1;
    const mean = ticket.targets.map((target) => direction * (target - ticket.entry)).reduce((sum, value) => sum + value, 0) / ticket.targets.length;
    if (mean < 2 * distance) broken.add('minimum-reward-to-risk');
  }

  // No chasing: at most 15 % of the stop distance away from plan.
  if (distance === null || distance === 0) broken.add('entry-proximity');
  else if (Math.abs(ticket.entry - ticket.plannedEntry) * 100 > 15 * distance) broken.add('entry-proximity');

  // With the trend and with the channel.
  const trendAllows = day.trend === (ticket.side === 'long' ? 'up' : 'down');
  const channelAllows = day.channel !== null && day.channel !== (ticket.side === 'long' ? 'selling' : 'buying');
  const withTheMap = trendAllows && channelAllows;
  if (!withTheMap) broken.add('counter-trend');

  // Two full-R losses, or fewer once tightened (five per cent of tolerance): nothing against the map for the rest of the day.
  const fullLosses = day.closed.filter((trade) => trade.stopCents !== null && trade.netCents * 100 <= -95 * trade.stopCents).length;
  if (fullLosses >= brakeAfter && !withTheMap) broken.add('counter-trend-brake');

  // Three straight losses: thirty minutes away, counted from the last of them.
  let streak = 0;
  for (const trade of day.closed) {
    if (trade.netCents < 0) streak += 1;
    else if (trade.netCents > 0) streak = 0;
  }
  const last = day.closed.filter((trade) => trade.netCents < 0).at(-1);
  if (streak >= 3 && last !== undefined && ticket.at < last.at + 30 * 60_000) broken.add('loss-streak-cool-off');

  // Fear or chatter: half size.
  if (ticket.emotion === 'fear' || ticket.emotion === 'chatter') {
    if (day.planSize === null || ticket.quantity > day.planSize / 2) broken.add('emotion-filter');
  }

  if (!ticket.candleClosed || !ticket.volume) broken.add('confirmations');

  // ATR bands, an hour at most old; half size outside the baseline, none in the extreme, none after a shock.
  if (day.atr === null || day.atrAt === null) {
    broken.add('atr-advisory');
  } else if (day.atr > 8) {
    broken.add('atr-advisory');
  } else if (ticket.at - day.atrAt > 60 * 60_000) {
    broken.add('atr-advisory');
  } else if (day.atr >= 7.5) {
    broken.add('atr-advisory');
  } else if (day.atr < 3 || day.atr >= 6) {
    if (day.planSize === null || ticket.quantity > day.planSize / 2) broken.add('atr-advisory');
  }

  return broken;
}
