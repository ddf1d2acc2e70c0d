import { expect, test } from 'vitest';
import { auditCsv, detailText } from './audit-csv.ts';

const entry = {
  id: '5f0c3a52-6a0f-4f2c-9f55-0d6f6f0f5a11',
  at: '2026-03-02T14:30:00.000Z',
  actorId: null,
  actor: 'owner@desk.example',
  action: 'seat.removed',
  target: '=HYPERLINK("x")',
  detail: { email: 'a@b.example', rules: 3 },
  address: null,
  requestId: null,
};

test('a detail reads as one line', () => {
  expect(detailText(entry.detail)).toBe('email: a@b.example, rules: 3');
});

test('quotes and commas are kept, formulas are not run, absent values are empty', () => {
  expect(auditCsv([entry])).toBe(
    'at,actor,action,target,detail,address,request\r\n' +
      '2026-03-02T14:30:00.000Z,owner@desk.example,seat.removed,"\'=HYPERLINK(""x"")","email: a@b.example, rules: 3",,\r\n',
  );
});
