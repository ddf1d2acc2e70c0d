import type { AuditEntry } from '../../contract/common.ts';

/** An entry's detail as one line. */
export function detailText(detail: AuditEntry['detail']): string {
  return Object.entries(detail)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

/** A cell of RFC 4180. A leading `=`, `+`, `-` or `@` is told apart from a formula: texts in a log come from strangers. */
function cell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** The log as CSV, times in UTC. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map(({ at, actor, action, target, detail, address, requestId }) => [
    at,
    actor,
    action,
    target ?? '',
    detailText(detail),
    address ?? '',
    requestId ?? '',
  ]);
  return [['at', 'actor', 'action', 'target', 'detail', 'address', 'request'], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
