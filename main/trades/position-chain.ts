import { parseFixed, type Fixed } from '../engine/decimal.ts';
import { fixed } from '../imports/text/arithmetic.ts';
import type { TradeFill } from './trade-fill.ts';

interface Step {
  readonly place: number;
  readonly from: Fixed;
  readonly to: Fixed;
}

/**
 * The order in which fills of one account, contract and instant were made, as the positions that the platform states after
 * each of them tell: exports list the fills of one second in any order, and two exports of the same day need not agree.
 * Every fill is a step from one position to the next, and all steps together are one walk; where there are several, the
 * order given is kept as far as it goes. Null when the positions make no walk: then nothing better is known than that order.
 *
 * @param held the position before, as far as it is known
 */
export function chainOrder(fills: readonly TradeFill[], held: Fixed | null): readonly number[] | null {
  const steps: Step[] = [];
  for (const [place, { side, quantity, positionAfter }] of fills.entries()) {
    const to = positionAfter === null ? null : parseFixed(positionAfter);
    if (to === null) return null;
    steps.push({ place, from: side === 'buy' ? to - fixed(quantity) : to + fixed(quantity), to });
  }
  const start = startOf(steps, held);
  return start === null ? null : walk(steps, start);
}

/** More fills of one instant than this are left as they are. */
const MOST_BY_EFFECT = 500;

/**
 * The order of fills of one instant that say whether they open or close: a close never comes before there is something to
 * close. Clocks that are cut to the minute list a sale before its purchase. The order given is kept as far as it goes; null
 * where a fill does not say, or its position is stated, which tells more.
 */
export function effectOrder(fills: readonly TradeFill[], held: Fixed): readonly number[] | null {
  if (fills.length > MOST_BY_EFFECT || fills.some(({ effect, positionAfter }) => effect === null || positionAfter !== null)) return null;
  const left = [...fills.keys()];
  const order: number[] = [];
  let position = held;
  const fits = (place: number): boolean => {
    const fill = fills[place];
    if (fill === undefined) return false;
    const towards = fill.side === 'buy' ? position >= 0n : position <= 0n;
    if (fill.effect === 'open') return towards;
    const most = position < 0n ? -position : position;
    return !towards && fixed(fill.quantity) <= most;
  };
  while (left.length > 0) {
    const at = Math.max(left.findIndex(fits), 0);
    const [place = 0] = left.splice(at, 1);
    const fill = fills[place];
    if (fill !== undefined) position += fill.side === 'buy' ? fixed(fill.quantity) : -fixed(fill.quantity);
    order.push(place);
  }
  return order;
}

/** The position from which more steps lead away than to it; where none does, the walk ends where it began, and what was held tells. */
function startOf(steps: readonly Step[], held: Fixed | null): Fixed | null {
  const away = new Map<Fixed, number>();
  for (const { from, to } of steps) {
    away.set(from, (away.get(from) ?? 0) + 1);
    away.set(to, (away.get(to) ?? 0) - 1);
  }
  const starts = [...away].filter(([, count]) => count > 0);
  if (starts.length > 1) return null;
  const [only] = starts;
  if (only !== undefined) return only[1] === 1 ? only[0] : null;
  for (const likely of [held, 0n]) if (likely !== null && away.has(likely)) return likely;
  return steps[0]?.from ?? null;
}

/** A walk over all steps (Hierholzer's), or null when they hang together in none. */
function walk(steps: readonly Step[], start: Fixed): readonly number[] | null {
  const leaving = new Map<Fixed, Step[]>();
  // Taken from the end: the first of the file comes first.
  for (const step of steps.toReversed()) {
    const list = leaving.get(step.from);
    if (list === undefined) leaving.set(step.from, [step]);
    else list.push(step);
  }
  const trail: { readonly at: Fixed; readonly by: number | null }[] = [{ at: start, by: null }];
  const order: number[] = [];
  for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
    const next = leaving.get(last.at)?.pop();
    if (next !== undefined) trail.push({ at: next.to, by: next.place });
    else {
      trail.pop();
      if (last.by !== null) order.push(last.by);
    }
  }
  return order.length === steps.length ? order.reverse() : null;
}
