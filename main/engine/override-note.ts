/** Whether a note says anything: the price of an override is a sentence, not twenty strokes of one key. */

import type { OverridePolicy } from './model.ts';

const FEWEST_DIFFERENT = 5;

const SHORTEST = 20;

/** Characters that the note of an override needs at least. */
export function neededNoteLength(policy: OverridePolicy | null): number {
  return Math.max(SHORTEST, policy?.noteMinLength ?? SHORTEST);
}

/** White space collapsed: the text that is counted. */
export function collapsed(note: string): string {
  return note.trim().replace(/\s+/g, ' ');
}

/** Characters of a note as they are counted (code points after collapsing white space). */
export function noteLength(note: string): number {
  return [...collapsed(note)].length;
}

/** True for one key held down, a short piece pasted over and over, or hardly any different characters. */
export function isRepetition(note: string): boolean {
  const characters = [...collapsed(note).toLowerCase()].filter((character) => character !== ' ');
  if (new Set(characters).size < FEWEST_DIFFERENT) return true;
  const longestPiece = Math.floor(characters.length / 3);
  for (let piece = 1; piece <= longestPiece; piece += 1) {
    if (characters.every((character, index) => index < piece || character === characters[index - piece])) return true;
  }
  return false;
}
