/** What each number of a trade means, in the words the documentation uses. Shown on hover and focus. */
export const definitions = {
  'Stop$': 'The initial risk: |entry − initial stop| × quantity × point value, sealed with the ticket. Moving the stop later does not change it.',
  'R': 'Net P&L ÷ Stop$. Unknown without a stop, or while you have not stated the fees of an exit. Where a broker’s file leaves costs out, it is after the costs that are known.',
  'Gross P&L': 'The sum over the trade’s fills, before commissions and fees.',
  'Fees': 'Commissions and fees of every fill of the trade.',
  'Net P&L': 'Gross P&L − commissions − fees. Unknown while the fees of an exit are; figures of many trades then count it after the costs that are known, and say so.',
  'MFE$': 'The best open P&L of the position as it was held, before costs. Never below zero, never below the gross P&L.',
  'MAE$': 'The worst open P&L of the position as it was held, before costs. Never above zero, never above the gross P&L.',
  'MFE-R': 'MFE$ ÷ Stop$: how many R the trade offered at its best.',
  'MAE-R': 'MAE$ ÷ Stop$: how many R it went against you at its worst.',
  'MFE-Error-R': '(MFE$ − gross P&L) ÷ Stop$: how many R of the best open profit the exit left behind. Never below zero; unknown without Stop$ or MFE$.',
  'Exit efficiency': 'Gross P&L ÷ MFE$, signed: the share of the best open profit that the exit kept. Unknown when MFE$ is zero or unknown.',
} as const;

export type Term = keyof typeof definitions;
