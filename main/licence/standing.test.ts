import { describe, expect, it } from 'vitest';
import type { LicenceClaims } from '../cloud/contract.ts';
import { standingOf, type LicenceFacts, type Standing } from './standing.ts';

const DAY = 86_400_000;
const ISSUED = Date.parse('2026-06-01T12:00:00Z');
const seconds = (at: number) => at / 1000;

const claims: LicenceClaims = {
  iss: 'holdfast-cloud', aud: 'holdfast-desktop', plan: 'team', trl: null,
  sub: '22222222-2222-4222-8222-222222222222', jti: '33333333-3333-4333-8333-333333333333', tid: '44444444-4444-4444-8444-444444444444',
  did: '55555555-5555-4555-8555-555555555555', ins: '11111111-1111-4111-8111-111111111111',
  iat: seconds(ISSUED), nbf: seconds(ISSUED) - 300, raf: seconds(ISSUED + DAY / 2), exp: seconds(ISSUED + 14 * DAY), ent: ['tickets', 'journal'],
};

const facts: LicenceFacts = { now: ISSUED + 60_000, latestSeen: ISSUED, licence: { ok: true, claims }, refused: null, unreachable: false, accountNeeded: true, organisation: 'North Desk', aheadMs: 0 };
const at = (ms: number, more: Partial<LicenceFacts> = {}): Standing => standingOf({ ...facts, now: ISSUED + ms, latestSeen: ISSUED + ms, ...more });

describe('the standing of a licence', () => {
  it.each<[string, Partial<LicenceFacts>, Partial<Standing>]>([
    ['fresh', {}, { status: 'valid', tone: 'quiet', ticketsAllowed: true }],
    ['nobody signed in, account needed', { licence: null }, { status: 'none', tone: 'info', ticketsAllowed: false }],
    ['nobody signed in, single machine', { licence: null, accountNeeded: false }, { status: 'none', tone: 'quiet', ticketsAllowed: true }],
    ['seat removed', { refused: 'licence.seat-removed' }, { status: 'ended', ticketsAllowed: false }],
    ['suspended', { refused: 'licence.tenant-suspended' }, { status: 'ended', ticketsAllowed: false }],
    ['trial over, says the service', { refused: 'licence.trial-ended' }, { status: 'ended', ticketsAllowed: false }],
    ['device revoked', { refused: 'device.refused' }, { status: 'ended', ticketsAllowed: false }],
    ['for another device', { licence: { ok: false, fault: 'other-installation' } }, { status: 'other-device', ticketsAllowed: false }],
    ['tampered with', { licence: { ok: false, fault: 'bad-signature' } }, { status: 'tampered', ticketsAllowed: false }],
    ['downgraded', { licence: { ok: false, fault: 'bad-algorithm' } }, { status: 'tampered', ticketsAllowed: false }],
    ['replayed', { licence: { ok: false, fault: 'replayed' } }, { status: 'tampered', ticketsAllowed: false }],
    ['a plan without tickets', { licence: { ok: true, claims: { ...claims, ent: ['journal'] } } }, { status: 'ended', ticketsAllowed: false }],
  ])('%s', (_what, given, expected) => {
    expect(standingOf({ ...facts, ...given })).toMatchObject(expected);
  });

  it('asks for a refresh after half a day, and tolerates 14 days without a connection, to the second', () => {
    expect(at(DAY / 2)).toMatchObject({ status: 'refresh-due', tone: 'quiet', ticketsAllowed: true });
    expect(at(3 * DAY, { unreachable: true })).toMatchObject({ status: 'offline', tone: 'info', ticketsAllowed: true, text: expect.stringContaining('15 June 2026, 11 days left') });
    expect(at(14 * DAY - 1000, { unreachable: true })).toMatchObject({ status: 'offline', ticketsAllowed: true });
    expect(at(14 * DAY, { unreachable: true })).toMatchObject({ status: 'ended', ticketsAllowed: false, text: expect.stringContaining('not reached for 14 days') });
  });

  it('does not live longer for a clock that is set back', () => {
    const seen = ISSUED + 15 * DAY;
    expect(standingOf({ ...facts, now: ISSUED, latestSeen: seen })).toMatchObject({ status: 'ended', text: expect.stringContaining('Setting the clock back') });
    expect(standingOf({ ...facts, now: ISSUED, latestSeen: ISSUED + DAY })).toMatchObject({ status: 'clock-back', tone: 'caution', ticketsAllowed: true });
    expect(standingOf({ ...facts, now: ISSUED, latestSeen: ISSUED + 60_000 })).toMatchObject({ status: 'valid' });
  });

  it('says of a clock that is set back that it was, and of one that was behind all along that it is', () => {
    expect(standingOf({ ...facts, now: ISSUED, latestSeen: ISSUED + DAY }).title).toContain('was set back');
    expect(standingOf({ ...facts, now: ISSUED - DAY, latestSeen: ISSUED, aheadMs: -DAY })).toMatchObject({ status: 'clock-back', title: expect.stringContaining('is behind') });
  });

  it('that is over by a clock ahead of the service’s says that the clock is', () => {
    const late = { aheadMs: 20 * DAY };
    expect(at(20 * DAY, late)).toMatchObject({ status: 'ended', ticketsAllowed: false, text: expect.stringContaining('Set the clock right, then check again.') });
    expect(at(20 * DAY, { ...late, licence: { ok: true, claims: { ...claims, trl: claims.exp } } }).text).not.toContain('trial');
    expect(at(34 * DAY, late).text).toContain('not reached for 14 days');
    expect(at(14 * DAY, { aheadMs: 60_000 }).text).toContain('not reached for 14 days');
  });

  it('begins when it says', () => {
    expect(standingOf({ ...facts, now: ISSUED - DAY, latestSeen: 0 })).toMatchObject({ status: 'not-yet-valid', ticketsAllowed: false });
  });

  it('says in time that a trial ends, and that it has', () => {
    const trial: LicenceClaims = { ...claims, plan: 'trial', trl: seconds(ISSUED + 10 * DAY), exp: seconds(ISSUED + 10 * DAY) };
    const licence = { ok: true, claims: trial } as const;
    expect(at(6 * DAY, { licence })).toMatchObject({ tone: 'quiet', text: 'The trial runs until 11 June 2026.' });
    expect(at(8 * DAY, { licence })).toMatchObject({ tone: 'info', title: 'Trial: 2 days left', ticketsAllowed: true });
    expect(at(10 * DAY, { licence })).toMatchObject({ status: 'ended', text: expect.stringContaining('The trial has ended') });
  });

  it('never takes the journal along, and says what to do', () => {
    const over = [at(15 * DAY), standingOf({ ...facts, refused: 'licence.seat-removed' }), standingOf({ ...facts, licence: { ok: false, fault: 'malformed' } })];
    for (const { text } of over) expect(text).toContain('Your journal, its exports and its backups stay usable.');
    expect(over[1]?.text).toContain('North Desk');
  });
});
