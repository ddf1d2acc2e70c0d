import { buildTrades, type BuiltTrade, type OpenPosition } from '../trades/build-trades.ts';
import type { InstrumentLookup } from '../trades/instruments.ts';
import { tradeFillOf, type TradeFill } from '../trades/trade-fill.ts';
import type { ImportSource } from './containers/source.ts';
import { instrumentOf } from './symbols.ts';
import { readImport, type ImportSummary, type ReadOptions } from './read-import.ts';
import type { FormatId, ImportAnswers, ImportedFill, Need, Refusal, RejectedLine } from './types.ts';

const MAX_REJECTED = 1_000;
/** Above this a preview counts fills and leaves trades uncounted, to keep its memory small. */
const MAX_TRADE_FILLS = 150_000;

/** What an import would do, before anything is written. */
export interface ImportPreview {
  readonly summary: ImportSummary;
  /** What has to be answered before the file can be imported. */
  readonly needs: readonly Need[];
  readonly fills: number;
  /** Fills that name no account, of a file in which others do. */
  readonly unnamed: number;
  /** Fills the journal has already, by key or surely from another report. */
  readonly duplicates: number;
  /** Fills that may be in the journal from another report: to be asked about. */
  readonly lookalikes: number;
  /** Of the duplicates, those that surely came from another report of the platform. */
  readonly otherReport: number;
  /** Fills of the journal to which the file adds a stop or costs. */
  readonly added: number;
  /** Null for files too large to count them in a preview. */
  readonly trades: number | null;
  readonly openPositions: readonly OpenPosition[];
  /** Positions of which the platform states another size at the end: fills are missing. */
  readonly astray: number;
  /** Closing fills whose opening is not in the file. */
  readonly unmatched: number;
  /** Trades whose result is not the one the broker states. */
  readonly differing: readonly BuiltTrade[];
  readonly unknownSymbols: readonly string[];
  /** The first refused lines; `summary.rejected` counts all. */
  readonly rejected: readonly RejectedLine[];
  /** The first fills. */
  readonly sample: readonly ImportedFill[];
}

export type PreviewOutcome = { readonly ok: true; readonly value: ImportPreview } | { readonly ok: false; readonly refusal: Refusal; readonly rejected: readonly RejectedLine[] };

export interface Known {
  hasKey(fill: ImportedFill): boolean;
  /** Gathers the fills without a known key, to be held against those of other reports. */
  alike(): AlikeGathering;
}

export interface AlikeGathering {
  add(fill: ImportedFill): void;
  settle(format: FormatId): { readonly same: readonly ImportedFill[]; readonly doubtful: readonly ImportedFill[]; readonly added: number };
}

/** Reads the whole file without keeping it, answering what the preview screen and a dry run show. */
export async function previewImport(
  source: ImportSource, answers: ImportAnswers, lookup: InstrumentLookup, known: Known | null = null, options: Omit<ReadOptions, 'lenient'> = {},
): Promise<PreviewOutcome> {
  const rejected: RejectedLine[] = [];
  const sample: ImportedFill[] = [];
  let tradeFills: TradeFill[] | null = [];
  let duplicates = 0;
  let unnamed = 0;
  const gathering = known === null || answers.alike === 'different' ? null : known.alike();
  const counted = new Set<string>();
  // Parts of one fill count as one duplicate, as they count as one fill.
  const wholes = (fills: readonly ImportedFill[]): number =>
    fills.filter((fill) => {
      const whole = wholeOf(fill);
      if (whole === null) return true;
      return !counted.has(whole) && counted.add(whole);
    }).length;
  const outcome = await readImport(
    source,
    answers,
    {
      fill(fill) {
        if (sample.length < 20) sample.push(fill);
        if (fill.account === null) unnamed += 1;
        if (tradeFills !== null) {
          if (tradeFills.length >= MAX_TRADE_FILLS) tradeFills = null;
          else tradeFills.push(tradeFillOf(fill));
        }
        if (known === null) return;
        if (known.hasKey(fill)) duplicates += wholes([fill]);
        else gathering?.add(fill);
      },
      rejected(line) {
        if (rejected.length < MAX_REJECTED) rejected.push(line);
      },
    },
    { ...options, lenient: true },
  );
  if (!outcome.ok) return { ok: false, refusal: outcome.refusal, rejected };
  const alike = gathering?.settle(outcome.value.detection.meta.format) ?? { same: [], doubtful: [], added: 0 };
  const same = wholes(alike.same);
  const doubtful = wholes(alike.doubtful);
  const report = tradeFills === null ? null : buildTrades(tradeFills, lookup);
  return {
    ok: true,
    value: {
      summary: outcome.value,
      needs: [...outcome.value.needs, ...(doubtful > 0 && answers.alike !== 'same' ? ['alike' as const] : [])],
      fills: outcome.value.fills,
      unnamed: outcome.value.accounts.size === 0 ? 0 : unnamed,
      duplicates: duplicates + same + (answers.alike === 'same' ? doubtful : 0),
      lookalikes: doubtful,
      otherReport: same,
      added: alike.added,
      trades: report?.trades.length ?? null,
      openPositions: report?.open ?? [],
      astray: report?.open.filter(({ stated }) => stated !== null).length ?? 0,
      unmatched: report?.unmatched.length ?? 0,
      differing: report?.trades.filter((trade) => trade.check === 'differs') ?? [],
      unknownSymbols: [...new Set((report?.unknownSymbols ?? []).map((symbol) => instrumentOf(symbol, outcome.value.firstMs)))],
      rejected,
      sample,
    },
  };
}

/** Parts of one fill have this in common; null for what is no part. */
function wholeOf({ basis, brokerFillId, account }: ImportedFill): string | null {
  return basis === 'pair' && brokerFillId !== null ? `${account ?? ''}|${brokerFillId}` : null;
}
