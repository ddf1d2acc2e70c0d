/** Where a session stands, for the bar above the ticket: tickets left, brakes that hold now, the ATR's band. */
import { judge } from './evaluate.ts';
import { readFacts, type FactView } from './facts.ts';
import type { Facts, RuleLine, Side } from './model.ts';
import { staleness } from './staleness.ts';
import { atrAdvisory, type AtrParams } from './rules/atr-advisory.ts';
import { spentBefore, timeWindowQuota } from './rules/time-window-quota.ts';
import { ticketCap } from './rules/ticket-cap.ts';
import { bandOf, shockHolds } from './atr-bands.ts';
import { parseFixed, type Decimal } from './decimal.ts';
import type { CompiledRule, CompiledRuleSet } from './rule-set.ts';

export interface TicketsLeft {
  /** Tickets that may still be taken now; null when no rule counts them, or they cannot be counted. */
  readonly left: number | null;
  /** The session's cap; null without one. */
  readonly cap: number | null;
  /** Null when no rule reserves a golden ticket. */
  readonly golden: 'available' | 'not-yet' | 'lost' | 'used' | null;
}

/** Counts by every biting ticket cap and quota: the tightest one is what is left. */
export function ticketsLeft(ruleSet: CompiledRuleSet, facts: Facts): TicketsLeft {
  const { tickets, minute } = readFacts(facts);
  const caps = biting(ruleSet, ticketCap.kind).map((params) => params['maximum'] as number);
  const quotas = biting(ruleSet, timeWindowQuota.kind) as unknown as readonly { readonly cutoff: number; readonly morning: number; readonly golden: number }[];
  const cap = caps.length === 0 ? null : Math.min(...caps);
  if (tickets === null) return { left: null, cap, golden: null };
  let left: number | null = cap === null ? null : Math.max(0, cap - tickets.length);
  let golden: TicketsLeft['golden'] = null;
  for (const quota of quotas) {
    if (minute === null) return { left: null, cap, golden: null };
    const spent = spentBefore(tickets, quota.cutoff);
    const used = tickets.length - spent;
    const lost = spent >= quota.morning;
    const byQuota = minute < quota.cutoff ? quota.morning - spent : lost ? 0 : quota.golden - used;
    left = Math.max(0, left === null ? byQuota : Math.min(left, byQuota));
    if (quota.golden > 0) golden = lost ? 'lost' : minute < quota.cutoff ? 'not-yet' : used < quota.golden ? 'available' : 'used';
  }
  return { left, cap, golden };
}

/** Parameters of the enabled rules of a kind that are not shadows, as their schema reads them. */
function biting(ruleSet: CompiledRuleSet, name: string): readonly Readonly<Record<string, unknown>>[] {
  return ruleSet.rules.flatMap(({ rule, kind }) => {
    if (kind === null || kind.kind !== name || rule.shadow) return [];
    const parsed = kind.parse(rule.params);
    return parsed.ok ? [parsed.params] : [];
  });
}

export interface ActiveBrake {
  readonly line: RuleLine;
  /** Which tickets it holds back. */
  readonly blocks: 'all' | Side;
}

/**
 * The brakes that hold right now, whatever the ticket: each brake is asked about a long and a short. A brake that cannot be
 * judged holds too. Shadow rules do not hold anything.
 */
export function activeBrakes(ruleSet: CompiledRuleSet, facts: Facts): readonly ActiveBrake[] {
  const view = readFacts(facts);
  const long: FactView = { ...view, side: 'long' };
  const short: FactView = { ...view, side: 'short' };
  return ruleSet.rules.flatMap((compiled: CompiledRule): readonly ActiveBrake[] => {
    if (compiled.kind?.brake !== true || compiled.rule.shadow) return [];
    const asLong = judge(compiled, long);
    const asShort = judge(compiled, short);
    if (asLong.status === 'pass') return asShort.status === 'pass' ? [] : [{ line: asShort, blocks: 'short' }];
    return [{ line: asLong, blocks: asShort.status === 'pass' ? 'long' : 'all' }];
  });
}

export interface AtrStanding {
  readonly atr: Decimal;
  /** Age of the typed ATR in milliseconds; null when its time is unknown. */
  readonly ageMs: number | null;
  readonly stale: boolean;
  readonly band: string;
  readonly advice: string;
  /** Share of full size; "0" stands aside. */
  readonly sizeFactor: Decimal;
}

/** The ATR's band by the first biting ATR rule for the instrument; null without such a rule or without an ATR. */
export function atrStanding(ruleSet: CompiledRuleSet, facts: Facts): AtrStanding | null {
  const { atr, atrAt, atrReadings, instrument, now } = readFacts(facts);
  if (atr === null || instrument === null) return null;
  for (const params of biting(ruleSet, atrAdvisory.kind) as unknown as readonly AtrParams[]) {
    if (params.symbols.length > 0 && !params.symbols.some((symbol) => symbol.toLowerCase() === instrument.symbol.toLowerCase())) continue;
    const above = params.shockAbove === null ? null : parseFixed(params.shockAbove);
    const release = params.shockReleaseBelow === null ? null : parseFixed(params.shockReleaseBelow);
    const shocked = above !== null && release !== null && (atr.units > above || shockHolds(atrReadings ?? [], above, release));
    const band = bandOf(params.bands, atr.units);
    if (band === null) return null;
    return {
      atr: atr.text,
      ageMs: atrAt === null ? null : now - atrAt,
      stale: staleness(atrAt, now, params.maximumAgeMinutes) !== null,
      band: shocked ? params.shockLabel : band.label,
      advice: shocked ? params.shockAdvice : band.advice,
      sizeFactor: shocked ? '0' : band.factor,
    };
  }
  return null;
}
