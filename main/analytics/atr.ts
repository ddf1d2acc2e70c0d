/** What a true range needs of a bar. */
export interface RangeBar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/**
 * Average true range, Wilder's, one value a bar: null up to and including index `length` − 1, at index `length` the simple
 * mean of the true ranges 1 … `length` (the first bar has no close before it, hence no true range), then
 * (previous × (length − 1) + true range) ÷ length. Throws RangeError when `length` is no positive whole number.
 */
export function averageTrueRange(bars: readonly RangeBar[], length: number): (number | null)[] {
  if (!Number.isInteger(length) || length < 1) throw new RangeError('the length of an ATR is a positive whole number');
  const values: (number | null)[] = [];
  let sum = 0;
  let average: number | null = null;
  let previous: RangeBar | null = null;
  let index = 0;
  for (const bar of bars) {
    if (previous !== null) {
      const range = trueRange(bar, previous.close);
      if (average !== null) average = (average * (length - 1) + range) / length;
      else {
        sum += range;
        if (index === length) average = sum / length;
      }
    }
    values.push(average);
    previous = bar;
    index += 1;
  }
  return values;
}

export function trueRange(bar: RangeBar, previousClose: number): number {
  return Math.max(bar.high - bar.low, Math.abs(bar.high - previousClose), Math.abs(bar.low - previousClose));
}
