/** The portal's first file: puts the application into the page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/text.css';
import './theme/buttons.css';
import './theme/forms.css';
import './theme/notices.css';
import './theme/cards.css';
import './theme/tables.css';
import './theme/dialogs.css';
import './theme/rules.css';
import './theme/branding.css';
import './theme/shell.css';
import { App } from './app/app.tsx';

const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
