/** What the demo's trader writes. */
type Lines = readonly [string, ...string[]];

export const GOALS: Lines = ['Wait for the retest, every time', 'Two good tickets are enough', 'Stop where I said, no moving it', 'No ticket in the first ten minutes', 'Say it out loud before I state it'];
export const EXPECTATIONS: Lines = ['I want yesterday’s loss back', 'I expect a trend day after that close', 'I want to finish the week green', 'I expect them to run the overnight high', 'Nothing much, a quiet Friday'];
export const NEUTRAL: Lines = ['Anything can happen; I need not know', 'I trade what is there, not what I want', 'One ticket says nothing about the next'];
export const NOTES: Lines = ['Retest of the level, buyers stepped in', 'Pullback to the average, held twice', 'Edge of the range, small risk', 'Break and hold, second try', 'Failed low, back inside'];
export const LESSONS: Lines = ['Let the second half run to the plan', 'The entry was right, the size too', 'Out too early again, nothing had changed', 'Good loss: planned, small, quick', 'Waited for it, and it paid'];
export const OVERRIDES: Lines = [
  'The level is exactly where I mapped it and I accept the full loss',
  'Trend on the higher frame disagrees with my map, I take the risk knowingly',
  'I missed the first entry and this is the same idea, stop unchanged',
];
export const WALKED: Lines = ['The rule is right, this was boredom', 'Not my trade, I wanted action', 'Good: I saw it before it cost me', 'Chasing. Next one'];
export const SETUPS: Lines = ['Pullback', 'Range edge', 'Breakout', 'Reversal'];
export const TAGS: Lines = ['A+', 'First hour', 'News day', 'Trend day', 'Patient'];
export const MISTAKES: Lines = ['Out too early', 'Moved my stop', 'Chased the entry', 'Too large'];
export const DAYS: Lines = [
  'Quiet until ten, then one clean push. I waited for the retest and that was the whole day.',
  'Two losses in a row by half past ten. Walked around the block, came back to the plan, took nothing more.',
  'Felt the pull to win it back after lunch. Wrote it down instead; the next ticket would have been revenge.',
  'Range all day. I saw it early and left it alone after the second edge.',
  'The map was wrong by eleven and I said so. Changing my mind cost nothing.',
  'Slept badly. Half size from the first ticket on, and that was right.',
];
/** What the playbook says of each of {@link SETUPS}. */
export const PLAYBOOK: Readonly<Record<string, { readonly description: string; readonly criteria: readonly string[]; readonly example: string }>> = {
  'Pullback': {
    description: 'Back to the 20-EMA in a trend that the 15-minute chart shows.',
    criteria: ['The 15-minute average rises, or falls for a short', 'First or second touch, not the fifth', 'A closed candle in the direction of the trend'],
    example: 'A first touch after the opening drive, stop under the last low, out in thirds.',
  },
  'Range edge': { description: 'The edge of a range that held at least twice.', criteria: ['Two touches before', 'Volume falls into the edge'], example: 'The overnight high, third test, small size.' },
  'Breakout': { description: 'Through the level and back to it.', criteria: ['Volume at least 1.3 of the mean', 'The retest holds'], example: 'Yesterday’s high, retested once before it ran.' },
  'Reversal': { description: 'A failed break that comes back inside.', criteria: ['The break failed within three bars', 'The session’s extreme is near'], example: 'A failed low on news, back above within a bar.' },
};
