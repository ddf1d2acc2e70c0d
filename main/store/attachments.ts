/**
 * Pictures of trades and days, in the journal's own file: they are written in the transaction that attaches them, so a crash
 * leaves none half-written, and every backup and restore carries them without knowing of them. The price is a larger file;
 * pictures lie on pages of their own, which no other query reads.
 */
import { sql } from 'kysely';
import { query, type Executor } from './executor.ts';
import { among } from './labels.ts';
import type { SubjectKey } from './subjects.ts';

export interface Picture {
  /** SHA-256 (hex) of the content. */
  readonly hash: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly content: Uint8Array;
}

export interface Attachment extends SubjectKey {
  readonly id: string;
  readonly hash: string;
  readonly fileName: string;
  readonly caption: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly addedAt: number;
  readonly removedAt: number | null;
}

/** Stores a picture once, however often it is attached. */
export function storePicture(db: Executor, { hash, mediaType, width, height, content }: Picture): void {
  db.run(query.insertInto('pictures').values({ hash, media_type: mediaType, width, height, bytes: content.byteLength, content }).onConflict((conflict) => conflict.doNothing()));
}

export function insertAttachment(db: Executor, { id, accountId, subject, subjectId, hash, fileName, addedAt }: Omit<Attachment, 'caption' | 'mediaType' | 'width' | 'height' | 'bytes' | 'removedAt'>): void {
  db.run(query.insertInto('attachments').values({ id, account_id: accountId, subject, subject_id: subjectId, hash, file_name: fileName, caption: '', added_at: addedAt, removed_at: null }));
}

export function setCaption(db: Executor, id: string, caption: string): void {
  db.run(query.updateTable('attachments').set({ caption }).where('id', '=', id));
}

/** @param at null brings it back */
export function setRemoved(db: Executor, id: string, at: number | null): void {
  db.run(query.updateTable('attachments').set({ removed_at: at }).where('id', '=', id));
}

/** Also one that was removed and is not purged yet. */
export function findAttachment(db: Executor, id: string): Attachment | null {
  return selectAttachments(db, sql<boolean>`attachments.id = ${id}`)[0] ?? null;
}

/** In the order in which they were attached, without those removed. */
export function attachmentsOf(db: Executor, accountId: string, subject: SubjectKey['subject'], subjectIds: readonly string[]): Attachment[] {
  return selectAttachments(db, sql<boolean>`attachments.account_id = ${accountId} AND attachments.subject = ${subject} AND attachments.subject_id IN ${among(subjectIds)} AND attachments.removed_at IS NULL`);
}

/** How many pictures each subject has; those without are left out. */
export function countAttachments(db: Executor, accountId: string, subject: SubjectKey['subject'], subjectIds: readonly string[]): Map<string, number> {
  if (subjectIds.length === 0) return new Map();
  const rows = db.all(
    query.selectFrom('attachments').select(['subject_id', (row) => row.fn.countAll<number>().as('n')])
      .where('account_id', '=', accountId).where('subject', '=', subject).where('subject_id', 'in', among(subjectIds)).where('removed_at', 'is', null).groupBy('subject_id'),
  );
  return new Map(rows.map((row) => [row.subject_id, row.n]));
}

/** The picture of an attachment that is not removed. */
export function pictureOf(db: Executor, attachmentId: string): { readonly mediaType: string; readonly content: Uint8Array } | null {
  const row = db.first(
    query.selectFrom('attachments').innerJoin('pictures', 'pictures.hash', 'attachments.hash').select(['pictures.media_type', 'pictures.content']).where('attachments.id', '=', attachmentId).where('removed_at', 'is', null),
  );
  return row === undefined ? null : { mediaType: row.media_type, content: row.content };
}

/** Deletes what was removed, and the pictures that nothing shows any more. @returns how many attachments */
export function purgeRemoved(db: Executor): number {
  const hashes = db.all(query.selectFrom('attachments').select('hash').distinct().where('removed_at', 'is not', null)).map(({ hash }) => hash);
  if (hashes.length === 0) return 0;
  const purged = db.run(query.deleteFrom('attachments').where('removed_at', 'is not', null));
  db.run(query.deleteFrom('pictures').where('hash', 'in', among(hashes)).where(({ not, exists, selectFrom }) => not(exists(selectFrom('attachments').select('id').whereRef('attachments.hash', '=', 'pictures.hash')))));
  return purged;
}

function selectAttachments(db: Executor, condition: ReturnType<typeof sql<boolean>>): Attachment[] {
  return db
    .all(
      query
        .selectFrom('attachments')
        .innerJoin('pictures', 'pictures.hash', 'attachments.hash')
        .selectAll('attachments')
        .select(['pictures.media_type', 'pictures.width', 'pictures.height', 'pictures.bytes'])
        .where(condition)
        .orderBy('attachments.added_at')
        .orderBy(sql`attachments.rowid`),
    )
    .map((row) => ({
      id: row.id, accountId: row.account_id, subject: row.subject, subjectId: row.subject_id, hash: row.hash, fileName: row.file_name, caption: row.caption,
      mediaType: row.media_type, width: row.width, height: row.height, bytes: row.bytes, addedAt: row.added_at, removedAt: row.removed_at,
    }));
}
