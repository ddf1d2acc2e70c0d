/** Starts the analytics window. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startSubscriber } from '../store/subscriber.ts';
import { followAppearance, installTheme } from '../theme/apply-theme.ts';
import '../theme/fonts.css';
import '../theme/base.css';
import { AnalyticsWindow } from './analytics-window.tsx';

installTheme();
followAppearance('system');
startSubscriber();

const root = document.getElementById('root');
if (root === null) throw new Error('analytics.html has no #root');
createRoot(root).render(
  <StrictMode>
    <AnalyticsWindow />
  </StrictMode>,
);
