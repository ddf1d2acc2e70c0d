/** The analytics window: reports at the left, filters above, the report itself. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReportFilter } from '../../preload/contract/analytics.ts';
import { cx } from '../components/class-names.ts';
import { Select } from '../components/select.tsx';
import { useStartedAgain } from '../components/started-again.ts';
import { EmptyState, ErrorState } from '../components/state-message.tsx';
import { Toasts } from '../components/toast.tsx';
import { Tooltips } from '../components/tooltip.tsx';
import { useKeys } from '../components/use-keys.ts';
import { subscribe } from '../ipc.ts';
import { useApp } from '../store/store.ts';
import { followAppearance } from '../theme/apply-theme.ts';
import styles from './analytics-window.module.css';
import { DefinitionsProvider } from './definitions.tsx';
import { FilterBar } from './filter-bar.tsx';
import { wholeAccount } from './filter.ts';
import { ImportingProvider } from './import/importing.tsx';
import { pages, type PageId } from './pages.tsx';

export function AnalyticsWindow() {
  const theme = useApp((store) => store.state?.settings.theme ?? 'system');
  useLayoutEffect(() => followAppearance(theme), [theme]);
  useStartedAgain();
  useEffect(() => {
    document.addEventListener('keyup', showWhole);
    return () => document.removeEventListener('keyup', showWhole);
  }, []);
  return (
    // The content security policy allows no inline style element; the parts bring all styles as files.
    <CSPProvider disableStyleElements>
      <DefinitionsProvider>
        <Content />
      </DefinitionsProvider>
      <Toasts />
      <Tooltips />
    </CSPProvider>
  );
}

function Content() {
  const error = useApp((store) => store.startError);
  const ready = useApp((store) => store.state !== null);
  const accountId = useApp((store) => store.state?.account?.id ?? null);
  if (error !== null) return <ErrorState title="The journal cannot be read">{error.message}</ErrorState>;
  if (!ready) return null;
  if (accountId === null) return <EmptyState title="No account yet">Set up an account in the Holdfast window; its trades appear here.</EmptyState>;
  return <Reports key={accountId} accountId={accountId} />;
}

/** Of a text area that gets the focus only the line of the caret is brought into view; the keyboard is shown the whole of it. */
function showWhole({ key, target }: KeyboardEvent): void {
  if (key === 'Tab' && target instanceof HTMLTextAreaElement) target.scrollIntoView({ block: 'nearest' });
}

function isPage(name: string): name is PageId {
  return Object.hasOwn(pages, name);
}

/** The page the window was opened for. */
function firstPage(): PageId {
  const name = window.location.hash.slice(1);
  return isPage(name) ? name : 'overview';
}

function Reports({ accountId }: { accountId: string }) {
  const [page, setPage] = useState<PageId>(firstPage);
  const [filter, setFilter] = useState<ReportFilter>(() => wholeAccount(accountId));
  const heading = useRef<HTMLHeadingElement>(null);
  const main = useRef<HTMLElement>(null);
  const zone = useApp((store) => store.state?.account?.zone ?? 'UTC');
  // An import ends whenever it does: what is shown by then counts.
  const shown = useRef(page);
  useEffect(() => {
    shown.current = page;
  }, [page]);
  const moved = useRef(false);
  const open = (next: PageId): void => {
    moved.current = next !== page;
    setPage(next);
  };
  const { title, lead, dates, filtered, fills, content: Page } = { filtered: true, fills: false, ...pages[page] };
  const ids = Object.keys(pages) as PageId[];

  useKeys(Object.fromEntries(ids.slice(0, 9).map((id, index) => [String(index + 1), () => open(id)])));
  useEffect(() => subscribe('analytics.show', ({ page: wanted }) => isPage(wanted) && setPage(wanted)), []);
  useEffect(() => {
    // A new report begins at its heading, for the eye and for the ear.
    if (moved.current) (heading.current ?? main.current?.querySelector('h1'))?.focus({ preventScroll: true });
    moved.current = false;
    main.current?.scrollTo(0, 0);
  }, [page]);

  return (
    <div className={styles['window']} data-page={page} data-fills={fills ? '' : undefined}>
      <nav className={styles['rail']} aria-label="Reports">
        <ul>
          {ids.map((id, index) => (
            <li key={id}>
              <button type="button" className={styles['link']} aria-current={id === page ? 'page' : undefined} aria-keyshortcuts={index < 9 ? String(index + 1) : undefined} onClick={() => open(id)}>
                {pages[id].title}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <main ref={main} className={styles['main']}>
        <div className={cx(styles['top'], !filtered && styles['bare'])}>
          <div className={styles['picker']}>
            <Select label="Report" value={page} onChange={open} options={ids.map((id) => ({ value: id, label: pages[id].title }))} />
          </div>
          {filtered && <FilterBar filter={filter} onChange={setFilter} dates={dates} />}
        </div>
        <div className={styles['body']}>
          {!fills && (
            <header className={styles['title']}>
              <h1 ref={heading} tabIndex={-1}>
                {title}
              </h1>
              <p>{lead}</p>
            </header>
          )}
          <ImportingProvider accountId={filter.accountId} zone={zone} isShown={() => shown.current === 'import'} onShow={() => open('import')}>
            <Page key={page} filter={filter} open={open} />
          </ImportingProvider>
        </div>
      </main>
    </div>
  );
}
