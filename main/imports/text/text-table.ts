/**
 * A number for each of millions of texts, without keeping the texts: 64 bits of a hash stand for each, in 12 bytes. Two texts
 * of a file with two million would be taken for one once in nine million such files. A Map of the same keeps every text alive,
 * and with it the piece of the file it was cut from.
 */
export class TextTable {
  /** High and low half of the hash and the value, for each place; both halves are 0 where nothing is. */
  #places = new Uint32Array(3 * 64);
  #count = 0;
  #high = 0;
  #low = 0;

  get size(): number {
    return this.#count;
  }

  /**
   * Adds a text with its value, an integer of 32 bits without a sign, where the text is new.
   * @returns the value that it has had before; undefined where it is new
   */
  add(text: string, value: number): number | undefined {
    this.#hash(text);
    const at = this.#find();
    if (!this.#isFree(at)) return this.#places[at + 2];
    this.#write(at, value);
    this.#count += 1;
    if (this.#count * 6 > this.#places.length) this.#grow();
    return undefined;
  }

  /** Counts how often a text came, this time not included. */
  count(text: string): number {
    const before = this.add(text, 1) ?? 0;
    // The place was found a moment ago, and nothing grows where the text was known.
    if (before > 0) this.#places[this.#find() + 2] = before + 1;
    return before;
  }

  #write(at: number, value: number): void {
    this.#places[at] = this.#high;
    this.#places[at + 1] = this.#low;
    this.#places[at + 2] = value;
  }

  #isFree(at: number): boolean {
    return this.#places[at] === 0 && this.#places[at + 1] === 0;
  }

  /** The place of the hash, or the free one where it belongs. */
  #find(): number {
    const mask = this.#places.length / 3 - 1;
    for (let slot = this.#low & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 3;
      if (this.#isFree(at) || (this.#places[at] === this.#high && this.#places[at + 1] === this.#low)) return at;
    }
  }

  #grow(): void {
    const before = this.#places;
    this.#places = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 3) {
      this.#high = before[at] ?? 0;
      this.#low = before[at + 1] ?? 0;
      if (this.#high !== 0 || this.#low !== 0) this.#write(this.#find(), before[at + 2] ?? 0);
    }
  }

  /** Two multiplicative hashes over the same characters, each stirred with the other at the end (the construction of cyrb53). */
  #hash(text: string): void {
    let one = 0xdeadbeef;
    let two = 0x41c6ce57;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      one = Math.imul(one ^ code, 0x9e3779b1);
      two = Math.imul(two ^ code, 0x5f356495);
    }
    one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
    two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
    this.#high = two >>> 0;
    // No hash may look like a free place.
    this.#low = (one | (this.#high === 0 ? 1 : 0)) >>> 0;
  }
}
