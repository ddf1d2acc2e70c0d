import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dayPage, PICTURE_MAX_BYTES, PICTURES_MAX, searchResult, tradePage, type Subject } from '../../preload/contract/notebook.ts';
import { backUpTo } from '../store/backup.ts';
import { allEntries } from '../store/decision-log.ts';
import { sqlOf } from '../store/executor.ts';
import { openStore } from '../store/open-store.ts';
import { bench, close, goodTicket, MINUTE, prepare, setUp, type Bench } from './testing/bench.ts';
import { pngOf } from './testing/pictures.ts';

interface Traded {
  readonly made: Bench;
  readonly accountId: string;
  readonly tradeId: string;
  readonly trade: Subject;
  readonly day: Subject & { readonly kind: 'day' };
}

const DATE = '2026-11-20';

function traded(options: Parameters<typeof bench>[1] = {}): Traded {
  const made = bench(undefined, options);
  const accountId = setUp(made);
  prepare(made);
  const ticket = made.journal.sealTicket(goodTicket(accountId));
  made.time.advance(10 * MINUTE);
  const { id: tradeId } = close(made, ticket, '6003', 124);
  return { made, accountId, tradeId, trade: { kind: 'trade', tradeId }, day: { kind: 'day', accountId, date: DATE } };
}

function found({ made, accountId }: Traded, text: string): string[] {
  const { hits } = searchResult.parse(made.journal.notebook.search({ accountId, text, limit: 20 }));
  return hits.map((hit) => (hit.kind === 'trade' ? hit.trade.id : hit.kind === 'day' ? hit.date : hit.name)).toSorted();
}

function logged(made: Bench, type: string): Record<string, unknown>[] {
  return made.journal.read((db) => [...allEntries(db)]).filter((entry) => entry.type === type).map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
}

const everything = { from: null, to: null, symbol: null, setup: null, labelId: null };

describe('tags and mistakes', () => {
  it('are put on trades and days, are one name whatever its case, and are found', () => {
    const world = traded();
    const { made, trade, day, tradeId, accountId } = world;
    const { notebook } = made.journal;
    const tag = notebook.label({ subject: trade, kind: 'tag', name: 'A+ Setup' });
    expect(notebook.label({ subject: day, kind: 'tag', name: 'a+ setup' })).toEqual(tag);
    const mistake = notebook.label({ subject: trade, kind: 'mistake', name: 'Überzogen' });
    expect(notebook.labels()).toEqual([{ ...tag, uses: 2 }, { ...mistake, uses: 1 }]);
    expect(tradePage.parse(notebook.trade({ tradeId })).labels).toEqual([tag, mistake]);
    expect(dayPage.parse(notebook.day({ accountId, date: DATE })).labels).toEqual([tag]);
    expect(found(world, 'uberzogen')).toEqual([tradeId]);
    expect(found(world, 'setup')).toEqual([DATE, tradeId].toSorted());
    expect(notebook.trades({ filter: { ...everything, accountId, labelId: mistake.id }, cursor: null, limit: 10 }).trades.map(({ id }) => id)).toEqual([tradeId]);
    expect(notebook.days({ filter: { ...everything, accountId, labelId: tag.id }, cursor: null, limit: 10 }).days.map(({ date }) => date)).toEqual([DATE]);

    notebook.renameLabel({ id: mistake.id, name: 'Held too long' });
    expect(found(world, 'held long')).toEqual([tradeId]);
    expect(found(world, 'uberzogen')).toEqual([]);
    expect(() => notebook.label({ subject: trade, kind: 'mistake', name: 'Early' })).not.toThrow();
    expect(() => notebook.renameLabel({ id: mistake.id, name: 'EARLY' })).toThrow(/already/);
    notebook.unlabel({ subject: trade, labelId: tag.id });
    expect(found(world, 'setup')).toEqual([DATE]);
    notebook.deleteLabel({ id: tag.id });
    expect(found(world, 'setup')).toEqual([]);
    expect(() => notebook.unlabel({ subject: trade, labelId: tag.id })).toThrow(/gone/);
    expect(() => notebook.label({ subject: { kind: 'trade', tradeId: 'none' }, kind: 'tag', name: 'x' })).toThrow(/no such trade/);
  });
});

