/** One step of the file's layout, from version − 1 to version. Once shipped it never changes. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
