/** The screens: one line each. The two that a trading day happens on are there at once, the others load when first opened. */
import { ArrowRightLeft, ClipboardCheck, Scale, ScrollText, Settings, Ticket, type LucideIcon } from 'lucide-react';
import { lazy, type ComponentType } from 'react';
import { PrepareScreen } from '../screens/prepare/prepare-screen.tsx';
import { TicketScreen } from '../screens/ticket/ticket-screen.tsx';
import type { ScreenId } from '../store/navigation-slice.ts';

interface ScreenEntry {
  readonly id: ScreenId;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys: string;
  readonly component: ComponentType;
}

export const screens: readonly ScreenEntry[] = [
  { id: 'prepare', label: 'Prepare', icon: ClipboardCheck, keys: 'Alt+1', component: PrepareScreen },
  { id: 'ticket', label: 'Ticket', icon: Ticket, keys: 'Alt+2', component: TicketScreen },
  { id: 'trades', label: 'Trades', icon: ArrowRightLeft, keys: 'Alt+3', component: lazy(async () => ({ default: (await import('../screens/trades/trades-screen.tsx')).TradesScreen })) },
  { id: 'rules', label: 'Rules', icon: Scale, keys: 'Alt+4', component: lazy(async () => ({ default: (await import('../screens/rules/rules-screen.tsx')).RulesScreen })) },
  { id: 'log', label: 'Log', icon: ScrollText, keys: 'Alt+5', component: lazy(async () => ({ default: (await import('../screens/log/log-screen.tsx')).LogScreen })) },
  { id: 'settings', label: 'Settings', icon: Settings, keys: 'Alt+6', component: lazy(async () => ({ default: (await import('../screens/settings/settings-screen.tsx')).SettingsScreen })) },
];
