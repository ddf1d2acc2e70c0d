import type { Remark, Report } from '../../../preload/contract/analytics.ts';
import { exitEfficiency } from '../../engine/trade-numbers.ts';
import { meanOf } from '../sample.ts';
import { exitPoints, fixedTargets } from '../exits.ts';
import { asNumber, choose, envelope, figure, medianOf, named, NO_MFE, rFigure, type Ask } from './parts.ts';

const POINTS_MAX = 2_000;

const IN_SAMPLE: Remark = {
  tone: 'caution',
  title: 'Chosen after the fact',
  text: 'The best of these targets is the best for the trades it was found on; on the next trades it will most likely do less well. A fill at the target’s price is assumed, and a stop that would have been hit before is not seen.',
};

/** What the exits left behind, and what a fixed target would have made of the same trades. */
export function exitsReport(ask: Ask): Report<'exits'> {
  const { trades } = choose(ask.history, ask.filter);
  const points = exitPoints(trades);
  const provenance = new Map(trades.map((trade) => [trade.id, trade.provenance]));
  const leftOut = trades.length - points.length;
  const errors = meanOf(points.map(({ mfeErrorR }) => mfeErrorR));
  // It needs no Stop$: trades without a point have one, too.
  const efficiency = medianOf(trades.map(({ grossPnl, mfe }) => exitEfficiency(grossPnl, mfe)));
  const bounds = points.filter(({ tradeId }) => provenance.get(tradeId) === 'bars').length;
  const shown = points.slice(-POINTS_MAX);
  const remarks: Remark[] = [IN_SAMPLE];
  if (bounds > 0) remarks.push({ tone: 'info', title: 'Some are bounds', text: `MFE$ of ${bounds.toLocaleString('en')} of these trades was computed from price bars. A bar that is only partly inside the trade gives a bound, not an exact value.` });
  if (shown.length < points.length) remarks.push({ tone: 'info', title: 'Not every trade is drawn', text: `The newest ${shown.length.toLocaleString('en')} of ${points.length.toLocaleString('en')} trades are shown. The figures and the targets rest on all of them.` });
  return envelope('exits', ask, [
    rFigure(named('mfe-error-r', 'Mean MFE-Error-R', 'mfe-error-r'), { ...errors, leftOut }, NO_MFE),
    rFigure(named('median-mfe-error-r', 'Median MFE-Error-R', 'mfe-error-r'), { ...medianOf(points.map(({ mfeErrorR }) => mfeErrorR)), leftOut }, NO_MFE),
    figure(named('exit-efficiency', 'Median exit efficiency', 'exit-efficiency'), asNumber(efficiency.value), { sample: efficiency.sample, leftOut: trades.length - efficiency.sample }, 'No trade here has an MFE$ above zero.'),
  ], {
    scatter: shown.map(({ tradeId, at, symbol, mfeR, r, mfeErrorR, exitEfficiency: kept }) => ({ at, symbol, mfeR, r, mfeErrorR, exitEfficiency: kept, provenance: provenance.get(tradeId) ?? null })),
    targets: points.length === 0 ? [] : fixedTargets(trades).map(({ target, trades: count, reached, sumR, meanR, change }) => ({ target, trades: count, reached, sumR, meanR, change })),
  }, remarks);
}
