import { verifyJournal } from '../journal/verify.ts';
import { noOperands, type Command } from './command.ts';
import { reading } from './journal-file.ts';

export const verify: Command = {
  name: 'verify',
  summary: 'Recompute the hash chain of the log and every recorded verdict',
  operands: '',
  options: {},
  details: 'With --json: {"events":n,"chain":"intact"|{"brokenAt":n},"verdicts":{"recomputed":n,"mismatched":n}}. Exit code 1 when the chain is broken or a verdict does not match.',
  run(context) {
    noOperands(context);
    const mismatches: string[] = [];
    const result = reading(context.data, (store) => verifyJournal(store, (ticketId, reason) => mismatches.push(`ticket ${ticketId}: ${reason}`)));
    const { events, chain, verdicts } = result;
    if (context.json) context.print(JSON.stringify(result));
    else {
      context.print(chain === 'intact' ? `${events} events, the chain is intact` : `${events} events, the chain is BROKEN at event ${chain.brokenAt}`);
      context.print(`${verdicts.recomputed} verdicts recomputed, ${verdicts.mismatched === 0 ? 'all match' : `${verdicts.mismatched} DO NOT MATCH`}`);
      for (const mismatch of mismatches) context.print(`  ${mismatch}`);
    }
    return chain === 'intact' && verdicts.mismatched === 0 ? 0 : 1;
  },
};