describe('the daily note', () => {
  it('is a draft until it is kept, and every kept version stays', () => {
    const world = traded();
    const { made, accountId } = world;
    const at = { accountId, date: DATE };
    const before = made.journal.revision;
    made.journal.notebook.draft({ ...at, text: 'half a sent' });
    expect(made.journal.revision).toBe(before);
    expect(found(world, 'half')).toEqual([]);
    made.restart();
    expect(made.journal.notebook.day(at)).toMatchObject({ note: null, draft: 'half a sent' });
    made.journal.notebook.keep({ ...at, text: 'Half the size after the loss. Ça va.' });
    made.time.advance(MINUTE);
    made.journal.notebook.keep({ ...at, text: 'Half the size after the loss. Ça va mieux.' });
    made.journal.notebook.keep({ ...at, text: 'Half the size after the loss. Ça va mieux.' });
    const page = dayPage.parse(made.journal.notebook.day(at));
    expect(page).toMatchObject({ draft: null, note: { text: 'Half the size after the loss. Ça va mieux.' }, earlier: [{ text: 'Half the size after the loss. Ça va.' }], goal: 'wait for my level', prepared: true });
    expect(logged(made, 'daily-note-kept').map(({ text }) => text)).toEqual(['Half the size after the loss. Ça va.', 'Half the size after the loss. Ça va mieux.']);
    expect(found(world, 'ca va mieux')).toEqual([DATE]);
    expect(made.journal.verify()).toMatchObject({ chain: 'intact' });
  });

  it('makes a day without a trade one of the journal', () => {
    const { made, accountId } = traded();
    made.journal.notebook.keep({ accountId, date: '2026-11-14', text: 'Saturday: read the week' });
    const { days, nextCursor } = made.journal.notebook.days({ filter: { ...everything, accountId }, cursor: null, limit: 1 });
    expect(days).toMatchObject([{ date: DATE, closed: 1, wins: 1, losses: 0, netPnl: { amount: 2_876 }, rSample: 1, written: false }]);
    expect(made.journal.notebook.days({ filter: { ...everything, accountId }, cursor: nextCursor, limit: 1 })).toMatchObject({ days: [{ date: '2026-11-14', closed: 0, netPnl: null, r: null, written: true }], nextCursor: null });
    expect(made.journal.notebook.days({ filter: { ...everything, accountId, to: '2026-11-14' }, cursor: null, limit: 5 }).days.map(({ date }) => date)).toEqual(['2026-11-14']);
    expect(made.journal.notebook.days({ filter: { ...everything, accountId, from: '2026-11-15' }, cursor: null, limit: 5 }).days.map(({ date }) => date)).toEqual([DATE]);
    expect(made.journal.notebook.days({ filter: { ...everything, accountId, symbol: 'MNQ' }, cursor: null, limit: 5 }).days).toEqual([]);
  });
});

describe('the playbook', () => {
  const words = { name: 'Pullback', description: 'To the 20-EMA in a trend', criteria: ['Trend on the 15-minute chart', 'Candle closed'], example: 'Monday’s second long' };

  it('is connected to trades by the name on their ticket, also by a former one', () => {
    const world = traded();
    const { made, tradeId, accountId } = world;
    const { notebook } = made.journal;
    expect(notebook.trade({ tradeId })).toMatchObject({ setup: null, setupSealed: true });
    const setup = notebook.saveSetup({ id: null, words: { ...words, name: 'pullback' } });
    expect(notebook.trade({ tradeId }).setup?.id).toBe(setup.id);
    expect(() => notebook.saveSetup({ id: null, words })).toThrow(/already/);
    const renamed = notebook.saveSetup({ id: setup.id, words: { ...words, name: 'First pullback' } });
    expect(renamed).toMatchObject({ id: setup.id, name: 'First pullback', formerNames: ['pullback'] });
    expect(notebook.trade({ tradeId }).setup?.name).toBe('First pullback');
    expect(notebook.trades({ filter: { ...everything, accountId, setup: 'First pullback' }, cursor: null, limit: 5 }).trades).toEqual([]);
    const again = notebook.saveSetup({ id: setup.id, words });
    expect(again).toMatchObject({ name: 'Pullback', formerNames: ['First pullback'] });
    expect(notebook.trades({ filter: { ...everything, accountId, setup: 'First pullback' }, cursor: null, limit: 5 }).trades.map(({ id }) => id)).toEqual([tradeId]);
    expect(found(world, '20-ema trend')).toEqual(['Pullback']);
    notebook.retireSetup({ id: setup.id, retired: true });
    expect(notebook.setups()).toMatchObject([{ name: 'Pullback', retired: true }]);
  });

  it('does not change what a ticket stated, and classifies a trade whose ticket stated none', () => {
    const { made, tradeId, accountId } = traded();
    expect(() => made.journal.notebook.chooseSetup({ tradeId, name: 'Breakout' })).toThrow(/what was sealed stays/);
    const ticket = made.journal.sealTicket(goodTicket(accountId, { setup: null }));
    const plain = ticket.tradeId ?? '';
    made.journal.notebook.chooseSetup({ tradeId: plain, name: 'Breakout' });
    expect(made.journal.notebook.trade({ tradeId: plain })).toMatchObject({ trade: { setup: 'Breakout' }, setupSealed: false });
    expect(logged(made, 'trade-setup-stated')).toMatchObject([{ tradeId: plain, from: null, to: 'Breakout' }]);
  });
});

