/** Decides what the window is: starting, unable to start, first run, or at work. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { lazy, Suspense, useEffect, useLayoutEffect } from 'react';
import { useStartedAgain } from '../components/started-again.ts';
import { Toasts } from '../components/toast.tsx';
import { Tooltips } from '../components/tooltip.tsx';
import { useApp } from '../store/store.ts';
import { followAppearance } from '../theme/apply-theme.ts';
import { Shell } from './shell.tsx';
import { StartProblem } from './start-problem.tsx';
import { StoreProblem, stopsWork } from './store-problem.tsx';

const FirstRun = lazy(async () => ({ default: (await import('../screens/first-run/first-run.tsx')).FirstRun }));

function Content() {
  const ready = useApp((store) => store.state !== null);
  const error = useApp((store) => store.startError);
  const stopped = useApp((store) => store.state !== null && stopsWork(store.state));
  const firstRun = useApp((store) => store.state?.profile === 'none');
  if (error !== null) return <StartProblem error={error} />;
  // The snapshot is one message away: an empty canvas for a frame, not a spinner.
  if (!ready) return null;
  if (stopped) return <StoreProblem />;
  return firstRun ? (
    <Suspense fallback={null}>
      <FirstRun />
    </Suspense>
  ) : (
    <Shell />
  );
}

export function App() {
  const theme = useApp((store) => store.state?.settings.theme ?? 'system');
  const compact = useApp((store) => store.state?.settings.compact === true);
  useLayoutEffect(() => followAppearance(theme), [theme]);
  useStartedAgain();
  useEffect(() => {
    document.documentElement.dataset['density'] = compact ? 'compact' : 'normal';
  }, [compact]);
  return (
    // The content security policy allows no inline style element; the parts bring all styles as files.
    <CSPProvider disableStyleElements>
      <Content />
      <Toasts />
      <Tooltips />
    </CSPProvider>
  );
}
