/**
 * The tables that the reports of the analytics window are made of. Every chart is a picture of one of these tables, so
 * the table behind it, its CSV and what a screen reader hears can never disagree with what is drawn.
 * Free of zod: the window reads these descriptions too.
 */

/** How a cell is written on the wire and shown. Null always means unknown. */
export interface CellTypes {
  text: string;
  /** Session date, "2026-11-20". */
  date: string;
  /** Milliseconds since the Unix epoch. */
  instant: number;
  count: number;
  /** An amount in minor units of the report's currency. */
  money: number;
  /** The same for a result: shown with its sign. */
  pnl: number;
  /** R multiple, decimal text. */
  r: string;
  /** Plain decimal text. */
  number: string;
  /** Share as decimal text: 0.5 is shown as 50 %. */
  share: string;
  /** Milliseconds. */
  duration: number;
  flag: boolean;
}
export type CellKind = keyof CellTypes;

export interface ColumnSpec {
  readonly kind: CellKind;
  readonly label: string;
  /** Id of the definition shown with the heading. */
  readonly definition?: string;
}

export interface TableSpec {
  readonly title: string;
  /** Said instead of a table without rows, where it is not for want of trades. */
  readonly empty?: string;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
}

export type RowOf<T extends TableSpec> = { [K in keyof T['columns']]: CellTypes[T['columns'][K]['kind']] | null };

const results = {
  trades: { kind: 'count', label: 'Trades', definition: 'trades' },
  wins: { kind: 'count', label: 'Wins', definition: 'win' },
  losses: { kind: 'count', label: 'Losses', definition: 'loss' },
  winRate: { kind: 'share', label: 'Win rate', definition: 'win-rate' },
  netPnl: { kind: 'pnl', label: 'Net P&L', definition: 'net-pnl' },
  profitFactor: { kind: 'number', label: 'Profit factor', definition: 'profit-factor' },
  meanR: { kind: 'r', label: 'Mean R', definition: 'expectancy' },
  rSample: { kind: 'count', label: 'with R', definition: 'r' },
} as const satisfies Record<string, ColumnSpec>;

