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
