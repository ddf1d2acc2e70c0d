/**
 * The views of the gallery: a screen, the sample state it is looked at in, and how to get there by keyboard or by name.
 * @typedef {{ name: string, screen: string, scenario: string, compact?: boolean, act?: (page: import('playwright-core').Page) => Promise<void> }} View
 */

/** @type {View[]} */
export const views = [
  { name: 'prepare', screen: 'prepare', scenario: 'unprepared' },
  { name: 'prepare-half', screen: 'prepare', scenario: 'half-prepared' },
  { name: 'prepare-done', screen: 'prepare', scenario: 'prepared' },
  { name: 'ticket', screen: 'ticket', scenario: 'prepared' },
  { name: 'ticket-unprepared', screen: 'ticket', scenario: 'unprepared' },
  { name: 'ticket-blocked', screen: 'ticket', scenario: 'blocked' },
  { name: 'ticket-caution', screen: 'ticket', scenario: 'caution' },
  { name: 'ticket-brakes', screen: 'ticket', scenario: 'brakes' },
  { name: 'ticket-hidden-pnl', screen: 'ticket', scenario: 'hidden-pnl' },
  { name: 'ticket-demo', screen: 'ticket', scenario: 'demo' },
  { name: 'first-run', screen: '', scenario: 'first-run' },
  { name: 'damaged', screen: '', scenario: 'damaged' },
  { name: 'newer', screen: '', scenario: 'newer' },
  { name: 'offline', screen: '', scenario: 'offline' },
  { name: 'read-only', screen: 'ticket', scenario: 'read-only' },
  { name: 'trades', screen: 'trades', scenario: 'open' },
  { name: 'rules', screen: 'rules', scenario: 'prepared' },
  { name: 'log', screen: 'log', scenario: 'prepared' },
  { name: 'settings', screen: 'settings', scenario: 'prepared' },
];
