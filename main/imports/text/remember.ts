/** Beyond this length a text that is cut out of another keeps the other, a whole piece of the file, in memory. */
const SHORT = 12;
const MAX_REMEMBERED = 4_096;

/**
 * Reads each text once: the cells of a file say the same few things in row after row, and most readings cost more than finding
 * them again. The reading of a text must never change.
 */
export function remembering<T extends object | string | number | null>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > SHORT) return read(text);
    let reading = known.get(text);
    if (reading === undefined) {
      reading = read(text);
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(text, reading);
    }
    return reading;
  };
}