/** Every report and its tables. */
export const reportTables = {
  summary: {},
  calendar: {
    sessions: {
      title: 'Sessions',
      columns: {
        date: { kind: 'date', label: 'Session' },
        trades: results.trades,
        wins: results.wins,
        losses: results.losses,
        netPnl: results.netPnl,
        sumR: { kind: 'r', label: 'Sum of R', definition: 'r' },
        rSample: results.rSample,
        overrides: { kind: 'count', label: 'Overrides', definition: 'override' },
        bypasses: { kind: 'count', label: 'Bypasses', definition: 'bypass' },
        adherence: { kind: 'share', label: 'Adherence', definition: 'adherence' },
        prepared: { kind: 'flag', label: 'Prepared', definition: 'prepared' },
      },
    },
  },
  equity: {
    equity: {
      title: 'Equity and drawdown',
      columns: {
        trade: { kind: 'count', label: 'Trade' },
        at: { kind: 'instant', label: 'Exit' },
        date: { kind: 'date', label: 'Session' },
        netPnl: { kind: 'pnl', label: 'Cumulative net P&L', definition: 'net-pnl' },
        drawdown: { kind: 'pnl', label: 'Drawdown', definition: 'drawdown' },
        drawdownShare: { kind: 'share', label: 'Drawdown of equity', definition: 'drawdown' },
        sumR: { kind: 'r', label: 'Cumulative R', definition: 'r' },
        drawdownR: { kind: 'r', label: 'Drawdown in R', definition: 'drawdown' },
      },
    },
  },
  distribution: {
    distribution: {
      title: 'Distribution of R',
      empty: 'No trade here has R: R needs a stop.',
      columns: {
        range: { kind: 'text', label: 'R from, to below', definition: 'r' },
        trades: { kind: 'count', label: 'Trades' },
        share: { kind: 'share', label: 'Share' },
      },
    },
  },
  breakdown: {
    groups: {
      title: 'Breakdown',
      columns: {
        group: { kind: 'text', label: 'Group' },
        ...results,
        breakEven: { kind: 'count', label: 'Break-even', definition: 'break-even' },
        sumR: { kind: 'r', label: 'Sum of R', definition: 'r' },
        meanMfeErrorR: { kind: 'r', label: 'Mean MFE-Error-R', definition: 'mfe-error-r' },
        mfeSample: { kind: 'count', label: 'with MFE', definition: 'mfe' },
      },
    },
  },
  criteria: {
    criteria: {
      title: 'Criteria of the setups',
      empty: 'Nothing was said of a criterion yet. Open a trade in the journal: the criteria of its setup stand there, each to be said met or missing.',
      columns: {
        setup: { kind: 'text', label: 'Setup' },
        criterion: { kind: 'text', label: 'Criterion', definition: 'criterion' },
        met: { kind: 'count', label: 'Met', definition: 'criterion' },
        metR: { kind: 'r', label: 'Mean R, met', definition: 'expectancy' },
        metSample: { kind: 'count', label: 'with R, met', definition: 'r' },
        missing: { kind: 'count', label: 'Missing', definition: 'criterion' },
        missingR: { kind: 'r', label: 'Mean R, missing', definition: 'expectancy' },
        missingSample: { kind: 'count', label: 'with R, missing', definition: 'r' },
      },
    },
  },
  streaks: {
    lengths: {
      title: 'Streaks by length',
      columns: {
        kind: { kind: 'text', label: 'Streak' },
        length: { kind: 'count', label: 'Length', definition: 'streak' },
        times: { kind: 'count', label: 'Times' },
      },
    },
    after: {
      title: 'The trade after a streak of losses in one session',
      columns: {
        after: { kind: 'text', label: 'After' },
        trades: results.trades,
        winRate: results.winRate,
        meanR: results.meanR,
        rSample: results.rSample,
        netPnl: results.netPnl,
      },
    },
  },
  exits: {
    scatter: {
      title: 'Best open profit against result',
      empty: 'No trade here has both Stop$ and MFE$. MFE$ is typed on the trade, comes with the broker’s file, or is computed from price bars on the Match page.',
      columns: {
        at: { kind: 'instant', label: 'Exit' },
        symbol: { kind: 'text', label: 'Instrument' },
        mfeR: { kind: 'r', label: 'MFE-R', definition: 'mfe-r' },
        r: { kind: 'r', label: 'R', definition: 'r' },
        mfeErrorR: { kind: 'r', label: 'MFE-Error-R', definition: 'mfe-error-r' },
        exitEfficiency: { kind: 'number', label: 'Exit efficiency', definition: 'exit-efficiency' },
        provenance: { kind: 'text', label: 'MFE from', definition: 'provenance' },
      },
    },
    targets: {
      title: 'What a fixed target would have made',
      empty: 'It needs trades with both Stop$ and MFE$.',
      columns: {
        target: { kind: 'r', label: 'Target', definition: 'fixed-target' },
        trades: results.trades,
        reached: { kind: 'count', label: 'Reached' },
        sumR: { kind: 'r', label: 'Sum of R', definition: 'fixed-target' },
        meanR: { kind: 'r', label: 'Mean R', definition: 'fixed-target' },
        change: { kind: 'r', label: 'Against what was', definition: 'fixed-target' },
      },
    },
  },
  holding: {
    bands: {
      title: 'Holding time',
      columns: {
        band: { kind: 'text', label: 'Held' },
        ...results,
      },
    },
  },
  discipline: {
    weeks: {
      title: 'Adherence over time',
      columns: {
        week: { kind: 'date', label: 'Week of' },
        trades: results.trades,
        kept: { kind: 'count', label: 'By the rules', definition: 'adherence' },
        overrides: { kind: 'count', label: 'Overrides', definition: 'override' },
        bypasses: { kind: 'count', label: 'Bypasses', definition: 'bypass' },
        adherence: { kind: 'share', label: 'Adherence', definition: 'adherence' },
        sumR: { kind: 'r', label: 'Sum of R', definition: 'r' },
      },
    },
    costs: {
      title: 'What overrides of each rule cost or earned',
      empty: 'No trade here was taken against a rule.',
      columns: {
        rule: { kind: 'text', label: 'Rule' },
        trades: { kind: 'count', label: 'Trades', definition: 'override-cost' },
        rSample: results.rSample,
        sumR: { kind: 'r', label: 'Sum of R', definition: 'override-cost' },
        meanR: { kind: 'r', label: 'Mean R', definition: 'override-cost' },
        low: { kind: 'r', label: 'Low', definition: 'bootstrap-interval' },
        high: { kind: 'r', label: 'High', definition: 'bootstrap-interval' },
        compliantMeanR: { kind: 'r', label: 'Compliant mean', definition: 'override-cost' },
        compliantSample: { kind: 'count', label: 'Compliant with R', definition: 'override-cost' },
        reading: { kind: 'text', label: 'What it says' },
      },
    },
    rates: {
      title: 'Override rate of each rule',
      empty: 'No ticket was judged here.',
      columns: {
        rule: { kind: 'text', label: 'Rule' },
        judged: { kind: 'count', label: 'Tickets judged' },
        bitten: { kind: 'count', label: 'Blocked', definition: 'block' },
        overridden: { kind: 'count', label: 'Overridden', definition: 'override' },
        obeyed: { kind: 'count', label: 'Walked away', definition: 'walk-away' },
        rate: { kind: 'share', label: 'Override rate', definition: 'override-rate' },
      },
    },
    rehab: {
      title: 'Preparation against the day’s result',
      empty: 'No session was opened here.',
      columns: {
        date: { kind: 'date', label: 'Session' },
        steps: { kind: 'count', label: 'Steps done', definition: 'prepared' },
        time: { kind: 'duration', label: 'Time spent', definition: 'rehab-time' },
        visualization: { kind: 'duration', label: 'Visualization' },
        marketMapping: { kind: 'duration', label: 'Market mapping' },
        breath: { kind: 'duration', label: 'Breath / verse' },
        expectation: { kind: 'duration', label: 'Expectation' },
        riskCheck: { kind: 'duration', label: 'Risk check' },
        trades: results.trades,
        sumR: { kind: 'r', label: 'Sum of R', definition: 'r' },
        netPnl: results.netPnl,
      },
    },
    afterLoss: {
      title: 'The hour after a loss',
      columns: {
        when: { kind: 'text', label: 'Entered', definition: 'after-loss' },
        trades: results.trades,
        winRate: results.winRate,
        meanR: results.meanR,
        rSample: results.rSample,
        netPnl: results.netPnl,
        overrides: { kind: 'count', label: 'Overrides', definition: 'override' },
        bypasses: { kind: 'count', label: 'Bypasses', definition: 'bypass' },
        meanRisk: { kind: 'money', label: 'Mean Stop$', definition: 'stop-amount' },
      },
    },
  },
  shadow: {
    shadow: {
      title: 'Shadow rules: what they would have said',
      empty: 'No rule has watched yet. Set one to shadow in Rules: it is then judged and logged with every ticket, and blocks nothing.',
      columns: {
        rule: { kind: 'text', label: 'Rule' },
        judged: { kind: 'count', label: 'Tickets judged' },
        bitten: { kind: 'count', label: 'Would have bitten', definition: 'shadow' },
        taken: { kind: 'count', label: 'of these traded' },
        rSample: results.rSample,
        meanR: { kind: 'r', label: 'Mean R against it', definition: 'shadow' },
        low: { kind: 'r', label: 'Low', definition: 'bootstrap-interval' },
        high: { kind: 'r', label: 'High', definition: 'bootstrap-interval' },
        otherMeanR: { kind: 'r', label: 'Mean R of the others', definition: 'shadow' },
        otherSample: { kind: 'count', label: 'Others with R' },
      },
    },
    retirement: {
      title: 'Proposed for retirement',
      empty: 'No rule is proposed. It takes 20 blocks of a rule, half of them overridden, and 10 such trades with R that did no worse than the trades by the rules.',
      columns: {
        rule: { kind: 'text', label: 'Rule' },
        bitten: { kind: 'count', label: 'Blocked', definition: 'block' },
        overridden: { kind: 'count', label: 'Overridden', definition: 'override' },
        rate: { kind: 'share', label: 'Override rate', definition: 'override-rate' },
        meanR: { kind: 'r', label: 'Mean R against it', definition: 'override-cost' },
        rSample: results.rSample,
        compliantMeanR: { kind: 'r', label: 'Compliant mean', definition: 'override-cost' },
        why: { kind: 'text', label: 'Why', definition: 'retirement' },
      },
    },
  },
  replay: {
    sides: {
      title: 'What happened, today’s rules, the proposal',
      columns: {
        side: { kind: 'text', label: 'History under' },
        trades: results.trades,
        blocked: { kind: 'count', label: 'Blocked', definition: 'replay' },
        unknown: { kind: 'count', label: 'Cannot be judged', definition: 'replay' },
        winRate: results.winRate,
        netPnl: results.netPnl,
        sumR: { kind: 'r', label: 'Sum of R', definition: 'r' },
        rSample: results.rSample,
        maxDrawdown: { kind: 'pnl', label: 'Maximum drawdown', definition: 'drawdown' },
        maxDrawdownR: { kind: 'r', label: 'Drawdown in R', definition: 'drawdown' },
      },
    },
    rules: {
      title: 'Rule by rule',
      empty: 'Neither set of rules blocks a trade.',
      columns: {
        rule: { kind: 'text', label: 'Rule' },
        today: { kind: 'count', label: 'Blocked, today', definition: 'replay' },
        todayR: { kind: 'r', label: 'R, today', definition: 'replay' },
        todaySample: { kind: 'count', label: 'with R, today', definition: 'r' },
        todayPnl: { kind: 'pnl', label: 'Net P&L, today', definition: 'net-pnl' },
        proposed: { kind: 'count', label: 'Blocked, proposal', definition: 'replay' },
        proposedR: { kind: 'r', label: 'R, proposal', definition: 'replay' },
        proposedSample: { kind: 'count', label: 'with R, proposal', definition: 'r' },
        proposedPnl: { kind: 'pnl', label: 'Net P&L, proposal', definition: 'net-pnl' },
        insufficient: { kind: 'count', label: 'Facts missing', definition: 'insufficient' },
      },
    },
    blocked: {
      title: 'Trades that one set blocks and the other does not',
      empty: 'Both sets block the same trades.',
      columns: {
        at: { kind: 'instant', label: 'Entry' },
        symbol: { kind: 'text', label: 'Instrument' },
        side: { kind: 'text', label: 'Side' },
        blockedBy: { kind: 'text', label: 'Blocked by' },
        rules: { kind: 'text', label: 'Rules' },
        r: { kind: 'r', label: 'R', definition: 'r' },
        netPnl: results.netPnl,
      },
    },
  },
  review: {
    sessions: {
      title: 'The week’s sessions',
      empty: 'No session in this week.',
      columns: {
        date: { kind: 'date', label: 'Session' },
        goal: { kind: 'text', label: 'Process goal' },
        prepared: { kind: 'flag', label: 'Prepared', definition: 'prepared' },
        trades: results.trades,
        netPnl: results.netPnl,
        sumR: { kind: 'r', label: 'Sum of R', definition: 'r' },
        overrides: { kind: 'count', label: 'Overrides', definition: 'override' },
        bypasses: { kind: 'count', label: 'Bypasses', definition: 'bypass' },
      },
    },
    decisions: {
      title: 'Blocks, overrides and walk-aways',
      empty: 'None in this week.',
      columns: {
        at: { kind: 'instant', label: 'When' },
        what: { kind: 'text', label: 'What' },
        symbol: { kind: 'text', label: 'Instrument' },
        side: { kind: 'text', label: 'Side' },
        rules: { kind: 'text', label: 'Rules' },
        note: { kind: 'text', label: 'Note' },
        r: { kind: 'r', label: 'R', definition: 'r' },
      },
    },
    trades: {
      title: 'The week’s trades',
      empty: 'No trade in this week.',
      columns: {
        at: { kind: 'instant', label: 'Entry' },
        symbol: { kind: 'text', label: 'Instrument' },
        side: { kind: 'text', label: 'Side' },
        setup: { kind: 'text', label: 'Setup' },
        grade: { kind: 'text', label: 'Grade', definition: 'grade' },
        kept: { kind: 'text', label: 'Rules', definition: 'adherence' },
        r: { kind: 'r', label: 'R', definition: 'r' },
        mfeErrorR: { kind: 'r', label: 'MFE-Error-R', definition: 'mfe-error-r' },
        netPnl: results.netPnl,
        note: { kind: 'text', label: 'Note' },
        lesson: { kind: 'text', label: 'Lesson' },
      },
    },
  },
} as const satisfies Record<string, Record<string, TableSpec>>;

export type ReportName = keyof typeof reportTables;
export type TableName<N extends ReportName> = keyof (typeof reportTables)[N];
export type ReportRow<N extends ReportName, T extends TableName<N>> = (typeof reportTables)[N][T] extends TableSpec ? RowOf<(typeof reportTables)[N][T]> : never;

/** Rows of every table of a report. */
export type ReportRows<N extends ReportName> = { [T in TableName<N>]: ReportRow<N, T>[] };
