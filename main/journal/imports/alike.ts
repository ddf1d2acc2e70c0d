/**
 * The same executions in two reports of one platform (orders and pairs of one day, say) have different ids, or none. They are
 * found by what they are: contract, side, second and price, and quantities that add up.
 */
import { formatFixed, type Fixed } from '../../engine/decimal.ts';
import { fixed } from '../../imports/text/arithmetic.ts';
import type { StopLevel } from '../../imports/types.ts';
import type { Executor } from '../../store/executor.ts';
import { nearbyLookup, type AddedToFill, type NearbyFill } from '../../store/imported-fills.ts';

/** A fill of a file whose identity the journal does not have. */
export interface UnknownFill {
  /** As the file names it; empty where it names none. */
  readonly brokerAccount: string;
  readonly contract: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: string;
  readonly price: string;
  readonly at: number;
  readonly basis: string;
  readonly stops: readonly StopLevel[];
  readonly commission: number | null;
  readonly fees: number | null;
  readonly costCurrency: string | null;
}

export interface Settled<T> {
  /** Fills that the journal has from another report of the platform. */
  readonly same: readonly T[];
  /** Fills that may be in the journal from another report: only the trader can tell. */
  readonly doubtful: readonly T[];
  /** The journal's fills that the file has too. */
  readonly sharedIds: readonly number[];
  /** What the file knows of them and the journal did not. */
  readonly added: readonly AddedToFill[];
  /** The book of the journal that goes on with the fills of a broker's account and contract, where another name led to it. */
  bookOf(brokerAccount: string, contract: string): number | null;
}

const SECOND = 1_000;

interface Entry<T> {
  readonly ref: T;
  readonly fill: UnknownFill;
  readonly nearby: readonly NearbyFill[];
}

/** Fills of the file that are fills of the journal. */
interface Claim<T> {
  readonly entries: readonly Entry<T>[];
  readonly others: readonly NearbyFill[];
  /** Whether the quantities are equal, and not only contained. */
  readonly whole: boolean;
  readonly fill: UnknownFill;
  readonly bookId: number;
}

/** Reports cut times to the second, as the coarsest of them has it. */
function second(at: number): number {
  return Math.floor(at / SECOND);
}

function total(fills: Iterable<{ readonly quantity: string }>): Fixed {
  let sum = 0n;
  for (const { quantity } of fills) sum += fixed(quantity);
  return sum;
}

function worth(fills: Iterable<{ readonly quantity: string; readonly price: string }>): Fixed {
  let sum = 0n;
  for (const { quantity, price } of fills) sum += fixed(quantity) * fixed(price);
  return sum;
}

/** Gathers the unknown fills of one file for one account, keeping only those that the journal has fills beside. */
export class AlikeFills<T> {
  readonly #nearby: ReturnType<typeof nearbyLookup>;
  readonly #gathered: Entry<T>[] = [];
  /** Named accounts of the broker by contract, the file's and the journal's. */
  readonly #names = new Map<string, Set<string>>();

  constructor(db: Executor, accountId: string) {
    this.#nearby = nearbyLookup(db, accountId);
  }

  add(ref: T, fill: UnknownFill): void {
    let names = this.#names.get(fill.contract);
    if (names === undefined) this.#names.set(fill.contract, (names = new Set(this.#nearby.brokerAccounts(fill.contract))));
    names.add(fill.brokerAccount);
    const from = second(fill.at) * SECOND;
    const nearby = this.#nearby.find(fill.contract, fill.side, from - SECOND, from + 2 * SECOND - 1);
    if (nearby.length > 0) this.#gathered.push({ ref, fill, nearby });
  }

