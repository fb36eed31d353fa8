// @ts-check
// Repeatable randomness: a seed and a text always draw the same, however requests interleave.

/** Spreads a text over 32 bits (FNV-1a with an avalanche step). @param {string} text */
function hash(text) {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  }
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** The mulberry32 generator. */
export class Random {
  #state;

  /** @param {string} seed */
  constructor(seed) {
    this.#state = hash(seed);
  }

  /** From 0 up to, but not including, 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @param {number} share from 0 to 1 */
  happens(share) {
    return this.next() < share;
  }

  /** A whole number, both ends included. @param {number} least @param {number} most */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /**
   * @template T
   * @param {readonly T[]} list that is not empty
   * @returns {T}
   */
  pick(list) {
    return /** @type {T} */ (list[Math.floor(this.next() * list.length)]);
  }

  /**
   * One of the names, each as often as its weight says.
   * @template {string} Name
   * @param {Readonly<Record<Name, number>>} weights
   * @returns {Name}
   */
  weighed(weights) {
    const entries = /** @type {[Name, number][]} */ (Object.entries(weights));
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new RangeError("the weights are all 0");
  }
}
