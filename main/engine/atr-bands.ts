/** ATR bands: what the market's present range allows. */
import { compareDecimals, parseUnits, type Decimal, type Units } from './decimal.ts';
import type { SeenAtr } from './facts.ts';
import { lowerDecimal, type Asymmetry } from './tightening.ts';

export interface AtrBand {
  readonly label: string;
  /** The band reaches up to here, this value excluded; null for the last one, which has no upper end. */
  readonly below: Decimal | null;
  readonly advice: string;
  /** Share of full size, 0 to 1; 0 allows no entry. */
  readonly factor: Decimal;
}

/** The band an ATR falls into. Null only for an empty list. */
export function bandOf<B extends Pick<AtrBand, 'below'>>(bands: readonly B[], atr: Units): B | null {
  return bands.find(({ below }) => below === null || atr < (parseUnits(below) ?? 0)) ?? null;
}

/** "under 3", "3–6", "from 7.5". */
export function bandRange(bands: readonly AtrBand[], band: AtrBand): string {
  const from = bands[bands.indexOf(band) - 1]?.below ?? null;
  if (from === null) return band.below === null ? 'any' : `under ${band.below}`;
  return band.below === null ? `from ${from}` : `${from}–${band.below}`;
}

/**
 * Whether a news shock still holds: a reading went above one level, and none since came under the other. Readings are in
 * order of entry, the current one last.
 */
export function shockHolds(readings: readonly SeenAtr[], above: Units, releaseBelow: Units): boolean {
  let holds = false;
  for (const { atr } of readings) {
    if (atr.units > above) holds = true;
    else if (atr.units < releaseBelow) holds = false;
  }
  return holds;
}

/** At every ATR the smaller factor of the two lists, with the words of the list it comes from. */
export const smallerFactor: Asymmetry<readonly AtrBand[]> = {
  tightens: 'lower',
  meet(current, proposed) {
    const edges = [...new Set([...current, ...proposed].map(({ below }) => below).filter((below) => below !== null))].toSorted((a, b) => compareDecimals(a, b) ?? 0);
    const merged: AtrBand[] = [];
    for (const below of [...edges, null]) {
      const before = bandUpTo(current, below);
      const after = bandUpTo(proposed, below);
      if (before === null || after === null) return current;
      const tighter = lowerDecimal.meet(before.factor, after.factor) === after.factor ? after : before;
      const last = merged.at(-1);
      const joins = last !== undefined && last.label === tighter.label && last.advice === tighter.advice && last.factor === tighter.factor;
      if (joins) merged.pop();
      merged.push({ ...tighter, below });
    }
    return merged;
  },
};

/** The band that covers the values just under an edge. */
function bandUpTo(bands: readonly AtrBand[], edge: Decimal | null): AtrBand | null {
  return bands.find(({ below }) => below === null || (edge !== null && compareDecimals(edge, below) !== 1)) ?? null;
}
