/**
 * Where the licence stands, in words: what is the case, and what to do. Pure. The journal is never part of it: whatever
 * happens to a licence, the record, its exports and its backups stay the trader's.
 */
import { OFFLINE_DAYS, type LicenceClaims, type ProblemCode } from '../cloud/contract.ts';
import type { DocumentFault, Read } from './verify.ts';

export type LicenceStatus =
  | 'none'
  | 'valid'
  | 'refresh-due'
  | 'offline'
  | 'ended'
  | 'not-yet-valid'
  | 'clock-back'
  | 'other-device'
  | 'tampered';

/** Why the service gives no licence any more. */
export type Refusal = Extract<ProblemCode, `licence.${string}` | 'device.refused'>;

export interface LicenceFacts {
  /** Milliseconds by the trusted clock. */
  readonly now: number;
  /** The latest moment this installation knows of: what it saw itself, or was told by the service. */
  readonly latestSeen: number;
  /** Null when nobody is signed in. */
  readonly licence: Read<LicenceClaims> | null;
  /** What the service said last, if it said no. */
  readonly refused: Refusal | null;
  /** Whether the last attempt to reach the service failed. */
  readonly unreachable: boolean;
  /** Whether this build asks for an account before new tickets. */
  readonly accountNeeded: boolean;
  /** The service's name on the screen. */
  readonly organisation: string;
  /** How far the clock was before the service's when the licence came; negative behind it. Chooses words, never a date. */
  readonly aheadMs: number;
}

export interface Standing {
  readonly status: LicenceStatus;
  /** `quiet` has nothing to say; the others are shown. */
  readonly tone: 'quiet' | 'info' | 'caution' | 'problem';
  readonly title: string;
  /** What happened and what to do. */
  readonly text: string;
  /** Whether new tickets can be sealed. */
  readonly ticketsAllowed: boolean;
}

const DAY_MS = 86_400_000;
/** Clocks of ordinary machines differ by this much. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
const TRIAL_NOTICE_DAYS = 3;
const KEEPS = 'Your journal, its exports and its backups stay usable.';

export function standingOf(facts: LicenceFacts): Standing {
  const { licence, refused, accountNeeded, organisation } = facts;
  if (licence === null) return signedOut(accountNeeded);
  if (refused !== null) return ended(REFUSED[refused].replace('{organisation}', organisation));
  if (!licence.ok) return unusable(licence.fault);
  const { claims } = licence;
  // A clock that was set back does not bring time back.
  const at = Math.max(facts.now, facts.latestSeen);
  const isBehind = facts.now < facts.latestSeen - CLOCK_TOLERANCE_MS;
  const until = claims.exp * 1000;
  if (at < claims.nbf * 1000) {
    return { status: 'not-yet-valid', tone: 'problem', title: 'The licence is not valid yet', text: `It begins on ${day(claims.nbf * 1000)}. Set this computer’s clock right, then check again. ${KEEPS}`, ticketsAllowed: false };
  }
  if (at >= until) return expired(claims, isBehind, facts.aheadMs > CLOCK_TOLERANCE_MS && at - facts.aheadMs < until);
  const entitled = claims.ent.includes('tickets');
  if (isBehind) {
    // One that was behind already when the licence came was set by nobody.
    const title = facts.aheadMs < -CLOCK_TOLERANCE_MS ? 'This computer’s clock is behind' : 'This computer’s clock was set back';
    return { status: 'clock-back', tone: 'caution', title, text: `Holdfast counts from ${day(facts.latestSeen)}, the latest time it knows. Set the clock right, then check the licence again.`, ticketsAllowed: entitled };
  }
  if (!entitled) return ended('The plan of your organisation does not include tickets.');
  if (at < claims.raf * 1000) return inOrder('valid', claims, at);
  if (!facts.unreachable) return inOrder('refresh-due', claims, at);
  return { status: 'offline', tone: 'info', title: 'Working offline', text: `The account service was not reached. The licence holds until ${day(until)}, ${left(until - at)}; connect before then.`, ticketsAllowed: true };
}

function signedOut(accountNeeded: boolean): Standing {
  return accountNeeded
    ? { status: 'none', tone: 'info', title: 'Sign in to state new tickets', text: `A trial of 14 days needs no card. ${KEEPS}`, ticketsAllowed: false }
    : { status: 'none', tone: 'quiet', title: 'No account on this computer', text: 'Holdfast runs as the single-machine edition: everything works, and nothing leaves this computer.', ticketsAllowed: true };
}

/** A licence that is in force; a trial that is nearly over says so. */
function inOrder(status: 'valid' | 'refresh-due', { exp, trl }: LicenceClaims, at: number): Standing {
  const trialLeft = trl === null ? null : trl * 1000 - at;
  if (trialLeft !== null && trialLeft < TRIAL_NOTICE_DAYS * DAY_MS) {
    return { status, tone: 'info', title: `Trial: ${left(trialLeft)}`, text: `It ends on ${day(at + trialLeft)}. Choose a plan in your account to go on stating tickets after that. ${KEEPS}`, ticketsAllowed: true };
  }
  const text = trl === null ? `It works without a connection until ${day(exp * 1000)} and is renewed by itself.` : `The trial runs until ${day(trl * 1000)}.`;
  return { status, tone: 'quiet', title: 'The licence is in order', text, ticketsAllowed: true };
}

/** @param isAhead whether it is in force by the service's clock, as far as is known */
function expired({ trl, exp }: LicenceClaims, isBehind: boolean, isAhead: boolean): Standing {
  if (isAhead) return ended('By this computer’s clock it is over, but that was ahead of the account service’s when the licence came. Set the clock right, then check again.');
  if (trl !== null && trl <= exp) return ended('The trial has ended. Choose a plan in your account, then check again.');
  const clock = isBehind ? ' Setting the clock back does not change that.' : '';
  return ended(`The account service was not reached for ${OFFLINE_DAYS} days.${clock} Connect to the internet, then check again.`);
}

function ended(why: string): Standing {
  return { status: 'ended', tone: 'problem', title: 'The licence has ended', text: `${why} New tickets wait for a renewal. ${KEEPS}`, ticketsAllowed: false };
}

const REFUSED: Readonly<Record<Refusal, string>> = {
  'licence.seat-removed': 'Your seat at {organisation} was removed. Ask them about it, or sign in with another account.',
  'licence.tenant-suspended': '{organisation} is suspended. Ask them about it, then check again.',
  'licence.trial-ended': 'The trial has ended. Choose a plan in your account, then check again.',
  'device.refused': 'This device was signed out in the account. Sign in again.',
};

function unusable(fault: DocumentFault): Standing {
  if (fault === 'other-installation') {
    return { status: 'other-device', tone: 'problem', title: 'The licence is for another device', text: `It was given to another installation of Holdfast. Sign in on this one. New tickets wait for that. ${KEEPS}`, ticketsAllowed: false };
  }
  const why = fault === 'replayed' ? 'It is older than one this computer had before.' : 'It is not as the account service signed it.';
  return { status: 'tampered', tone: 'problem', title: 'The licence cannot be trusted', text: `${why} Check again, or sign in again. New tickets wait for that. ${KEEPS}`, ticketsAllowed: false };
}

/** A date as everybody reads it; in UTC, since a day more or less is not worth an argument about zones. */
function day(at: number): string {
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

function left(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  return days < 1 ? 'less than a day left' : days === 1 ? '1 day left' : `${days} days left`;
}
