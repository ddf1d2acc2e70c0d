import { z } from 'zod';
import { insufficient, miss, pass } from '../judgement.ts';
import { nameSet, words } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { fewer } from '../tightening.ts';

export const allowedSetups = ruleKind<{ setups: readonly string[] }>({
  kind: 'allowed-setups',
  title: 'Allowed setups',
  summary: 'Only setups from the playbook.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({ setups: z.array(words).max(200) }),
  defaults: { setups: [] },
  params: { setups: { field: { label: 'Setups', help: 'Names as on the ticket; upper and lower case are the same. None: no setup is allowed.', type: 'text-list' }, asymmetry: fewer } },
  facts: ['ticket.setup'],
  prepare({ setups }) {
    const names = nameSet(setups);
    const threshold = setups.length === 0 ? 'none' : setups.join(', ');
    return ({ setup }) => {
      if (setup === null) return insufficient('no setup', threshold, 'Cannot be judged: no setup is named.');
      return names.has(setup) ? pass(setup, threshold, `“${setup}” is in the playbook.`) : miss(setup, threshold, `“${setup}” is not in the playbook.`);
    };
  },
});
