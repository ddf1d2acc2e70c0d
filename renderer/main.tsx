/** Starts the window. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startSubscriber } from './store/subscriber.ts';
import { installTheme } from './theme/apply-theme.ts';
import './theme/fonts.css';
import './theme/base.css';

installTheme();
startSubscriber();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
