/** Every keyboard shortcut of the window, as the sheet shows it. docs/keyboard.md lists the same; a test compares them. */

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: ['Alt+1'], does: 'Prepare' },
      { keys: ['Alt+2'], does: 'Ticket' },
      { keys: ['Alt+3'], does: 'Trades' },
      { keys: ['Alt+4'], does: 'Rules' },
      { keys: ['Alt+5'], does: 'Log' },
      { keys: ['Alt+6'], does: 'Settings' },
      { keys: ['Ctrl+K'], does: 'Find a command' },
      { keys: ['Alt+N', 'N'], does: 'New ticket' },
      { keys: ['Alt+C', 'C'], does: 'Compact window, or the whole one' },
      { keys: ['Alt+H', 'H'], does: 'Hide or show P&L' },
      { keys: ['?', 'F1'], does: 'This list' },
      { keys: ['Escape'], does: 'Close what is open, or leave the field' },
      { keys: ['Ctrl+Enter'], does: 'In a dialog: do what it is for' },
      { keys: ['F6'], does: 'Go to the latest message' },
    ],
  },
  {
    title: 'Ticket',
    shortcuts: [
      { keys: ['Ctrl+Enter'], does: 'Seal the ticket' },
      { keys: ['Enter'], does: 'Next thing to state, or seal when all is stated' },
      { keys: ['L'], does: 'Long, also from a price field' },
      { keys: ['S'], does: 'Short, also from a price field' },
      { keys: ['Alt+Z', 'Z'], does: 'Size it for me' },
      { keys: ['Alt+T', 'T'], does: 'Add a target' },
      { keys: ['Up', 'Down'], does: 'One tick up or down; with Shift, ten' },
    ],
  },
  {
    title: 'After a caution or a block',
    shortcuts: [
      { keys: ['Alt+W', 'W'], does: 'Walk away' },
      { keys: ['Ctrl+Enter'], does: 'Take it, or override once note and cool-down are served' },
    ],
  },
  {
    title: 'Trades, rules, log',
    shortcuts: [
      { keys: ['Ctrl+Enter'], does: 'Close or save the open trade' },
      { keys: ['Ctrl+S'], does: 'Review and save the rules' },
      { keys: ['A'], does: 'Add a rule' },
      { keys: ['Alt+Up', 'Alt+Down'], does: 'Move a rule up or down' },
      { keys: ['J', 'K'], does: 'Next or previous row; the arrows too, Enter opens it' },
      { keys: ['/'], does: 'Find in trades or log' },
      { keys: ['F'], does: 'Open or close the filters' },
    ],
  },
  {
    title: 'Prepare',
    shortcuts: [
      { keys: ['Ctrl+Enter'], does: 'Finish the step' },
      { keys: ['Ctrl+S'], does: 'Save the map of this instrument' },
      { keys: ['Alt+P', 'P'], does: 'Start or pause the timer' },
    ],
  },
];
