/**
 * The asymmetry law, parameter by parameter. A meet takes the value in force and the value proposed and gives the value for
 * the rest of this session: never more permissive than the one in force, and the proposed one wherever it is tighter.
 */
import { compareDecimals, type Decimal } from './decimal.ts';
import { sameData } from './canonical-json.ts';
import type { Money } from './money.ts';
import { folded } from './param-schemas.ts';

/** Which change of a parameter tightens its rule, as the form says it. */
export type Tightens = 'lower' | 'higher' | 'fewer' | 'more' | 'yes' | 'earlier-choice' | 'any-change-waits' | 'no-effect';

export interface Asymmetry<T> {
  readonly tightens: Tightens;
  meet(current: T, proposed: T): T;
}

/** A smaller number is tighter; null is no limit at all. */
export const lower: Asymmetry<number> = { tightens: 'lower', meet: (current, proposed) => Math.min(current, proposed) };
export const higher: Asymmetry<number> = { tightens: 'higher', meet: (current, proposed) => Math.max(current, proposed) };

export const lowerDecimal: Asymmetry<Decimal> = { tightens: 'lower', meet: (current, proposed) => (compareDecimals(proposed, current) === -1 ? proposed : current) };
export const higherDecimal: Asymmetry<Decimal> = { tightens: 'higher', meet: (current, proposed) => (compareDecimals(proposed, current) === 1 ? proposed : current) };

/** Amounts of different currencies cannot be compared: the one in force stays. */
export const lowerMoney: Asymmetry<Money> = {
  tightens: 'lower',
  meet: (current, proposed) => (current.currency === proposed.currency && proposed.amount < current.amount ? proposed : current),
};

/** A limit that may be off (null): setting one tightens, lifting it loosens. */
export function optional<T>(limit: Asymmetry<T>): Asymmetry<T | null> {
  return {
    tightens: limit.tightens,
    meet: (current, proposed) => (current === null ? proposed : proposed === null ? current : limit.meet(current, proposed)),
  };
}

/** Yes is the stricter answer. */
export const yes: Asymmetry<boolean> = { tightens: 'yes', meet: (current, proposed) => current || proposed };

/** Choices listed from the tightest to the loosest. */
export function strictestFirst<T extends string>(order: readonly T[]): Asymmetry<T> {
  return { tightens: 'earlier-choice', meet: (current, proposed) => (order.indexOf(proposed) < order.indexOf(current) ? proposed : current) };
}

/** A list of what is allowed: only what both allow. */
export const fewer: Asymmetry<readonly string[]> = {
  tightens: 'fewer',
  meet: (current, proposed) => proposed.filter((item) => current.some((allowed) => folded(allowed) === folded(item))),
};

/** What a rule applies to, where an empty list means everything: applying to more is tighter. */
export const appliesTo: Asymmetry<readonly string[]> = {
  tightens: 'more',
  meet(current, proposed) {
    if (current.length === 0 || proposed.length === 0) return [];
    return joined(current, proposed, folded, (_before, item) => item);
  },
};

/** A value whose changes cannot be ordered: the one in force stays until the next session. */
export function anyChangeWaits<T>(): Asymmetry<T> {
  return { tightens: 'any-change-waits', meet: (current, proposed) => (sameData(current, proposed) ? proposed : current) };
}

/** Words that change no verdict. */
export function noEffect<T>(): Asymmetry<T> {
  return { tightens: 'no-effect', meet: (_current, proposed) => proposed };
}

/** A list of demands, each with a key: all demands of both, a common one as strict as either. */
export function more<T>(key: (item: T) => string, both: (current: T, proposed: T) => T): Asymmetry<readonly T[]> {
  return {
    tightens: 'more',
    meet: (current, proposed) => joined(current, proposed, key, both),
  };
}

/** What is in either list. In the order proposed, unless something was taken out: that stays where it was, since where it would go nobody said. */
function joined<T>(current: readonly T[], proposed: readonly T[], key: (item: T) => string, both: (current: T, proposed: T) => T): readonly T[] {
  const before = new Map(current.map((item) => [key(item), item]));
  const after = new Map(proposed.map((item) => [key(item), item]));
  const met = (id: string): T[] => {
    const [old, wanted] = [before.get(id), after.get(id)];
    return old !== undefined && wanted !== undefined ? [both(old, wanted)] : [old, wanted].filter((item) => item !== undefined);
  };
  const isShorter = current.some((item) => !after.has(key(item)));
  return [...new Set([...(isShorter ? before : after).keys(), ...after.keys()])].flatMap(met);
}