  /** @param format of the file */
  settle(format: string): Settled<T> {
    const platform = platformOf(format);
    const all = this.#gathered.flatMap(({ ref, fill, nearby }) => {
      const others = nearby.filter((other) => isOther(fill, format, other));
      return others.length === 0 ? [] : [{ ref, fill, nearby: others }];
    });
    const claims: Claim<T>[] = [];
    const claimed = new Set<number>();
    const claim = (entries: readonly Entry<T>[], others: readonly NearbyFill[], whole: boolean): void => {
      const [first] = entries;
      const [other] = others;
      if (first === undefined || other === undefined) return;
      for (const { id } of others) claimed.add(id);
      claims.push({ entries, others, whole, fill: first.fill, bookId: other.bookId });
    };
    const left: Entry<T>[] = [];
    // By price first; then a second as a whole, for orders that were filled at several prices.
    for (const entries of grouped(all, ({ fill }) => `${placeOf(fill)}|${fill.price}`)) {
      const others = this.#certain(entries, platform).filter(({ price }) => price === entries[0]?.fill.price);
      const [wanted, there] = [total(entries.map(({ fill }) => fill)), total(others)];
      if (others.length > 0 && wanted <= there) claim(entries, others, wanted === there);
      else left.push(...entries);
    }
    const doubtful: Entry<T>[] = [];
    for (const entries of grouped(left, ({ fill }) => placeOf(fill))) {
      const others = this.#certain(entries, platform).filter(({ id }) => !claimed.has(id));
      const fills = entries.map(({ fill }) => fill);
      if (others.length > 0 && total(fills) === total(others) && worth(fills) === worth(others)) claim(entries, others, true);
      else doubtful.push(...entries);
    }
    const disputed = this.#disputed(claims, claimed);
    for (const { entries, others } of disputed) {
      doubtful.push(...entries);
      for (const { id } of others) claimed.delete(id);
    }
    const certain = claims.filter((each) => !disputed.has(each));
    const books = new Map(certain.map(({ fill, bookId }) => [bookKey(fill.brokerAccount, fill.contract), bookId]));
    return {
      same: certain.flatMap(({ entries }) => entries.map(({ ref }) => ref)),
      doubtful: doubtful.filter((entry) => isDoubtful(entry, claimed, platform)).map(({ ref }) => ref),
      sharedIds: [...claimed],
      added: certain.flatMap(({ entries, others, whole }) => (whole ? additions(entries.map(({ fill }) => fill), others) : [])),
      bookOf: (brokerAccount, contract) => books.get(bookKey(brokerAccount, contract)) ?? null,
    };
  }

  /**
   * The same trading agrees from flat to flat. Where only the entry of a trade agrees and the journal goes on with other fills, the
   * file is perhaps of an account with copied orders.
   */
  #disputed(claims: readonly Claim<T>[], claimed: ReadonlySet<number>): Set<Claim<T>> {
    const disputed = new Set<Claim<T>>();
    for (const book of Map.groupBy(claims, ({ fill, bookId }) => `${bookKey(fill.brokerAccount, fill.contract)}|${bookId}`).values()) {
      let run: Claim<T>[] = [];
      let position = 0n;
      const close = (until: number): void => {
        const [first] = run;
        if (first === undefined) return;
        const from = Math.min(...run.flatMap(({ others }) => others.map(({ at }) => at)));
        if (this.#nearby.between(first.bookId, first.fill.basis, from, until).some((id) => !claimed.has(id))) for (const each of run) disputed.add(each);
        run = [];
      };
      for (const each of book.toSorted((a, b) => a.fill.at - b.fill.at)) {
        run.push(each);
        position += total(each.entries.map(({ fill }) => fill)) * (each.fill.side === 'buy' ? 1n : -1n);
        if (position === 0n) close(Math.max(...each.others.map(({ at }) => at)));
      }
      close(Number.MAX_SAFE_INTEGER);
    }
    return disputed;
  }

  /** Fills of the same second, of another report of the platform, and surely of the same account of the broker. */
  #certain(entries: readonly Entry<T>[], platform: string): NearbyFill[] {
    const found = new Map<number, NearbyFill>();
    for (const { fill, nearby } of entries) {
      const names = [...(this.#names.get(fill.contract) ?? [])].filter((name) => name !== '');
      for (const other of nearby) {
        const isSameAccount = other.brokerAccount === fill.brokerAccount || names.length <= 1;
        if (isSameAccount && other.basis !== fill.basis && second(other.at) === second(fill.at) && platform !== '' && platformOf(other.format) === platform) found.set(other.id, other);
      }
    }
    return [...found.values()];
  }
}

