/** Whether the rules were kept, and what it cost when they were not. */
import { parseFixed, type Decimal } from '../engine/decimal.ts';
import { bootstrapMean, type Interval } from './bootstrap.ts';
import { meanOf, share, sumOf, type Measure } from './sample.ts';
import { isBypass, isCompliant, rOf, type TicketRow, type TradeRow } from './trade-row.ts';

export interface Adherence {
  readonly trades: number;
  /** Taken by a ticket, nothing overridden. */
  readonly kept: number;
  readonly overridden: number;
  readonly bypasses: number;
  /** kept ÷ trades; null without trades. */
  readonly share: Decimal | null;
}

export function adherenceOf(trades: readonly TradeRow[]): Adherence {
  const kept = trades.filter(isCompliant).length;
  const bypasses = trades.filter(isBypass).length;
  return { trades: trades.length, kept, overridden: trades.length - kept - bypasses, bypasses, share: share(kept, trades.length) };
}

export interface OverrideCost {
  readonly ruleId: string;
  readonly trades: number;
  readonly sumR: Measure;
  readonly meanR: Measure;
  /** Of the mean; null below two trades with R. */
  readonly interval: Interval | null;
  readonly compliantMeanR: Measure;
  readonly compliantInterval: Interval | null;
}

/**
 * Per rule: R of the trades taken against it, beside the trades by the rules. What the obeyed blocks would have made is
 * unknown, and nothing here guesses it. A trade against several rules counts for each of them.
 */
export function overrideCosts(trades: readonly TradeRow[]): readonly OverrideCost[] {
  const compliant = trades.filter(isCompliant).map(rOf);
  const compliantMeanR = meanOf(compliant);
  const compliantInterval = bootstrapMean(compliant, 'compliant');
  const ids = [...new Set(trades.flatMap(({ overridden }) => overridden))].toSorted();
  return ids.map((ruleId) => {
    const against = trades.filter(({ overridden }) => overridden.includes(ruleId));
    const r = against.map(rOf);
    return { ruleId, trades: against.length, sumR: sumOf(r), meanR: meanOf(r), interval: bootstrapMean(r, ruleId), compliantMeanR, compliantInterval };
  });
}

export interface OverrideRate {
  readonly ruleId: string;
  /** Tickets on which the rule gave a line, as a biting rule. */
  readonly judged: number;
  /** Tickets that it blocked. */
  readonly bitten: number;
  readonly overridden: number;
  /** Walked away from or cancelled. */
  readonly obeyed: number;
  /** overridden ÷ (overridden + obeyed); null while nothing is decided. */
  readonly rate: Decimal | null;
}

/** Per rule, over sealed tickets. A block that still waits counts as bitten only. */
export function overrideRates(tickets: readonly TicketRow[]): readonly OverrideRate[] {
  const ids = [...new Set(tickets.flatMap(({ lines }) => lines.filter(({ shadow }) => !shadow).map(({ ruleId }) => ruleId)))].toSorted();
  return ids.map((ruleId) => {
    const judged = tickets.filter(({ lines }) => lines.some((line) => line.ruleId === ruleId && !line.shadow));
    const bitten = judged.filter(({ lines }) => lines.some((line) => line.ruleId === ruleId && line.bitten && line.blocks && !line.shadow));
    const overridden = bitten.filter((ticket) => ticket.overridden).length;
    const obeyed = bitten.filter(({ status }) => status === 'walked-away' || status === 'cancelled').filter((ticket) => !ticket.overridden).length;
    return { ruleId, judged: judged.length, bitten: bitten.length, overridden, obeyed, rate: share(overridden, overridden + obeyed) };
  });
}

export interface ShadowRecord {
  readonly ruleId: string;
  readonly judged: number;
  readonly bitten: number;
  /** Bitten tickets that were traded and closed. */
  readonly traded: number;
  readonly meanR: Measure;
  readonly interval: Interval | null;
  /** The other traded tickets that the rule judged. */
  readonly otherMeanR: Measure;
}

/** Per shadow rule: what it would have bitten, and how those trades went beside the others. */
export function shadowRecords(tickets: readonly TicketRow[], trades: readonly TradeRow[]): readonly ShadowRecord[] {
  const byTicket = new Map(trades.flatMap((trade) => (trade.ticketId === null ? [] : [[trade.ticketId, trade] as const])));
  const traded = (rows: readonly TicketRow[]): readonly TradeRow[] => rows.flatMap(({ id }) => byTicket.get(id) ?? []);
  const ids = [...new Set(tickets.flatMap(({ lines }) => lines.filter(({ shadow }) => shadow).map(({ ruleId }) => ruleId)))].toSorted();
  return ids.map((ruleId) => {
    const judged = tickets.filter(({ lines }) => lines.some((line) => line.ruleId === ruleId && line.shadow));
    const bites = ({ lines }: TicketRow): boolean => lines.some((line) => line.ruleId === ruleId && line.shadow && line.bitten);
    const against = traded(judged.filter(bites)).map(rOf);
    const others = traded(judged.filter((ticket) => !bites(ticket))).map(rOf);
    return {
      ruleId, judged: judged.length, bitten: judged.filter(bites).length, traded: against.length,
      meanR: meanOf(against), interval: bootstrapMean(against, `shadow ${ruleId}`), otherMeanR: meanOf(others),
    };
  });
}

/** From how much evidence on, and from which override rate on, a rule is proposed for retirement. */
const RETIREMENT = { bitten: 20, rate: '0.5', sample: 10 } as const;

export interface Retirement {
  readonly rate: OverrideRate;
  readonly cost: OverrideCost;
}

/**
 * Rules that only make noise: often enough blocked, mostly overridden, and the trades against them went no worse than the
 * trades by the rules. A proposal, never a change.
 */
export function retirementProposals(rates: readonly OverrideRate[], costs: readonly OverrideCost[]): readonly Retirement[] {
  return rates.flatMap((rate) => {
    const cost = costs.find(({ ruleId }) => ruleId === rate.ruleId);
    if (cost === undefined || rate.bitten < RETIREMENT.bitten || cost.meanR.sample < RETIREMENT.sample) return [];
    const [overrides, enough, mean, compliant] = [rate.rate, RETIREMENT.rate, cost.meanR.value, cost.compliantMeanR.value].map((value) => (value === null ? null : parseFixed(value)));
    if (overrides == null || enough == null || mean == null || compliant == null) return [];
    return overrides >= enough && mean >= compliant ? [{ rate, cost }] : [];
  });
}