describe('the criteria of a setup', () => {
  const words = { name: 'pullback', description: '', criteria: ['Trend', 'Candle closed'], example: '' };

  it('are said of a trade one by one, taken back, and stay when the playbook words them anew; the log says so', () => {
    const { made, tradeId } = traded();
    const { notebook } = made.journal;
    const criteria = () => tradePage.parse(made.journal.notebook.trade({ tradeId })).criteria.map(({ criterion, met, current }) => [criterion, met, current]);
    expect(criteria()).toEqual([]);
    const { id } = notebook.saveSetup({ id: null, words });
    expect(criteria()).toEqual([['Trend', null, true], ['Candle closed', null, true]]);
    notebook.sayCriterion({ tradeId, criterion: 'Trend', met: true });
    notebook.sayCriterion({ tradeId, criterion: 'Candle closed', met: true });
    notebook.sayCriterion({ tradeId, criterion: 'Candle closed', met: false });
    notebook.sayCriterion({ tradeId, criterion: 'Candle closed', met: false });
    expect(criteria()).toEqual([['Trend', true, true], ['Candle closed', false, true]]);
    notebook.saveSetup({ id, words: { ...words, criteria: ['The 15-minute trend', 'Candle closed'] } });
    expect(criteria()).toEqual([['The 15-minute trend', null, true], ['Candle closed', false, true], ['Trend', true, false]]);
    notebook.sayCriterion({ tradeId, criterion: 'Trend', met: null });
    expect(criteria()).toEqual([['The 15-minute trend', null, true], ['Candle closed', false, true]]);
    expect(() => notebook.sayCriterion({ tradeId, criterion: 'Trend', met: true })).toThrow(/no such criterion/);
    expect(logged(made, 'criterion-said').map(({ criterion, from, to }) => [criterion, from, to])).toEqual([['Trend', null, true], ['Candle closed', null, true], ['Candle closed', true, false], ['Trend', true, null]]);
    made.restart();
    expect(criteria()).toEqual([['The 15-minute trend', null, true], ['Candle closed', false, true]]);
    expect(made.journal.verify()).toMatchObject({ chain: 'intact' });
  });

  it('change no figure of the trade', () => {
    const { made, tradeId } = traded();
    made.journal.notebook.saveSetup({ id: null, words });
    const before = made.journal.notebook.trade({ tradeId }).trade;
    made.journal.notebook.sayCriterion({ tradeId, criterion: 'Trend', met: false });
    expect(made.journal.notebook.trade({ tradeId }).trade).toEqual(before);
  });
});

