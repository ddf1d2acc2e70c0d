/** One entry per line: trimmed, without empty lines and repeats, each cut to `longest` characters, at most `most` of them. */
export function readLines(text: string, longest: number, most: number): string[] {
  const lines = text.split('\n').map((line) => line.trim().slice(0, longest).trim()).filter((line) => line !== '');
  return [...new Set(lines)].slice(0, most);
}
