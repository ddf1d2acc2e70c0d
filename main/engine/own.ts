/** A property that the object itself has: a name such as "constructor" finds nothing that was not put there. */
export function own<T>(record: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
