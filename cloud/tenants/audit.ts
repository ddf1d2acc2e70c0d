/** The tenant's append-only log, read and written inside the tenant's transaction. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { AuditEntry, auditQuerySchema } from '../contract/common.ts';
import type { TenantTx } from '../db/with-tenant.ts';

/** Entries of one export at most; its filter by time reaches those before them. */
export const EXPORT_ROWS = 100_000;

/** Who did it, and from where. */
export interface Actor {
  readonly actorId: string | null;
  /** The address or name shown in the log; "service" for the service itself. */
  readonly actor: string;
  readonly address: string | null;
  readonly requestId: string | null;
}

export interface AuditLine {
  readonly action: string;
  readonly target: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Appends one entry; the database refuses to change or remove it. */
export async function writeAudit(tx: TenantTx, tenantId: string, actor: Actor, line: AuditLine, now: Date): Promise<void> {
  await tx
    .insertInto('app.audit_entry')
    .values({
      tenant_id: tenantId,
      entry_id: randomUUID(),
      at: now,
      actor_id: actor.actorId,
      actor: actor.actor,
      action: line.action,
      target: line.target,
      detail: JSON.stringify(line.detail),
      address: actor.address,
      request_id: actor.requestId,
    })
    .execute();
}

/** One page, newest first. */
export async function readAudit(
  tx: TenantTx,
  tenantId: string,
  query: z.output<typeof auditQuerySchema>,
): Promise<{ entries: AuditEntry[]; next: string | null }> {
  let select = tx
    .selectFrom('app.audit_entry')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('at', 'desc')
    .orderBy('entry_id', 'desc')
    .limit(query.limit + 1);
  if (query.action !== undefined) select = select.where('action', '=', query.action);
  if (query.actor !== undefined) select = select.where('actor', '=', query.actor);
  if (query.from !== undefined) select = select.where('at', '>=', new Date(query.from));
  if (query.to !== undefined) select = select.where('at', '<=', new Date(query.to));
  const cursor = decodeCursor(query.after);
  if (cursor !== null) {
    select = select.where((where) =>
      where.or([where('at', '<', cursor.at), where.and([where('at', '=', cursor.at), where('entry_id', '<', cursor.id)])]),
    );
  }
  const rows = await select.execute();
  return pageOfAudit(rows, query.limit);
}

interface AuditRow {
  entry_id: string;
  at: Date;
  actor_id: string | null;
  actor: string;
  action: string;
  target: string | null;
  detail: unknown;
  address: string | null;
  request_id: string | null;
}

/** Rows to a page with its cursor; `rows` holds one more than `limit` when there is a next page. */
export function pageOfAudit(rows: readonly AuditRow[], limit: number): { entries: AuditEntry[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    entries: shown.map((row) => ({
      id: row.entry_id,
      at: row.at.toISOString(),
      actorId: row.actor_id,
      actor: row.actor,
      action: row.action,
      target: row.target,
      detail: Object.fromEntries(Object.entries(row.detail ?? {})),
      address: row.address,
      requestId: row.request_id,
    })),
    next: rows.length > limit && last !== undefined ? `${last.at.toISOString()}~${last.entry_id}` : null,
  };
}

/** A page's cursor, or null when it is absent or not one of ours. */
export function decodeCursor(after: string | undefined): { at: Date; id: string } | null {
  const [time, id] = after?.split('~') ?? [];
  if (time === undefined || id === undefined) return null;
  const at = new Date(time);
  return Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id) ? null : { at, id };
}
