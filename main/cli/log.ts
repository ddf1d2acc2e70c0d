import { latestEntries, type LogEntry } from '../store/decision-log.ts';
import { countOption, noOperands, textOption, type Command } from './command.ts';
import { reading } from './journal-file.ts';

export const log: Command = {
  name: 'log',
  summary: 'Print the decision log, oldest first',
  operands: '',
  options: {
    limit: { type: 'string', value: 'N', help: 'The last N events (50)' },
    type: { type: 'string', value: 'TYPE', help: 'Only events of a type: verdict-given, override, walked-away …' },
    session: { type: 'string', value: 'ID', help: 'Only events of one session' },
  },
  details: 'With --json: an array of {"seq","sessionId","at","type","payload"}, at in ISO 8601.',
  run(context) {
    noOperands(context);
    const limit = countOption(context, 'limit', 50);
    const type = textOption(context, 'type');
    const sessionId = textOption(context, 'session');
    const filter = { ...(type === undefined ? {} : { type }), ...(sessionId === undefined ? {} : { sessionId }) };
    const entries = reading(context.data, (store) => latestEntries(store, limit, filter)).toReversed();
    if (context.json) context.print(JSON.stringify(entries.map(({ seq, sessionId: id, at, type: kind, payload }) => ({ seq, sessionId: id, at: iso(at), type: kind, payload: JSON.parse(payload) as unknown }))));
    else for (const entry of entries) context.print(line(entry));
    return 0;
  },
};

function iso(at: number): string {
  return new Date(at).toISOString();
}

const WIDTH = 110;

function line({ seq, at, type, payload }: LogEntry): string {
  const text = payload.length > WIDTH ? `${payload.slice(0, WIDTH)}…` : payload;
  return `${String(seq).padStart(6)}  ${iso(at)}  ${type.padEnd(20)}  ${text}`;
}
