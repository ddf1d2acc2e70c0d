/** What a preview asks of the journal: which fills of a file it has already. */
import type { AlikeGathering, Known } from '../../imports/preview-import.ts';
import { resolveSymbol } from '../../imports/symbols.ts';
import type { ImportedFill } from '../../imports/types.ts';
import type { Executor } from '../../store/executor.ts';
import { identityLookup } from '../../store/imported-fills.ts';
import { accountOfBroker } from './account.ts';
import { AlikeFills } from './alike.ts';
import { identityOf } from './stage-file.ts';

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
