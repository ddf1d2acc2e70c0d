import { buildTrades, type OpenPosition } from '../trades/build-trades.ts';
import type { InstrumentLookup } from '../trades/instruments.ts';
import { tradeFillOf, type TradeFill } from '../trades/trade-fill.ts';
import type { ImportSource } from './containers/source.ts';
import { instrumentOf } from './symbols.ts';
import { readImport, type ImportSummary, type ReadOptions } from './read-import.ts';
import type { ImportAnswers, ImportedFill, Need, Refusal, RejectedLine } from './types.ts';

const MAX_REJECTED = 1_000;
/** Above this a preview counts fills and leaves trades uncounted, to keep its memory small. */
const MAX_TRADE_FILLS = 150_000;

/** What an import would do, before anything is written. */
export interface ImportPreview {
  readonly summary: ImportSummary;
  /** What has to be answered before the file can be imported. */
  readonly needs: readonly Need[];
  readonly fills: number;
  /** Fills the journal has already, by key. */
  readonly duplicates: number;
  /** Fills with another key but the same content as one the journal has: perhaps imported before from another report. */
  readonly lookalikes: number;
  /** Null for files too large to count them in a preview. */
  readonly trades: number | null;
  readonly openPositions: readonly OpenPosition[];
  /** Closing fills whose opening is not in the file. */
  readonly unmatched: number;
  /** Trades whose result is not the one the broker states. */
  readonly differing: number;
  readonly unknownSymbols: readonly string[];
  /** The first refused lines; `summary.rejected` counts all. */
  readonly rejected: readonly RejectedLine[];
  /** The first fills. */
  readonly sample: readonly ImportedFill[];
}

export type PreviewOutcome = { readonly ok: true; readonly value: ImportPreview } | { readonly ok: false; readonly refusal: Refusal; readonly rejected: readonly RejectedLine[] };

export interface Known {
  hasKey(fill: ImportedFill): boolean;
  hasContent(fill: ImportedFill): boolean;
}

/** Reads the whole file without keeping it, answering what the preview screen and a dry run show. */
export async function previewImport(
  source: ImportSource, answers: ImportAnswers, lookup: InstrumentLookup, known: Known | null = null, options: Omit<ReadOptions, 'lenient'> = {},
): Promise<PreviewOutcome> {
  const rejected: RejectedLine[] = [];
  const sample: ImportedFill[] = [];
  let tradeFills: TradeFill[] | null = [];
  let duplicates = 0;
  let lookalikes = 0;
  const counted = new Set<string>();
  const outcome = await readImport(
    source,
    answers,
    {
      fill(fill) {
        if (sample.length < 20) sample.push(fill);
        if (tradeFills !== null) {
          if (tradeFills.length >= MAX_TRADE_FILLS) tradeFills = null;
          else tradeFills.push(tradeFillOf(fill));
        }
        // Parts of one fill count as one duplicate, as they count as one fill.
        const whole = fill.basis === 'pair' && fill.brokerFillId !== null ? `${fill.account ?? ''}|${fill.brokerFillId}` : null;
        if (known === null || (whole !== null && counted.has(whole))) return;
        const isDuplicate = known.hasKey(fill);
        const isLookalike = !isDuplicate && known.hasContent(fill);
        if (!isDuplicate && !isLookalike) return;
        if (whole !== null) counted.add(whole);
        if (isDuplicate) duplicates += 1;
        else lookalikes += 1;
      },
      rejected(line) {
        if (rejected.length < MAX_REJECTED) rejected.push(line);
      },
    },
    { ...options, lenient: true },
  );
  if (!outcome.ok) return { ok: false, refusal: outcome.refusal, rejected };
  const report = tradeFills === null ? null : buildTrades(tradeFills, lookup);
  return {
    ok: true,
    value: {
      summary: outcome.value,
      needs: [...outcome.value.needs],
      fills: outcome.value.fills,
      duplicates,
      lookalikes,
      trades: report?.trades.length ?? null,
      openPositions: report?.open ?? [],
      unmatched: report?.unmatched.length ?? 0,
      differing: report?.trades.filter((trade) => trade.check === 'differs').length ?? 0,
      unknownSymbols: [...new Set((report?.unknownSymbols ?? []).map((symbol) => instrumentOf(symbol, outcome.value.firstMs)))],
      rejected,
      sample,
    },
  };
}
