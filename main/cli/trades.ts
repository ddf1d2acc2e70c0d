import { formatMoney } from '../engine/money.ts';
import { exitEfficiency, mfeErrorR } from '../engine/trade-numbers.ts';
import { requireAccountNamed } from '../journal/accounts.ts';
import { eachFinishedTrade, type FinishedTrade } from '../store/trade-list.ts';
import { noOperands, type Command } from './command.ts';
import { reading } from './journal-file.ts';
import { ACCOUNT, accountOption, amount, isoIn, number } from './printed.ts';

export const trades: Command = {
  name: 'trades',
  summary: 'List the finished trades of an account, in order of entry',
  operands: '',
  options: { account: ACCOUNT },
  details:
    'With --json: an array of {"id","instrument","side","quantity","entryTime","exitTime","entryPrice","exitPrice","grossPnl","fees","netPnl","stopAmount","r","mfe","mae","mfeErrorR","exitEfficiency","ticketId","provenance"}. ' +
    'Money is {"amount","currency"} in minor units; prices and quantities are decimal text; times are those of the account’s clock, with their offset; what is unknown is null. A trade without a ticketId is a bypass.',
  run(context) {
    noOperands(context);
    const name = accountOption(context);
    return reading(context.data, (db) => {
      const account = requireAccountNamed(db, name);
      if (!context.json) {
        for (const trade of eachFinishedTrade(db, account.id)) context.print(line(trade, account.zone));
        return 0;
      }
      const list: string[] = [];
      for (const trade of eachFinishedTrade(db, account.id)) list.push(JSON.stringify(shown(trade, account.zone)));
      context.print(list.length === 0 ? '[]' : `[\n${list.join(',\n')}\n]`);
      return 0;
    });
  },
};

function shown(trade: FinishedTrade, zone: string): Readonly<Record<string, unknown>> {
  const money = (minor: number | null) => amount(minor, trade.currency);
  const [gross, stop, mfe] = [money(trade.grossPnl), money(trade.stopAmount), money(trade.mfe)];
  return {
    id: trade.id, instrument: trade.symbol, side: trade.side, quantity: trade.quantity, entryTime: isoIn(zone, trade.entryAt), exitTime: isoIn(zone, trade.exitAt),
    entryPrice: trade.entryPrice, exitPrice: trade.exitPrice, grossPnl: gross, fees: money(trade.fees), netPnl: money(trade.netPnl), stopAmount: stop,
    r: trade.rMicro === null ? null : trade.rMicro / 1_000_000, mfe, mae: money(trade.mae),
    mfeErrorR: gross === null ? null : number(mfeErrorR(mfe, gross, stop)), exitEfficiency: gross === null ? null : number(exitEfficiency(gross, mfe)),
    ticketId: trade.ticketId, provenance: trade.provenance,
  };
}

function line(trade: FinishedTrade, zone: string): string {
  const known = amount(trade.netPnl, trade.currency);
  const net = known === null ? 'unknown' : formatMoney(known);
  const r = trade.rMicro === null ? '' : `${(trade.rMicro / 1_000_000).toFixed(2)} R`;
  return `${isoIn(zone, trade.entryAt)}  ${trade.symbol.padEnd(10)} ${trade.side.padEnd(5)} ${trade.quantity.padStart(8)}  ${trade.entryPrice.padStart(12)} → ${(trade.exitPrice ?? '').padStart(12)}  ${net.padStart(16)}  ${r.padStart(9)}  ${trade.ticketId === null ? 'bypass' : 'ticket'}`;
}
