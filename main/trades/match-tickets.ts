/**
 * Which ticket stated which trade. Pure: tickets and trades of one account in, pairs out. A pair is certain when it follows
 * from instrument, side, time and quantity with no other way to pair what is there; everything else is for the trader.
 */
import { compareDecimals, type Decimal } from '../engine/decimal.ts';
import type { Side } from '../engine/model.ts';

export interface MatchTicket {
  readonly id: string;
  /** The instrument's root. */
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly currency: string;
  readonly sealedAt: number;
  readonly takenAt: number;
  readonly sessionDate: string;
}

export interface MatchTrade {
  readonly id: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly currency: string;
  readonly entryAt: number;
  /** Session of the entry, told as the ticket's is. */
  readonly sessionDate: string;
}

/** The trader's word on a pair. */
export interface MatchDecision {
  readonly ticketId: string;
  readonly tradeId: string;
  readonly same: boolean;
}

/** Why a pair is for the trader to decide. */
export type Doubt =
  /** The entry is before the ticket was stated, or long after it was taken. */
  | 'time'
  | 'quantity'
  /** Another ticket or another trade would fit as well. */
  | 'several';

export interface Candidate {
  readonly ticketId: string;
  readonly tradeId: string;
  readonly doubts: readonly Doubt[];
  /** From when the ticket was taken to the entry, in milliseconds; negative before. */
  readonly distance: number;
}

export interface Matches {
  readonly certain: readonly { readonly ticketId: string; readonly tradeId: string; readonly by: 'rule' | 'decision' }[];
  /** What is left to the trader, the likeliest first for each trade. */
  readonly doubtful: readonly Candidate[];
}

/** How long before the ticket was stated (clocks differ) and after it was taken (orders wait) an entry is surely its own. */
export const TIGHT = { beforeMs: 60_000, afterMs: 15 * 60_000 } as const;

interface Edge {
  readonly ticket: MatchTicket;
  readonly trade: MatchTrade;
  readonly tight: boolean;
  readonly exact: boolean;
}

/** Pairs what can be paired. Both lists hold only what has no partner yet; a decision that names something else is passed over. */
export function matchTickets(tickets: readonly MatchTicket[], trades: readonly MatchTrade[], decisions: readonly MatchDecision[]): Matches {
  const decided = new Map(decisions.map((decision) => [key(decision.ticketId, decision.tradeId), decision.same]));
  const [ticketIds, tradeIds] = [new Set(tickets.map(({ id }) => id)), new Set(trades.map(({ id }) => id))];
  const certain: Matches['certain'][number][] = [];
  for (const { ticketId, tradeId, same } of decisions) {
    if (!same || !ticketIds.delete(ticketId)) continue;
    if (tradeIds.delete(tradeId)) certain.push({ ticketId, tradeId, by: 'decision' });
    else ticketIds.add(ticketId);
  }
  const edges = edgesOf(tickets.filter(({ id }) => ticketIds.has(id)), trades.filter(({ id }) => tradeIds.has(id))).filter(({ ticket, trade }) => decided.get(key(ticket.id, trade.id)) !== false);
  const paired = new Set<string>();
  const crowded = new Set<Edge>();
  for (const group of connected(edges.filter(({ tight }) => tight))) {
    const pairs = onlyPairing(group);
    if (pairs !== null && group.every(({ exact }) => exact)) {
      for (const { ticket, trade } of pairs) {
        certain.push({ ticketId: ticket.id, tradeId: trade.id, by: 'rule' });
        paired.add(ticket.id).add(trade.id);
      }
    } else if (group.length > 1) for (const edge of group) crowded.add(edge);
  }
  const doubtful = edges
    .filter(({ ticket, trade }) => !paired.has(ticket.id) && !paired.has(trade.id))
    .map((edge): Candidate => ({
      ticketId: edge.ticket.id, tradeId: edge.trade.id, distance: edge.trade.entryAt - edge.ticket.takenAt,
      doubts: [...(edge.tight ? [] : ['time' as const]), ...(edge.exact ? [] : ['quantity' as const]), ...(crowded.has(edge) ? ['several' as const] : [])],
    }))
    .toSorted((a, b) => a.doubts.length - b.doubts.length || Math.abs(a.distance) - Math.abs(b.distance) || (a.ticketId < b.ticketId ? -1 : 1));
  return { certain, doubtful };
}

function key(ticketId: string, tradeId: string): string {
  return `${ticketId} ${tradeId}`;
}

/** Every pair of the same instrument, side, currency and session. */
function edgesOf(tickets: readonly MatchTicket[], trades: readonly MatchTrade[]): Edge[] {
  const kind = ({ symbol, side, currency, sessionDate }: MatchTicket | MatchTrade): string => `${sessionDate} ${symbol} ${side} ${currency}`;
  const byKind = Map.groupBy(trades, kind);
  return tickets.flatMap((ticket) =>
    (byKind.get(kind(ticket)) ?? []).map((trade) => ({
      ticket, trade,
      tight: trade.entryAt >= ticket.sealedAt - TIGHT.beforeMs && trade.entryAt <= ticket.takenAt + TIGHT.afterMs,
      exact: compareDecimals(ticket.quantity, trade.quantity) === 0,
    })),
  );
}

/** Edges that hang together, through a ticket or a trade. */
function connected(edges: readonly Edge[]): Edge[][] {
  const of = Map.groupBy(edges.flatMap((edge) => [{ id: `k${edge.ticket.id}`, edge }, { id: `t${edge.trade.id}`, edge }]), ({ id }) => id);
  const seen = new Set<Edge>();
  return edges.flatMap((start) => {
    if (seen.has(start)) return [];
    const group: Edge[] = [];
    const waiting = [start];
    seen.add(start);
    for (let edge = waiting.pop(); edge !== undefined; edge = waiting.pop()) {
      group.push(edge);
      for (const id of [`k${edge.ticket.id}`, `t${edge.trade.id}`]) {
        for (const { edge: next } of of.get(id) ?? []) {
          if (seen.has(next)) continue;
          seen.add(next);
          waiting.push(next);
        }
      }
    }
    return [group];
  });
}

/**
 * The pairing of all tickets with all trades of a group, if there is exactly one; null otherwise. A pairing that is the
 * only one can be read off: as long as it is not finished, something has one possible partner left.
 */
function onlyPairing(group: readonly Edge[]): Edge[] | null {
  const [tickets, trades] = [new Set(group.map(({ ticket }) => ticket.id)), new Set(group.map(({ trade }) => trade.id))];
  if (tickets.size !== trades.size) return null;
  let left = [...group];
  const pairs: Edge[] = [];
  while (left.length > 0) {
    const forced = left.find((edge) => left.filter(({ ticket }) => ticket.id === edge.ticket.id).length === 1 || left.filter(({ trade }) => trade.id === edge.trade.id).length === 1);
    if (forced === undefined) return null;
    pairs.push(forced);
    left = left.filter(({ ticket, trade }) => ticket.id !== forced.ticket.id && trade.id !== forced.trade.id);
  }
  return pairs.length === tickets.size ? pairs : null;
}
