// @ts-check
// What a batch of the model is: its items, its options, how it ends, and how much goes wrong. The seed draws all of it, so
// that the server and the client's side know the same without a word.

import { Random } from "./random.mjs";

/** @typedef {import("./answers.mjs").Action} Action */
/** @typedef {"refusal" | "status" | "lost" | "stall" | "odd" | "contradiction" | "garbled" | "revoked" | "slow"} Family */

/**
 * An item as it is given: how it is spelled, and which secret that is.
 * @typedef {object} Mention
 * @property {string | number | bigint} identifier
 * @property {boolean} wrapped whether it is given as `{ identifier }`
 * @property {string} name the text of its outcome
 * @property {string | null} key the secret, without leading zeros; null of what cannot be an identifier
 */

/**
 * @typedef {object} Plan
 * @property {number} seed
 * @property {Action} action
 * @property {Readonly<Record<string, boolean>>} secrets whether each is active beforehand
 * @property {readonly Mention[]} mentions
 * @property {"array" | "set" | "generator" | "async"} source
 * @property {number | null} failsAt before which mention the source fails
 * @property {{ concurrency: number, timeout: number, deadline: number, outage: number, verify: boolean }} options
 * @property {false | { attempts: number, minDelay: number, maxDelay: number }} retry
 * @property {{ how: "abort" | "close", after: number, delay: number } | null} ending after how many requests and, ms, later
 * @property {"key" | "token" | "provider"} credentials
 * @property {Trouble} trouble
 */

/**
 * How often things go wrong, each from 0 to 1.
 * @typedef {object} Trouble
 * @property {number} rate of changes
 * @property {Readonly<Partial<Record<Family, number>>>} families which kinds, by weight
 * @property {number} looks of looks
 * @property {number} tokens of the token endpoint
 * @property {number} actors how often somebody else switches the item just before or after a request
 */

/** Every family of faults of a change. @type {Readonly<Record<Family, number>>} */
const families = {
  refusal: 3,
  status: 5,
  lost: 5,
  stall: 0.6,
  odd: 4,
  contradiction: 4,
  garbled: 2,
  revoked: 0.5,
  slow: 1,
};

/** A time that no busy machine reaches: what ends earlier was meant to. */
const never = 60_000;

/** @param {number} seed @returns {Plan} */
export function planOf(seed) {
  const random = new Random(`plan ${seed}`);
  const action = random.pick(/** @type {const} */ (["deactivate", "deactivate", "activate"]));
  const keys = keysOf(random, random.whole(1, 20));
  const trouble = troubleOf(random);
  const stalls = trouble.rate > 0 && "stall" in trouble.families;
  const mentions = mentionsOf(random, keys);
  return {
    seed,
    action,
    secrets: Object.fromEntries(keys.map((key) => [key, random.happens(0.75) === (action === "deactivate")])),
    mentions,
    source: random.pick(/** @type {const} */ (["array", "array", "array", "set", "generator", "async"])),
    failsAt: random.happens(0.04) ? random.whole(0, mentions.length) : null,
    options: {
      concurrency: random.whole(1, 12),
      timeout: stalls ? random.whole(40, 90) : never,
      deadline: random.happens(0.08) ? random.whole(5, 150) : never,
      outage: random.happens(0.1) ? random.whole(20, 200) : never,
      verify: random.happens(0.25),
    },
    retry: random.happens(0.2) ? false : { attempts: random.whole(1, 5), minDelay: random.whole(0, 2), maxDelay: 4 },
    ending: endingOf(random, mentions.length),
    credentials: random.pick(/** @type {const} */ (["key", "key", "token", "provider"])),
    trouble,
  };
}

/** @param {Random} random @param {number} count */
function keysOf(random, count) {
  const first = random.whole(1, 90_000);
  return Array.from({ length: count }, (_, index) => {
    if (random.happens(0.05)) return `${random.pick(["k-", "ação ", "a/b?", "%2F"])}${index}`;
    return String(first + index);
  });
}

/** @param {Random} random @param {readonly string[]} keys @returns {Mention[]} */
function mentionsOf(random, keys) {
  const mentions = keys.map((key) => mentionOf(random, key));
  while (random.happens(0.3)) {
    // Of two mentions the later is the duplicate; both orders of the spellings come.
    mentions.splice(random.whole(0, mentions.length), 0, mentionOf(random, random.pick(keys)));
  }
  if (random.happens(0.05))
    mentions.splice(random.whole(0, mentions.length), 0, impossible(random.pick(["", "..", -1])));
  return mentions;
}

/** @param {Random} random @param {string} key @returns {Mention} */
function mentionOf(random, key) {
  const spelling = /^\d+$/.test(key) ? random.weighed({ text: 6, number: 2, bigint: 1, zeros: 1 }) : "text";
  const identifier = {
    text: () => key,
    number: () => Number(key),
    bigint: () => BigInt(key),
    zeros: () => `${"0".repeat(random.whole(1, 3))}${key}`,
  }[spelling]();
  return { identifier, wrapped: random.happens(0.2), name: String(identifier), key };
}

/** @param {string | number} identifier @returns {Mention} */
function impossible(identifier) {
  return { identifier, wrapped: false, name: String(identifier), key: null };
}

/** @param {Random} random @returns {Trouble} */
function troubleOf(random) {
  const rate = random.pick([0, 0.2, 0.5, 0.5, 0.8]);
  const all = /** @type {Family[]} */ (Object.keys(families));
  const chosen = random.happens(0.4) ? all : all.filter(() => random.happens(0.4));
  // Stalls are most of the time that a run takes, so most batches are without.
  const kept = chosen.filter((family) => family !== "stall" || random.happens(0.3));
  return {
    rate: kept.length > 0 ? rate : 0,
    families: Object.fromEntries(kept.map((family) => [family, families[family]])),
    looks: random.pick([0, 0.2, 0.5]),
    tokens: random.pick([0, 0, 0, 0.2]),
    actors: random.pick([0, 0, 0.1, 0.3]),
  };
}

/** @param {Random} random @param {number} items @returns {Plan["ending"]} */
function endingOf(random, items) {
  const how = random.weighed({ none: 80, abort: 12, close: 8 });
  if (how === "none") return null;
  return { how, after: random.whole(0, items * 2), delay: random.pick([0, 0, 1, 4]) };
}

/** The secret that a text means: digits are compared without leading zeros. @param {string} text */
export function keyOf(text) {
  return /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, "") : text;
}
