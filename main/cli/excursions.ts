import { formatMoney } from '../engine/money.ts';
import { requireAccountNamed } from '../journal/accounts.ts';
import { heldTrades } from '../store/held-trades.ts';
import { areOfSomethingElse, excursionScan, type ExcursionBound } from '../trades/excursions.ts';
import { BARS, barsOption } from './bar-file.ts';
import { noOperands, ProblemError, textOption, UsageError, type Command } from './command.ts';
import { readingLater } from './journal-file.ts';
import { ACCOUNT, accountOption } from './printed.ts';

export const excursions: Command = {
  name: 'excursions',
  summary: 'MFE$ and MAE$ of the trades of an account, from bars of at most a minute',
  operands: '',
  options: {
    'account': ACCOUNT,
    'bars': BARS,
    'symbol': { type: 'string', value: 'SYMBOL', help: 'The instrument of the bars; needed where the account traded several' },
    'zone': { type: 'string', value: 'ZONE', help: 'Time zone of times without an offset, such as America/New_York' },
    'quiet-gaps': { type: 'boolean', help: 'Minutes without a bar were minutes without a trade' },
  },
  details:
    'Bars that are only partly inside a trade leave the result in doubt, so each figure is a bound: certain was surely reached, possible was not surpassed, and null where bars are missing. ' +
    'Trades that no bar reaches are left out. With --json: an array of {"id","instrument","mfe":{"certain","possible"},"mae":{"certain","possible"},"exact","heldSeconds","uncoveredSeconds","bars","fits","provenance"}; fits is false where the bars do not know the prices of the fills. Nothing is written.',
  async run(context) {
    noOperands(context);
    const name = accountOption(context);
    const wanted = textOption(context, 'symbol') ?? null;
    const { bars, seconds, begins } = await barsOption(context, { zone: textOption(context, 'zone') ?? null });
    if (seconds === null || seconds > 60) throw new ProblemError('bars-too-long', 'Excursions need at least two bars, of one minute or shorter.');
    const found = await readingLater(context.data, (db) => {
      const held = heldTrades(db, requireAccountNamed(db, name).id);
      const symbols = [...new Set(held.map(({ symbol }) => symbol))].toSorted();
      if (wanted === null && symbols.length > 1) throw new UsageError(`The account traded ${symbols.join(', ')}: say which of them the bars are of, with --symbol.`);
      const trades = held.filter(({ symbol }) => wanted === null || symbol === wanted);
      if (trades.length === 0) throw new ProblemError('nothing-found', wanted === null ? 'The account has no closed trades.' : `The account has no closed trades of ${wanted}.`);
      const scan = excursionScan(trades, { seconds, quietGaps: context.options['quiet-gaps'] === true, begins });
      for (const bar of bars) scan.bar(bar);
      const names = new Map(trades.map(({ id, symbol }) => [id, symbol]));
      const reached = scan.finish();
      const strays = reached.filter(({ fits }) => !fits).length;
      if (strays > 0) context.warn(`${strays} of ${reached.length} trades were filled at prices that the bars around them do not know${areOfSomethingElse(reached) ? ': the bars are of another instrument, another contract or another time zone' : ''}.`);
      return Promise.resolve(reached.map(({ id, mfe, mae, heldMs, uncoveredMs, bars: met, fits }) => ({
        id, instrument: names.get(id) ?? '', mfe, mae, exact: isExact(mfe) && isExact(mae), heldSeconds: heldMs / 1000, uncoveredSeconds: uncoveredMs / 1000, bars: met, fits, provenance: 'bars',
      })));
    });
    if (context.json) context.print(JSON.stringify(found));
    else for (const { id, instrument, mfe, mae } of found) context.print(`${id}  ${instrument}  MFE ${bound(mfe)}  MAE ${bound(mae)}`);
    return 0;
  },
};

function isExact({ certain, possible }: ExcursionBound): boolean {
  return possible !== null && possible.amount === certain.amount;
}

function bound(excursion: ExcursionBound): string {
  const { certain, possible } = excursion;
  if (isExact(excursion)) return formatMoney(certain);
  return possible === null ? `${formatMoney(certain)} or beyond` : `${formatMoney(certain)} to ${formatMoney(possible)}`;
}
