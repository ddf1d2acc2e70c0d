/** What words and pictures belong to. */

export interface SubjectKey {
  readonly accountId: string;
  readonly subject: 'trade' | 'day';
  /** A trade's id, or a session date. */
  readonly subjectId: string;
}
