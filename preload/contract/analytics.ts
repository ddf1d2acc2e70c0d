/**
 * The reports of the analytics window. A report is figures, tables and remarks; every figure names its definition, how
 * many trades it rests on and, where it is unknown, why.
 */
import { z } from 'zod';
import { call, done, nothing, type Call } from './call.ts';
import { reportTables, type CellKind, type ColumnSpec, type ReportName, type ReportRows, type TableSpec } from './report-tables.ts';
import { ruleSetContent } from './rules.ts';
import { decimal, id, instant, money, sessionDate, shortText, symbol } from './values.ts';

/** What a report is about. Null means all of it. */
export const reportFilter = z.strictObject({
  accountId: id,
  /** Session dates, both included. */
  from: sessionDate.nullable(),
  to: sessionDate.nullable(),
  symbol: symbol.nullable(),
  setup: shortText.nullable(),
});
export type ReportFilter = z.infer<typeof reportFilter>;

/** `job` is chosen by the window: progress comes under it, and it is what a cancel names. */
export const reportQuery = z.strictObject({ job: id, filter: reportFilter });

export const dimensions = ['setup', 'instrument', 'weekday', 'time', 'side', 'grade', 'atr-band', 'emotion'] as const;
export const dimension = z.enum(dimensions);
export type Dimension = z.infer<typeof dimension>;

export const figureValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('money'), money }),
  /** A result: shown with its sign. */
  z.strictObject({ kind: z.literal('pnl'), money }),
  z.strictObject({ kind: z.literal('r'), value: decimal }),
  z.strictObject({ kind: z.literal('number'), value: decimal }),
  z.strictObject({ kind: z.literal('share'), value: decimal }),
  z.strictObject({ kind: z.literal('count'), value: z.int() }),
  z.strictObject({ kind: z.literal('duration'), value: z.int().min(0) }),
]);
export type FigureValue = z.infer<typeof figureValue>;

export const figure = z.strictObject({
  /** Unique within its report. */
  key: z.string().max(64),
  label: shortText,
  /** Id of its definition. */
  definition: z.string().max(64),
  /** Null when unknown; `reason` then says why. */
  value: figureValue.nullable(),
  /** What the figure rests on: trades, sessions or tickets, as the definition says. */
  sample: z.int().min(0),
  /** How many had to be left out because an input is unknown. */
  leftOut: z.int().min(0),
  /** Why there is no value, or why not to lean on it; null when there is nothing to say. */
  reason: z.string().max(500).nullable(),
});
export type Figure = z.infer<typeof figure>;

/** Something the reader must know to read the report rightly. */
export const remark = z.strictObject({ tone: z.enum(['info', 'caution']), title: shortText, text: z.string().max(2000) });
export type Remark = z.infer<typeof remark>;

const cellSchemas = {
  text: z.string().max(8000),
  date: sessionDate,
  instant,
  count: z.int(),
  money: z.int(),
  pnl: z.int(),
  r: decimal,
  number: decimal,
  share: decimal,
  duration: z.int(),
  flag: z.boolean(),
} satisfies Record<CellKind, z.ZodType>;

/** Rows beyond this are never sent: a report thins its points or says which it left out. */
export const ROWS_MAX = 5000;

function rowsSchema(spec: TableSpec) {
  const cells = Object.entries(spec.columns).map(([key, column]: [string, ColumnSpec]) => [key, cellSchemas[column.kind].nullable()]);
  return z.array(z.strictObject(Object.fromEntries(cells))).max(ROWS_MAX);
}

/** The whole answer of one report. Amounts in tables are minor units of `currency`. */
export interface Report<N extends ReportName> {
  readonly report: N;
  readonly filter: ReportFilter;
  readonly currency: string;
  /** The account's zone, in which instants are shown. */
  readonly zone: string;
  /** When the report was made. */
  readonly at: number;
  readonly figures: Figure[];
  readonly tables: ReportRows<N>;
  readonly remarks: Remark[];
}

