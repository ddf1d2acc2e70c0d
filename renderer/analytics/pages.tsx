/** The reports of the window, in the order of its list. */
import type { ComponentType } from 'react';
import type { ReportFilter } from '../../preload/contract/analytics.ts';
import { BreakdownsPage } from './pages/breakdowns-page.tsx';
import { CalendarPage } from './pages/calendar-page.tsx';
import { DisciplinePage } from './pages/discipline-page.tsx';
import { DistributionPage } from './pages/distribution-page.tsx';
import { ExitsPage } from './pages/exits-page.tsx';
import { HoldingPage } from './pages/holding-page.tsx';
import { ImportPage } from './pages/import-page.tsx';
import { JournalPage } from './pages/journal-page.tsx';
import { MatchPage } from './pages/match-page.tsx';
import { OverviewPage } from './pages/overview-page.tsx';
import { PlaybookPage } from './pages/playbook-page.tsx';
import { ReplayPage } from './pages/replay-page.tsx';
import { ReviewPage } from './pages/review-page.tsx';
import { ShadowPage } from './pages/shadow-page.tsx';

export interface PageProps {
  filter: ReportFilter;
  /** Goes to a page that the one at hand leads to. */
  open: (page: 'import' | 'match') => void;
}

interface Page {
  readonly title: string;
  readonly lead: string;
  /** Whether the filter's dates apply. */
  readonly dates: boolean;
  /** False for a page that is no report: the filter says nothing about it. */
  readonly filtered?: boolean;
  /** Whether the page fills the window and brings its own heading. */
  readonly fills?: boolean;
  readonly content: ComponentType<PageProps>;
}

export const pages = {
  'overview': { title: 'Overview', lead: '', dates: true, content: OverviewPage },
  'calendar': { title: 'Calendar', lead: 'By session, in the exchange’s own days: net P&L, the sum of R, and how many trades. A mark counts overrides and bypasses.', dates: true, content: CalendarPage },
  'journal': { title: 'Journal', lead: '', dates: true, fills: true, content: JournalPage },
  'playbook': { title: 'Playbook', lead: 'Your setups, tags and mistakes.', dates: false, filtered: false, content: PlaybookPage },
  'distribution': { title: 'R and streaks', lead: 'How results spread, and how they follow one another.', dates: true, content: DistributionPage },
  'breakdowns': { title: 'Breakdowns', lead: 'The same results, by one thing at a time.', dates: true, content: BreakdownsPage },
  'exits': { title: 'Exits', lead: 'How much of the best open profit each exit kept.', dates: true, content: ExitsPage },
  'holding': { title: 'Holding time', lead: '', dates: true, content: HoldingPage },
  'discipline': { title: 'Discipline', lead: 'What the rules earned, and what breaking them cost.', dates: true, content: DisciplinePage },
  'shadow': { title: 'Shadow rules', lead: 'Rules that only watch, and rules that only make noise.', dates: true, content: ShadowPage },
  'replay': { title: 'Replay', lead: 'A proposed rule set over the whole history in order, beside today’s.', dates: true, content: ReplayPage },
  'review': { title: 'Weekly review', lead: '', dates: false, content: ReviewPage },
  'import': { title: 'Import', lead: 'Fills from your platform’s own files, matched into trades.', dates: false, filtered: false, content: ImportPage },
  'match': { title: 'Match', lead: 'Your tickets beside the trades of the broker’s files.', dates: false, filtered: false, content: MatchPage },
} as const satisfies Record<string, Page>;

export type PageId = keyof typeof pages;
