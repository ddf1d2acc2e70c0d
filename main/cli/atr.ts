import { averageTrueRange } from '../analytics/atr.ts';
import { barsOfMinutes } from '../imports/bars/bar.ts';
import { BARS, barLength, barsOption } from './bar-file.ts';
import { countOption, noOperands, ProblemError, textOption, type Command } from './command.ts';

export const atr: Command = {
  name: 'atr',
  summary: 'Wilder’s average true range of a file of bars',
  operands: '',
  options: {
    bars: BARS,
    length: { type: 'string', value: 'N', help: 'How many bars it averages (14)' },
    minutes: { type: 'string', value: 'N', help: 'Join the bars to bars of N minutes first' },
    zone: { type: 'string', value: 'ZONE', help: 'Time zone of times without an offset; left out, no times are printed for them' },
  },
  details:
    'The first value stands at the bar with the index of the length (the first bar has no true range): the mean of the true ranges so far. ' +
    'With --json: {"length","bars","first":{"index","time","atr"},"last":{"index","time","atr"},"values":[…]}, one value a bar, null before the first; time is null where the file’s times have no zone.',
  async run(context) {
    noOperands(context);
    const length = countOption(context, 'length', 14);
    const minutes = textOption(context, 'minutes') === undefined ? null : countOption(context, 'minutes', 1);
    const file = await barsOption(context, { zone: textOption(context, 'zone') ?? null, unzoned: true });
    if (minutes !== null && !file.begins && file.seconds !== minutes * 60) throw new ProblemError('wrong-length', 'The file has no header, so its times may be the begins or the ends of bars, and no longer bars can be made of them. Leave --minutes out, or add a header.');
    const bars = minutes === null || file.seconds === null ? file.bars : barsOfMinutes(file.bars, file.seconds, minutes);
    if (bars === null) throw new ProblemError('wrong-length', `Bars of ${barLength(file.seconds)} do not make bars of ${minutes} min.`);
    if (bars.length <= length) throw new ProblemError('too-few-bars', `An ATR of ${length} needs ${length + 1} bars; here are ${bars.length}.`);
    const values = averageTrueRange(bars.map(({ high, low, close }) => ({ high: Number(high), low: Number(low), close: Number(close) })), length).map((value) => (value === null ? null : rounded(value)));
    const at = (index: number) => ({ index, time: file.zone !== 'none' ? new Date(bars[index]?.at ?? 0).toISOString() : null, atr: values[index] ?? null });
    const [first, last] = [at(length), at(values.length - 1)];
    if (context.json) context.print(JSON.stringify({ length, bars: bars.length, first, last, values }));
    else for (const { index, time, atr: value } of [first, last]) context.print(`${String(index).padStart(8)}  ${time ?? ''}  ${value ?? ''}`);
    return 0;
  },
};

/** Twelve digits: more than any price has, and without the noise of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
