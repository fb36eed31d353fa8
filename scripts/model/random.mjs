// @ts-check
// Repeatable randomness. Each decision has a generator of its own, seeded by a text, so it does not depend on how requests
// interleave.

/** Hashes a text to 32 bits (FNV-1a with an avalanche step). @param {string} text */
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

  /** A number from 0 (included) to 1 (excluded). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @param {number} probability */
  happens(probability) {
    return this.next() < probability;
  }

  /** A whole number, both ends included. @param {number} min @param {number} max */
  integer(min, max) {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /**
   * @template T
   * @param {readonly T[]} list not empty
   * @returns {T}
   */
  pick(list) {
    return /** @type {T} */ (list[Math.floor(this.next() * list.length)]);
  }

  /**
   * One of the names, with a probability proportional to its weight.
   * @template {string} Name
   * @param {Readonly<Record<Name, number>>} weights
   * @returns {Name}
   */
  weighted(weights) {
    const entries = /** @type {[Name, number][]} */ (Object.entries(weights));
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new RangeError("the weights are all 0");
  }
}
