/**
 * The journal in words and pictures: tags, mistakes, the playbook's setups, daily notes, pictures, and the search over all
 * that was written. Each method is one reading or one change of the journal. All throw {@link JournalError}.
 */
import type { CallInput, CallOutput } from '../../preload/contract/calls.ts';
import { pictureOf, purgeRemoved } from '../store/attachments.ts';
import { dailyDraft, saveDailyDraft } from '../store/daily-notes.ts';
import type { Executor } from '../store/executor.ts';
import { listLabels } from '../store/labels.ts';
import { listSetups } from '../store/setups.ts';
import { attachPicture, bringBack, captionPicture, detachPicture, type NewPicture } from './notebook/attachments.ts';
import { sayCriterion } from './notebook/criteria.ts';
import { keepDailyNote } from './notebook/daily-note.ts';
import { deleteLabelNamed, labelSubject, renameLabelTo, unlabelSubject } from './notebook/labels.ts';
import { dayPage, listDayLines, listTradeLines, tradePage } from './notebook/pages.ts';
import { searchNotebook } from './notebook/search.ts';
import { chooseSetup, retireSetupPage, saveSetupPage } from './notebook/setups.ts';
import { requireNotebookAccount } from './notebook/subject.ts';
import type { Recording } from './recording.ts';
import { wire } from './wire.ts';

/** The journal's own ways of reading and changing. */
export interface NotebookAccess {
  readonly read: <T>(work: (db: Executor) => T) => T;
  /** `quiet` changes are none that a window has to read again. */
  readonly record: <T>(work: (recording: Recording) => T, quiet?: boolean) => T;
}

export class Notebook {
  readonly #read: NotebookAccess['read'];
  readonly #record: NotebookAccess['record'];

  constructor({ read, record }: NotebookAccess) {
    this.#read = read;
    this.#record = record;
  }

  // ── Lists, pages, search ───────────────────────────────────────────────────────────────────────────────────────

  days(input: CallInput<'notebook.days'>): CallOutput<'notebook.days'> {
    return this.#read((db) => listDayLines(db, input));
  }

  trades(input: CallInput<'notebook.trades'>): CallOutput<'notebook.trades'> {
    return this.#read((db) => listTradeLines(db, input));
  }

  day({ accountId, date }: CallInput<'notebook.day'>): CallOutput<'notebook.day'> {
    return this.#read((db) => dayPage(db, accountId, date));
  }

  trade({ tradeId }: CallInput<'notebook.trade'>): CallOutput<'notebook.trade'> {
    return this.#read((db) => tradePage(db, tradeId));
  }

  search(input: CallInput<'notebook.search'>): CallOutput<'notebook.search'> {
    return this.#read((db) => searchNotebook(db, input));
  }

  // ── Daily notes ────────────────────────────────────────────────────────────────────────────────────────────────

  draft({ accountId, date, text }: CallInput<'notebook.draft'>): null {
    this.#record(({ tx, now }) => {
      requireNotebookAccount(tx, accountId);
      if (dailyDraft(tx, accountId, date) !== text) saveDailyDraft(tx, accountId, date, text, now);
    }, true);
    return null;
  }

  keep(input: CallInput<'notebook.keep'>): null {
    this.#record((recording) => keepDailyNote(recording, input));
    return null;
  }

  // ── Tags and mistakes ──────────────────────────────────────────────────────────────────────────────────────────

  labels(): CallOutput<'notebook.labels'> {
    return this.#read((db) => listLabels(db));
  }

  label(input: CallInput<'notebook.label'>): CallOutput<'notebook.label'> {
    return this.#record((recording) => labelSubject(recording, input));
  }

  unlabel(input: CallInput<'notebook.unlabel'>): null {
    this.#record((recording) => unlabelSubject(recording, input));
    return null;
  }

  renameLabel(input: CallInput<'notebook.label.rename'>): CallOutput<'notebook.label.rename'> {
    return this.#record((recording) => renameLabelTo(recording, input));
  }

  deleteLabel({ id }: CallInput<'notebook.label.delete'>): null {
    this.#record((recording) => deleteLabelNamed(recording, id));
    return null;
  }

  // ── Setups ─────────────────────────────────────────────────────────────────────────────────────────────────────

  setups(): CallOutput<'notebook.setups'> {
    return this.#read((db) => wire<CallOutput<'notebook.setups'>>(listSetups(db)));
  }

  saveSetup(input: CallInput<'notebook.setup.save'>): CallOutput<'notebook.setup.save'> {
    return this.#record((recording) => wire<CallOutput<'notebook.setup.save'>>(saveSetupPage(recording, input)));
  }

  retireSetup(input: CallInput<'notebook.setup.retire'>): null {
    this.#record((recording) => retireSetupPage(recording, input));
    return null;
  }

  chooseSetup(input: CallInput<'notebook.setup.choose'>): null {
    this.#record((recording) => chooseSetup(recording, input));
    return null;
  }

  sayCriterion(input: CallInput<'notebook.criterion.say'>): null {
    this.#record((recording) => sayCriterion(recording, input));
    return null;
  }

  // ── Pictures ───────────────────────────────────────────────────────────────────────────────────────────────────

  attach(picture: NewPicture): CallOutput<'notebook.attach'> {
    return this.#record((recording) => attachPicture(recording, picture));
  }

  caption(input: CallInput<'notebook.caption'>): null {
    this.#record((recording) => captionPicture(recording, input));
    return null;
  }

  detach({ attachmentId }: CallInput<'notebook.detach'>): null {
    this.#record((recording) => detachPicture(recording, attachmentId));
    return null;
  }

  bringBack({ attachmentId }: CallInput<'notebook.bring-back'>): null {
    this.#record((recording) => bringBack(recording, attachmentId));
    return null;
  }

  /** The bytes of a picture that is attached; null for any other id. */
  picture(attachmentId: string): { readonly mediaType: string; readonly content: Uint8Array } | null {
    return this.#read((db) => pictureOf(db, attachmentId));
  }

  /** Deletes for good what was taken away before; to be called when the journal is opened. */
  purge(): void {
    this.#record(({ tx }) => purgeRemoved(tx), true);
  }
}
