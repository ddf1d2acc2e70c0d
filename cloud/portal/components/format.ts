/** How times, sizes and names of the contract read. */
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** An ISO time in the reader's own zone. */
export function formatTime(iso: string): string {
  return dateTime.format(new Date(iso));
}

export function formatDate(iso: string): string {
  return date.format(new Date(iso));
}

const calendarDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** A day that is the same for everybody, wherever they read it: what `dayInstant` wrote. */
export function formatDayOf(iso: string): string {
  return calendarDay.format(new Date(iso));
}

/** A day of a date field (`2026-12-01`) as the contract writes times: its begin in UTC. */
export function dayInstant(day: string): string {
  return `${day}T00:00:00.000Z`;
}

/** The reader's own time zone, as `Europe/Prague`. */
export const zone = date.resolvedOptions().timeZone;

/** Bytes as megabytes. */
export function formatSize(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export const roleNames = { owner: 'Owner', admin: 'Admin', support: 'Support', seat: 'Trader' } as const;
export const planNames = { trial: 'Trial', solo: 'Solo', team: 'Team', partner: 'Partner' } as const;
export const platformNames = { windows: 'Windows', macos: 'macOS', linux: 'Linux' } as const;

/** A browser's name and system out of its user-agent text; the text itself when it is none we know. */
export function formatAgent(agent: string | null): string {
  if (agent === null) return 'Unknown browser';
  const browser = [
    ['Edg/', 'Edge'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ].find(([mark = '']) => agent.includes(mark))?.[1];
  const system = [
    ['Windows', 'Windows'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android'],
    ['Mac OS X', 'macOS'],
    ['Linux', 'Linux'],
  ].find(([mark = '']) => agent.includes(mark))?.[1];
  return browser === undefined ? agent.slice(0, 60) : system === undefined ? browser : `${browser} on ${system}`;
}
