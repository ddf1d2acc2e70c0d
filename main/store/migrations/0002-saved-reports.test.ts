import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { insertAccount, listAccounts } from '../accounts.ts';
import { sqlOf } from '../executor.ts';
import { openStore } from '../open-store.ts';
import { deleteReport, findReport, listReports, saveReport, type SavedReport } from '../saved-reports.ts';
import { temporaryFolder, temporaryStore } from '../testing.ts';
import { journal } from './0001-journal.ts';
import { savedReports } from './0002-saved-reports.ts';

const account = { id: 'a1', name: 'Main', broker: 'B', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 5_000_000, currency: 'USD' } };
const replay: SavedReport = { id: 'r1', accountId: 'a1', kind: 'replay', name: 'Five tickets', content: '{"a":1}', savedAt: 10 };

describe('migration 2', () => {
  it('is frozen', () => {
    expect(createHash('sha256').update(savedReports.sql).digest('hex')).toMatchInlineSnapshot(`"0935b9be2b9afef45f7f0df955414163586c614d00ec2cd682442b169fb95a69"`);
  });

  it('keeps what a file of version 1 holds', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const old = openStore({ path, mode: 'write', owner: 'test', migrations: [journal] });
    old.transaction((tx) => insertAccount(tx, account, 1));
    old.close();
    const store = openStore({ path, mode: 'write', owner: 'test', migrations: [journal, savedReports] });
    expect(listAccounts(store)).toEqual([account]);
    expect(listReports(store, 'a1', 'replay')).toEqual([]);
    store.close();
  });

  it('brings reports in and out, newest first, and replaces by id', () => {
    const store = temporaryStore();
    store.transaction((tx) => {
      insertAccount(tx, account, 1);
      saveReport(tx, replay);
      saveReport(tx, { ...replay, id: 'r2', name: 'Two losses and out', savedAt: 20 });
      saveReport(tx, { ...replay, id: 'w1', kind: 'review', name: '2026-11-16', savedAt: 30 });
    });
    expect(listReports(store, 'a1', 'replay')).toEqual([{ id: 'r2', name: 'Two losses and out', savedAt: 20 }, { id: 'r1', name: 'Five tickets', savedAt: 10 }]);
    expect(listReports(store, 'a2', 'replay')).toEqual([]);
    store.transaction((tx) => saveReport(tx, { ...replay, name: 'Five', content: '{"a":2}', savedAt: 40 }));
    expect(findReport(store, 'r1')).toEqual({ ...replay, name: 'Five', content: '{"a":2}', savedAt: 40 });
    expect(store.transaction((tx) => [deleteReport(tx, 'r1'), deleteReport(tx, 'r1')])).toEqual([true, false]);
    expect(findReport(store, 'r1')).toBeNull();
  });

  it('lists an account’s reports by their index', () => {
    const store = temporaryStore();
    const plan = store.all(sqlOf<{ detail: string }>("EXPLAIN QUERY PLAN SELECT id FROM saved_reports WHERE account_id = 'a1' AND kind = 'replay' ORDER BY saved_at DESC"));
    expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('saved_reports_by_account')]);
  });
});
