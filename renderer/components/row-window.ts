/** Which rows of a long list are in view, and where each of them stands. Pixels throughout. */

export interface PlacedRows {
  readonly tops: readonly number[];
  readonly total: number;
}

export function placeRows(heights: readonly number[]): PlacedRows {
  let total = 0;
  const tops = heights.map((height) => {
    const top = total;
    total += height;
    return top;
  });
  return { tops, total };
}

/** Rows drawn beyond each edge, so that a quick scroll does not show a gap. */
const OVERSCAN = 6;

/** First and last index to draw; [0, -1] for an empty list. */
export function visibleRange({ tops }: PlacedRows, scrollTop: number, height: number): [first: number, last: number] {
  const at = (y: number): number => {
    let [low, high] = [0, tops.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((tops[middle] ?? 0) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  if (tops.length === 0) return [0, -1];
  return [Math.max(0, at(scrollTop) - OVERSCAN), Math.min(tops.length - 1, at(scrollTop + height) + OVERSCAN)];
}

/** The next row in a direction that can be opened; −1 when there is none. */
export function nextRow(count: number, from: number, direction: 1 | -1, canOpen: (index: number) => boolean): number {
  for (let index = from + direction; index >= 0 && index < count; index += direction) if (canOpen(index)) return index;
  return -1;
}
