/**
 * The one text of a value: keys sorted by code unit, no white space, no undefined. Two values that are equal as data have
 * the same text on any machine, so the text can be hashed.
 */

/**
 * Canonical JSON of plain data. Like JSON.stringify it leaves out properties that are undefined, functions or symbols and
 * writes null for them in arrays; a number that is not finite is null. Throws a TypeError on a bigint or a cycle: those are
 * mistakes of the caller, not data.
 */
export function canonicalJson(value: unknown): string {
  return write(value, []) ?? 'null';
}

function write(value: unknown, above: readonly object[]): string | undefined {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value === 0 ? 0 : value) : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      throw new TypeError('a bigint has no canonical JSON');
    case 'object':
      return value === null ? 'null' : writeObject(value, above);
    default:
      return undefined;
  }
}

function writeObject(value: object, above: readonly object[]): string {
  if (above.includes(value)) throw new TypeError('a cycle has no canonical JSON');
  const path = [...above, value];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return `[${Array.from(items, (item) => write(item, path) ?? 'null').join(',')}]`;
  }
  const parts: string[] = [];
  for (const key of Object.keys(value).toSorted()) {
    const text = write((value as Readonly<Record<string, unknown>>)[key], path);
    if (text !== undefined) parts.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${parts.join(',')}}`;
}

/** Whether two values are the same data. */
export function sameData(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}