describe('pictures', () => {
  it('are attached, captioned, taken away and brought back; the log says so', () => {
    const world = traded();
    const { made, trade, tradeId, accountId } = world;
    const bytes = pngOf(20, 10);
    const picture = made.journal.notebook.attach({ subject: trade, fileName: '../secret/chart \u202egnp.png', bytes });
    expect(picture).toMatchObject({ fileName: 'chart gnp.png', mediaType: 'image/png', width: 20, height: 10, bytes: bytes.length, caption: '' });
    expect(made.journal.notebook.attach({ subject: trade, fileName: 'again.png', bytes }).id).toBe(picture.id);
    expect(Buffer.from(made.journal.notebook.picture(picture.id)?.content ?? []).equals(Buffer.from(bytes))).toBe(true);
    expect(made.journal.notebook.picture('other')).toBeNull();
    made.journal.notebook.caption({ attachmentId: picture.id, caption: ' The failed low ' });
    expect(found(world, 'failed low')).toEqual([tradeId]);
    expect(found(world, 'chart')).toEqual([tradeId]);
    expect(made.journal.notebook.trades({ filter: { ...everything, accountId }, cursor: null, limit: 5 }).trades).toMatchObject([{ pictures: 1 }]);

    made.journal.notebook.detach({ attachmentId: picture.id });
    expect(made.journal.notebook.picture(picture.id)).toBeNull();
    expect(found(world, 'failed low')).toEqual([]);
    made.journal.notebook.bringBack({ attachmentId: picture.id });
    expect(made.journal.notebook.trade({ tradeId }).attachments).toMatchObject([{ id: picture.id, caption: 'The failed low' }]);
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(['attachment-added', 'attachment-removed', 'attachment-restored'].map((type) => logged(made, type).map((entry) => entry['hash']))).toEqual([[hash], [hash], [hash]]);

    // What is taken away is gone for good with the next start, and only that.
    const other = made.journal.notebook.attach({ subject: world.day, fileName: '', bytes });
    made.journal.notebook.detach({ attachmentId: picture.id });
    made.restart();
    expect(() => made.journal.notebook.bringBack({ attachmentId: picture.id })).toThrow(/gone/);
    expect(made.journal.notebook.day({ accountId, date: DATE }).attachments).toMatchObject([{ id: other.id, fileName: 'Picture' }]);
    made.journal.notebook.detach({ attachmentId: other.id });
    made.restart();
    expect(made.journal.read((db) => db.first<{ n: number }>(sqlOf('SELECT count(*) AS n FROM pictures'))?.n)).toBe(0);
    expect(made.journal.verify()).toMatchObject({ chain: 'intact' });
  });

  it('are refused with a sentence, and then nothing is written', () => {
    const { made, trade, day } = traded();
    const entries = made.journal.verify().events;
    const refused = (bytes: Uint8Array, why: RegExp): void => expect(() => made.journal.notebook.attach({ subject: trade, fileName: 'x.png', bytes })).toThrow(why);
    refused(Buffer.from('<svg onload="alert(1)"/>'), /take a PNG, JPEG, WebP or GIF/);
    refused(pngOf(40, 40).subarray(0, 50), /damaged or not complete/);
    refused(new Uint8Array(PICTURE_MAX_BYTES + 1), /larger than 10 MB/);
    expect(made.journal.verify().events).toBe(entries);
    for (let index = 0; index < PICTURES_MAX; index += 1) made.journal.notebook.attach({ subject: day, fileName: 'p', bytes: pngOf(2, index + 1) });
    expect(() => made.journal.notebook.attach({ subject: day, fileName: 'p', bytes: pngOf(3, 3) })).toThrow(/take one away first/);
  });

  it('go with a backup, byte for byte', async () => {
    const { made, trade } = traded({ durable: true });
    const bytes = pngOf(64, 64, [1, 2, 3]);
    made.journal.notebook.attach({ subject: trade, fileName: 'chart.png', bytes });
    const path = join(made.folder, 'copy.db');
    const reader = openStore({ path: made.journal.path, mode: 'read', owner: 'test' });
    await backUpTo(reader, path);
    reader.close();
    expect(readFileSync(path).includes(Buffer.from(bytes).subarray(0, 60))).toBe(true);
  });
});

describe('the search', () => {
  it('finds notes, lessons, ticket and override notes, and the symbol', () => {
    const world = traded();
    const { made, tradeId, accountId } = world;
    made.journal.stateTradeFacts({ tradeId, note: 'Buyers stepped in', lesson: 'Let the second half run' });
    expect(found(world, 'at the level')).toEqual([tradeId]);
    expect(found(world, 'second half')).toEqual([tradeId]);
    expect(found(world, 'mes buyers')).toEqual([tradeId]);
    const blocked = made.journal.sealTicket(goodTicket(accountId, { side: 'short', entry: '6003', stop: '6009', targets: ['5990'] }));
    expect(blocked.status).toBe('blocked');
    made.journal.walkAway({ ticketId: blocked.id, note: 'This was boredom' });
    expect(found(world, 'boredom')).toEqual([DATE]);
    expect(dayPage.parse(made.journal.notebook.day({ accountId, date: DATE })).notTaken).toMatchObject([{ ticketId: blocked.id, kind: 'walk-away', note: 'This was boredom' }]);
    const result = made.journal.notebook.search({ accountId, text: 'me', limit: 5 });
    expect(result).toMatchObject({ symbols: ['MES'], order: 'best' });
    expect(made.journal.notebook.search({ accountId, text: 'BUYERS', limit: 5 }).hits).toMatchObject([{ kind: 'trade', snippet: [{ text: 'Buyers', hit: true }, { text: expect.stringContaining(' stepped in'), hit: false }] }]);
  });
});