function report<N extends ReportName>(name: N): z.ZodType<Report<N>> {
  const tables = Object.entries(reportTables[name]).map(([key, spec]: [string, TableSpec]) => [key, rowsSchema(spec)]);
  return z.strictObject({
    report: z.literal(name),
    filter: reportFilter,
    currency: z.string().regex(/^[A-Z]{3}$/),
    zone: z.string(),
    at: instant,
    figures: z.array(figure).max(60),
    tables: z.strictObject(Object.fromEntries(tables)),
    remarks: z.array(remark).max(20),
  }) as unknown as z.ZodType<Report<N>>;
}

export const definition = z.strictObject({ id: z.string().max(64), term: shortText, text: z.string().max(2000) });
export type Definition = z.infer<typeof definition>;

/** What a filter can be set to. */
export const choices = z.strictObject({
  symbols: z.array(symbol).max(1000),
  setups: z.array(shortText).max(1000),
  firstSession: sessionDate.nullable(),
  lastSession: sessionDate.nullable(),
});
export type Choices = z.infer<typeof choices>;

/** A replay kept for later: what was proposed and what came out. */
export const savedReplay = z.strictObject({ id, name: shortText, savedAt: instant, content: ruleSetContent, result: report('replay') });
export type SavedReplay = z.infer<typeof savedReplay>;
export const savedReplayHead = z.strictObject({ id, name: shortText, savedAt: instant });

/** What the trader wrote at the end of a week. */
export const reviewAnswers = z.strictObject({
  wentWell: z.string().max(8000),
  cost: z.string().max(8000),
  change: z.string().max(8000),
  completedAt: instant.nullable(),
});
export type ReviewAnswers = z.infer<typeof reviewAnswers>;

/** Monday of the week under review. */
const week = sessionDate;

/** The calls of the analytics window. Reports run beside the main process, tell their progress and can be cancelled. */
export const analyticsCalls = {
  /** Opens the window, or brings it to the front. */
  'analytics.open': call(nothing, done),
  'analytics.definitions': call(nothing, z.array(definition)),
  'analytics.choices': call(z.strictObject({ accountId: id }), choices),

  'analytics.summary': call(reportQuery, report('summary')),
  'analytics.calendar': call(reportQuery, report('calendar')),
  'analytics.equity': call(reportQuery, report('equity')),
  'analytics.distribution': call(reportQuery, report('distribution')),
  'analytics.breakdown': call(z.strictObject({ ...reportQuery.shape, dimension }), report('breakdown')),
  'analytics.criteria': call(reportQuery, report('criteria')),
  'analytics.streaks': call(reportQuery, report('streaks')),
  'analytics.exits': call(reportQuery, report('exits')),
  'analytics.holding': call(reportQuery, report('holding')),
  'analytics.discipline': call(reportQuery, report('discipline')),
  'analytics.shadow': call(reportQuery, report('shadow')),
  'analytics.replay': call(z.strictObject({ ...reportQuery.shape, proposed: ruleSetContent }), report('replay')),
  'analytics.review': call(z.strictObject({ ...reportQuery.shape, week }), report('review')),
  /** Stops a report that is on its way; it then answers with an error. Nothing happens when it is already over. */
  'analytics.cancel': call(z.strictObject({ job: id }), done),

  'analytics.replay.save': call(z.strictObject({ name: shortText.min(1, 'give it a name'), content: ruleSetContent, result: report('replay') }), savedReplayHead),
  'analytics.replay.list': call(z.strictObject({ accountId: id }), z.array(savedReplayHead)),
  'analytics.replay.get': call(z.strictObject({ id }), savedReplay),
  'analytics.replay.delete': call(z.strictObject({ id }), done),

  'analytics.review.answers': call(z.strictObject({ accountId: id, week }), reviewAnswers.nullable()),
  'analytics.review.save': call(z.strictObject({ accountId: id, week, answers: reviewAnswers }), done),
  /** Prints the analytics window as it stands (its print style shows the review alone) into a PDF of the trader's choice. */
  'analytics.pdf': call(z.strictObject({ suggestedName: z.string().min(1).max(120) }), z.strictObject({ saved: z.boolean() })),
} satisfies Record<string, Call>;

/** Work done so far in a report that takes its time. */
export const analyticsProgress = z.strictObject({ job: id, done: z.int().min(0), total: z.int().min(0) });
