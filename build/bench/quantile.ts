/** The value below which this share of the values lies, with two decimals. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
