/** What the command palette offers: every screen and every switch, by name. */
import { notify, notifyError, putAwayPassing } from '../components/toast.tsx';
import { call } from '../ipc.ts';
import type { CallError, Result } from '../../preload/contract/result.ts';
import type { AppState, Settings } from '../../preload/contract/state.ts';
import { useApp } from '../store/store.ts';
import { startNewTicket } from '../screens/ticket/new-ticket.ts';
import { leaveDemo } from './banners.tsx';
import { screens } from './screens.tsx';

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly group: 'Go to' | 'Do' | 'Change';
  readonly keys?: string | undefined;
  readonly run: () => void;
}

async function report(answer: Promise<Result<unknown>>, done?: string): Promise<void> {
  const result: { ok: true } | { ok: false; error: CallError } = await answer;
  if (!result.ok) notifyError(result.error);
  else if (done !== undefined) notify('success', done);
}

export function saveSettings(change: Partial<Settings>): void {
  void report(call('settings.save', change));
}

export function togglePnl(): void {
  const hidden = useApp.getState().state?.settings.hidePnl === true;
  // What was just said may hold a result.
  if (!hidden) putAwayPassing();
  saveSettings({ hidePnl: !hidden });
}

export function setCompact(compact: boolean): void {
  void report(call('window.compact', { compact }));
}

export function toggleCompact(): void {
  setCompact(useApp.getState().state?.settings.compact !== true);
}

/** The commands that make sense in this state. */
export function commandsFor(state: AppState): Command[] {
  const { settings } = state;
  const themes = [
    ['system', 'Theme: follow the system'],
    ['light', 'Theme: light'],
    ['dark', 'Theme: dark'],
    ['contrast', 'Theme: high contrast'],
  ] as const;
  return [
    ...screens.map((screen): Command => ({ id: screen.id, label: screen.label, group: 'Go to', keys: screen.keys, run: () => useApp.getState().openScreen(screen.id) })),
    { id: 'new-ticket', label: 'New ticket', group: 'Do', keys: 'Alt+N', run: startNewTicket },
    { id: 'analytics', label: 'Open analytics', group: 'Do', run: () => void report(call('analytics.open')) },
    { id: 'import', label: 'Import trades…', group: 'Do', run: () => void report(call('import.open')) },
    { id: 'journal', label: 'Open journal', group: 'Do', run: () => void report(call('notebook.open')) },
    { id: 'backup', label: 'Back up now', group: 'Do', run: () => void report(call('backup.now'), 'Backup written') },
    { id: 'folder', label: 'Open data folder', group: 'Do', run: () => void report(call('data.openFolder')) },
    { id: 'shortcuts', label: 'Keyboard shortcuts', group: 'Do', keys: '?', run: () => useApp.getState().openOverlay('shortcuts') },
    ...(state.profile === 'demo' ? [{ id: 'leave-demo', label: 'Leave demo', group: 'Do', run: () => void leaveDemo() } as const] : []),
    { id: 'pnl', label: settings.hidePnl ? 'Show P&L' : 'Hide P&L', group: 'Change', keys: 'Alt+H', run: togglePnl },
    { id: 'top', label: settings.alwaysOnTop ? 'Always on top: off' : 'Always on top: on', group: 'Change', run: () => saveSettings({ alwaysOnTop: !settings.alwaysOnTop }) },
    { id: 'compact', label: settings.compact ? 'Compact: off' : 'Compact: on', group: 'Change', keys: 'Alt+C', run: toggleCompact },
    ...themes.filter(([theme]) => theme !== settings.theme).map(([theme, label]): Command => ({ id: `theme-${theme}`, label, group: 'Change', run: () => saveSettings({ theme }) })),
    ...state.accounts
      .filter((account) => account.id !== state.account?.id)
      .map((account): Command => ({ id: `account-${account.id}`, label: `Account: ${account.name}`, group: 'Change', run: () => void report(call('account.select', { accountId: account.id })) })),
  ];
}