/** Whether a fill of the journal comes from another report, and may be of the same account of the broker. */
function isOther(fill: UnknownFill, format: string, other: NearbyFill): boolean {
  const named = fill.brokerAccount !== '' && other.brokerAccount !== '' && fill.brokerAccount !== other.brokerAccount;
  // Reports that pair fills share their ids: what has another id is another part.
  const sharesIds = fill.basis === 'pair' && other.basis === 'pair' && platformOf(other.format) === platformOf(format);
  return !named && !sharesIds && (fill.basis !== other.basis || format !== other.format);
}

function bookKey(brokerAccount: string, contract: string): string {
  return `${brokerAccount}|${contract}`;
}

function placeOf({ brokerAccount, contract, side, at }: UnknownFill): string {
  return `${brokerAccount}|${contract}|${side}|${second(at)}`;
}

function grouped<E>(entries: readonly E[], keyOf: (entry: E) => string): E[][] {
  return [...Map.groupBy(entries, keyOf).values()];
}

/** Formats are called after their platform; tables with assigned columns may be of any. */
function platformOf(format: string): string {
  const [platform = ''] = format.split('-');
  return platform === 'mapped' || platform === 'tradervue' ? '' : platform;
}

/** Of the platform, a fill beside it that nothing accounts for is enough to ask; of another one it has to look the same. */
function isDoubtful<T>({ fill, nearby }: Entry<T>, claimed: ReadonlySet<number>, platform: string): boolean {
  return nearby.some((other) => {
    const looksSame = second(other.at) === second(fill.at) && other.price === fill.price;
    if (platform !== '' && platformOf(other.format) === platform && other.basis !== fill.basis) return looksSame || !claimed.has(other.id);
    return looksSame && other.quantity === fill.quantity && other.at === fill.at;
  });
}

// ── What one report knows and the other does not ─────────────────────────────────────────────────────────────────

function additions(fills: readonly UnknownFill[], others: readonly NearbyFill[]): AddedToFill[] {
  const stops = others.some(({ hasStops }) => hasStops) ? null : stopsFor(fills, others);
  const costs = others.some(({ commission, fees }) => commission !== null || fees !== null) ? null : costsOf(fills);
  if (stops === null && costs === null) return [];
  // Costs are of all of them together: the first has them, and nothing is left to the others.
  return others.map(({ id, bookId, at }, index) => ({
    fillId: id, bookId, at, stops,
    costs: costs === null || index === 0 ? costs : { ...costs, commission: costs.commission === null ? null : 0, fees: costs.fees === null ? null : 0 },
  }));
}

/** One price serves however the quantity is divided; several only where they lie on one fill of the broker. */
function stopsFor(fills: readonly UnknownFill[], others: readonly NearbyFill[]): readonly StopLevel[] | null {
  const levels = fills.flatMap(({ stops }) => stops);
  const [first] = levels;
  const quantity = total(fills);
  if (first === undefined || total(levels) !== quantity) return null;
  if (levels.every(({ price }) => price === first.price)) return [{ price: first.price, quantity: formatFixed(quantity) }];
  const [other] = others;
  return other !== undefined && (others.length === 1 || (other.brokerFillId !== null && others.every(({ brokerFillId }) => brokerFillId === other.brokerFillId))) ? levels : null;
}

function costsOf(fills: readonly UnknownFill[]): AddedToFill['costs'] {
  const [first] = fills;
  if (first === undefined || fills.some(({ costCurrency }) => costCurrency !== first.costCurrency)) return null;
  const sum = (role: 'commission' | 'fees'): number | null => fills.reduce<number | null>((all, fill) => (all === null || fill[role] === null ? null : all + fill[role]), 0);
  const [commission, fees] = [sum('commission'), sum('fees')];
  return (commission === null && fees === null) || first.costCurrency === null ? null : { commission, fees, currency: first.costCurrency };
}
