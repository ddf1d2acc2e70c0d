/** What a preview asks of the journal: which fills of a file it has already. */
import { wallClock } from '../../engine/zone-clock.ts';
import type { AlikeGathering, Known } from '../../imports/preview-import.ts';
import type { ImportSummary } from '../../imports/read-import.ts';
import { instrumentOf, resolveSymbol } from '../../imports/symbols.ts';
import type { ImportedFill } from '../../imports/types.ts';
import type { Account } from '../../store/accounts.ts';
import type { Executor } from '../../store/executor.ts';
import { identityLookup } from '../../store/imported-fills.ts';
import { positionsOf } from '../../store/imported-trades.ts';
import { accountOfBroker } from './account.ts';
import { AlikeFills } from './alike.ts';
import { identityOf } from './stage-file.ts';

/** What the journal has open in the instruments of a file that begins later: its fills go on from there, which a preview of the file alone does not show. */
export function openBefore(db: Executor, { id, zone }: Pick<Account, 'id' | 'zone'>, { symbols, firstMs }: Pick<ImportSummary, 'symbols' | 'firstMs'>): string[] {
  if (firstMs === null) return [];
  const instruments = new Set([...symbols].map((symbol) => instrumentOf(symbol, firstMs)));
  return positionsOf(db, id).filter(({ symbol, entryAt }) => entryAt < firstMs && instruments.has(symbol)).map(({ symbol, position, entryAt }) => {
    const held = position.startsWith('-') ? `short ${position.slice(1)}` : `long ${position}`;
    return `The journal has ${symbol} ${held} open since ${wallClock(zone, entryAt).date}. These fills go on from there: if it was closed in between, import the file of that day too.`;
  });
}

/** Whether an account has a fill, by its identity or from another report. */
export function knownFills(db: Executor, accountId: string): Known {
  const hasIdentity = identityLookup(db);
  return {
    hasKey: ({ key }) => hasIdentity(identityOf(accountId, key)),
    alike: () => {
      const fills = new AlikeFills<ImportedFill>(db, accountId);
      return {
        add: (fill) => {
          const { symbol, time: { epochMs: at }, account, side, quantity, price, basis, initialStops: stops, commission, fees } = fill;
          if (at === null) return;
          fills.add(fill, {
            brokerAccount: account ?? '', contract: resolveSymbol(symbol, { at })?.contract ?? symbol, side, quantity, price, at, basis, stops,
            commission: commission?.amount ?? null, fees: fees?.amount ?? null, costCurrency: (commission ?? fees)?.currency ?? null,
          });
        },
        settle: (format) => {
          const { same, doubtful, added } = fills.settle(format);
          return { same, doubtful, added: added.length };
        },
      };
    },
  };
}

/** The same for a file of which each of the broker's accounts has an account of the journal. */
export function knownFillsOfEach(db: Executor): Known {
  const accounts = new Map<string, Known | null>();
  const of = ({ account }: ImportedFill): Known | null => {
    const brokerAccount = account ?? '';
    let known = accounts.get(brokerAccount);
    if (known === undefined) {
      const own = accountOfBroker(db, brokerAccount);
      accounts.set(brokerAccount, (known = own === null ? null : knownFills(db, own.id)));
    }
    return known;
  };
  return {
    hasKey: (fill) => of(fill)?.hasKey(fill) === true,
    alike: () => {
      const gatherings = new Map<Known, AlikeGathering>();
      return {
        add: (fill) => {
          const known = of(fill);
          if (known === null) return;
          const gathering = gatherings.get(known) ?? known.alike();
          gatherings.set(known, gathering);
          gathering.add(fill);
        },
        settle: (format) => {
          const settled = [...gatherings.values()].map((gathering) => gathering.settle(format));
          return { same: settled.flatMap(({ same }) => same), doubtful: settled.flatMap(({ doubtful }) => doubtful), added: settled.reduce((sum, { added }) => sum + added, 0) };
        },
      };
    },
  };
}
