/** Pictures of trades and days. That one came, went or came back is in the log, with the hash of its bytes. */
import { createHash } from 'node:crypto';
import type { CallInput } from '../../../preload/contract/calls.ts';
import { PICTURE_MAX_BYTES, PICTURES_MAX, type Attachment as AttachmentView, type Subject } from '../../../preload/contract/notebook.ts';
import { attachmentsOf, findAttachment, insertAttachment, setCaption, setRemoved, storePicture, type Attachment } from '../../store/attachments.ts';
import type { Executor } from '../../store/executor.ts';
import { JournalError } from '../errors.ts';
import type { AttachmentChanged } from '../events.ts';
import type { Recording } from '../recording.ts';
import { readPicture } from './picture.ts';
import { requireSubject } from './subject.ts';

export interface NewPicture {
  readonly subject: Subject;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Attaches a picture. Throws `refused` with a sentence for whatever is none, or too large, or one too many. */
export function attachPicture(recording: Recording, { subject, fileName, bytes }: NewPicture): AttachmentView {
  const { tx, now } = recording;
  const key = requireSubject(tx, subject);
  if (bytes.byteLength > PICTURE_MAX_BYTES) throw new JournalError('refused', `This picture is larger than ${PICTURE_MAX_BYTES / 1024 / 1024} MB: save it smaller, or as JPEG.`, { field: 'bytes' });
  const facts = readPicture(bytes);
  if (typeof facts === 'string') throw new JournalError('refused', facts, { field: 'bytes' });
  const there = attachmentsOf(tx, key.accountId, key.subject, [key.subjectId]);
  if (there.length >= PICTURES_MAX) throw new JournalError('refused', `There are ${PICTURES_MAX} pictures here already: take one away first.`, { field: 'subject' });
  const hash = createHash('sha256').update(bytes).digest('hex');
  // The same picture a second time, by a paste too many, is the one that is there.
  const same = there.find((attachment) => attachment.hash === hash);
  if (same !== undefined) return attachmentView(same);
  storePicture(tx, { hash, ...facts, content: bytes });
  const id = recording.newId();
  insertAttachment(tx, { id, ...key, hash, fileName: plainName(fileName), addedAt: now });
  const made = requireAttachment(tx, id);
  note(recording, 'attachment-added', made);
  return attachmentView(made);
}

export function captionPicture({ tx }: Recording, { attachmentId, caption }: CallInput<'notebook.caption'>): void {
  requireAttachment(tx, attachmentId);
  setCaption(tx, attachmentId, caption.trim());
}

export function detachPicture(recording: Recording, attachmentId: string): void {
  const attachment = requireAttachment(recording.tx, attachmentId);
  if (attachment.removedAt !== null) return;
  setRemoved(recording.tx, attachmentId, recording.now);
  note(recording, 'attachment-removed', attachment);
}

export function bringBack(recording: Recording, attachmentId: string): void {
  const attachment = requireAttachment(recording.tx, attachmentId);
  if (attachment.removedAt === null) return;
  setRemoved(recording.tx, attachmentId, null);
  note(recording, 'attachment-restored', attachment);
}

export function attachmentView({ id, fileName, caption, mediaType, width, height, bytes, addedAt }: Attachment): AttachmentView {
  return { id, fileName, caption, mediaType: mediaType as AttachmentView['mediaType'], width, height, bytes, addedAt };
}

function requireAttachment(db: Executor, id: string): Attachment {
  const attachment = findAttachment(db, id);
  if (attachment === null) throw new JournalError('not-found', 'This picture is gone.', { field: 'attachmentId' });
  return attachment;
}

function note(recording: Recording, type: AttachmentChanged['type'], { id, accountId, subject, subjectId, hash, fileName }: Attachment): void {
  recording.note({ type, attachmentId: id, accountId, subject, subjectId, hash, fileName, at: recording.now });
}

/** A file's own name, without the folders it came from and signs that no name has. */
function plainName(fileName: string): string {
  const name = (fileName.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return name === '' ? 'Picture' : name.slice(0, 200);
}
