/** What has to be known of a trade (or an open position) to decide whether it has to be built again. */
interface Span {
  readonly entryTime: number;
  readonly exitTime: number;
}

/**
 * When fills arrive late (an older file after a newer one, or some removed by an undo), trades of that account and
 * contract have to be built again from a moment at which the position was surely flat: delete the trades that begin at
 * or after the result, and build again from all fills at or after it. Trades that end before stay as they are.
 *
 * `trades` are the trades of one account and contract, and its open position with an exit time of Infinity; `earliest` is the time of the earliest fill added or removed.
 */
export function affectedFrom(trades: readonly Span[], earliest: number): number {
  let from = earliest;
  // A trade that ends at or after the moment reaches into it; one that reverses at that very moment shares a fill.
  for (const trade of trades.toSorted((a, b) => b.exitTime - a.exitTime || b.entryTime - a.entryTime)) {
    if (trade.exitTime < from) break;
    if (trade.entryTime < from) from = trade.entryTime;
  }
  return from;
}
