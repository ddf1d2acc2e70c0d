/** One input of a rule's form, as the engine declares it and as the bridge carries it. `record-list` has columns of its own. */
export interface FormField {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly type: 'integer' | 'decimal' | 'percent' | 'money' | 'time' | 'boolean' | 'choice' | 'multi-choice' | 'text' | 'text-list' | 'record-list';
  readonly unit?: string | undefined;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly options?: readonly { readonly value: string; readonly label: string }[] | undefined;
  readonly columns?: readonly FormField[] | undefined;
}
