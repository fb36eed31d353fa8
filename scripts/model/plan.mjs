// @ts-check
// The plan of one batch: its items, its options, how it ends, and how much goes wrong. A plan is a function of the seed, so the
// client's process and the server's derive the same plan without exchanging anything.

import { kindNames } from "./kinds.mjs";
import { Random } from "./random.mjs";

/** @typedef {import("./answers.mjs").Action} Action */

/**
 * The families of faults of a change.
 *
 * - `refusal`: an answer after which the work was certainly not done.
 * - `revoked`: the token is refused, and was revoked.
 * - `status`: a status that leaves open that the work was done.
 * - `contradiction`: an envelope that says both success and failure, or a refusal under a status that is none.
 * - `odd`: an envelope of success with an undocumented sentence.
 * - `garbled`: a 200 whose body is no envelope.
 * - `lost`: the connection breaks before the answer is complete.
 * - `stall`: the answer never becomes complete.
 * - `slow`: the right answer, late.
 *
 * @typedef {"refusal" | "status" | "lost" | "stall" | "odd" | "contradiction" | "garbled" | "revoked" | "slow"} Family
 */

/**
 * An item as the batch is given it. Several mentions may name one secret, in different spellings.
 * @typedef {object} Mention
 * @property {string | number | bigint} identifier
 * @property {boolean} wrapped whether it is given as `{ identifier }`
 * @property {string} name the identifier of its outcome
 * @property {string | null} key the secret: the identifier without leading zeros; null for an invalid identifier
 */

/**
 * @typedef {object} Plan
 * @property {number} seed
 * @property {import("./kinds.mjs").KindName} kind of the items
 * @property {Action} action
 * @property {Readonly<Record<string, boolean>>} secrets by key, whether each is active before the batch
 * @property {readonly Mention[]} mentions
 * @property {"array" | "set" | "generator" | "async"} source
 * @property {number | null} failsAt the mention before which the source throws, when it is a generator
 * @property {{ concurrency: number, timeout: number, deadline: number, outage: number, verify: boolean }} options
 * @property {false | { attempts: number, minDelay: number, maxDelay: number }} retry
 * @property {{ kind: "abort" | "close", after: number, delay: number } | null} ending `delay` ms after so many requests of the batch
 * @property {"key" | "token" | "provider"} credentials
 * @property {Trouble} trouble
 */

/**
 * How often things go wrong, as probabilities.
 * @typedef {object} Trouble
 * @property {number} rate of a fault of a change
 * @property {Readonly<Partial<Record<Family, number>>>} families the families of those faults, by weight
 * @property {number} looks of a fault of a look
 * @property {number} tokens of a fault of a token request
 * @property {number} otherClients of another client switching the item just before or just after a request
 */

/** The weight of each family. @type {Readonly<Record<Family, number>>} */
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

/** A limit, ms, that a busy machine does not reach either: only a shorter one is there to be hit. */
const never = 60_000;

/** @param {number} seed @returns {Plan} */
export function planOf(seed) {
  const random = new Random(`plan ${seed}`);
  const action = random.pick(/** @type {const} */ (["deactivate", "deactivate", "activate"]));
  const keys = keysOf(random, random.integer(1, 20));
  const trouble = troubleOf(random);
  const stalls = trouble.rate > 0 && "stall" in trouble.families;
  const mentions = mentionsOf(random, keys);
  return {
    seed,
    // Drawn by itself, so that the rest of a seed's plan does not depend on the number of kinds.
    kind: new Random(`kind ${seed}`).pick(kindNames),
    action,
    secrets: Object.fromEntries(keys.map((key) => [key, random.happens(0.75) === (action === "deactivate")])),
    mentions,
    source: random.pick(/** @type {const} */ (["array", "array", "array", "set", "generator", "async"])),
    failsAt: random.happens(0.04) ? random.integer(0, mentions.length) : null,
    options: {
      concurrency: random.integer(1, 12),
      timeout: stalls ? random.integer(40, 90) : never,
      deadline: random.happens(0.08) ? random.integer(5, 150) : never,
      outage: random.happens(0.1) ? random.integer(20, 200) : never,
      verify: random.happens(0.25),
    },
    retry: random.happens(0.2)
      ? false
      : { attempts: random.integer(1, 5), minDelay: random.integer(0, 2), maxDelay: 4 },
    ending: endingOf(random, mentions.length),
    credentials: random.pick(/** @type {const} */ (["key", "key", "token", "provider"])),
    trouble,
  };
}

/** @param {Random} random @param {number} count */
function keysOf(random, count) {
  const first = random.integer(1, 90_000);
  return Array.from({ length: count }, (_, index) => {
    if (random.happens(0.05)) return `${random.pick(["k-", "ação ", "a/b?", "%2F"])}${index}`;
    return String(first + index);
  });
}

/** @param {Random} random @param {readonly string[]} keys @returns {Mention[]} */
function mentionsOf(random, keys) {
  const mentions = keys.map((key) => mentionOf(random, key));
  while (random.happens(0.3)) {
    // A second mention at a random place: either spelling may come first.
    mentions.splice(random.integer(0, mentions.length), 0, mentionOf(random, random.pick(keys)));
  }
  if (random.happens(0.05))
    mentions.splice(random.integer(0, mentions.length), 0, invalidMention(random.pick(["", "..", -1])));
  return mentions;
}

/** @param {Random} random @param {string} key @returns {Mention} */
function mentionOf(random, key) {
  const spelling = /^\d+$/.test(key) ? random.weighted({ text: 6, number: 2, bigint: 1, zeros: 1 }) : "text";
  const identifier = {
    text: () => key,
    number: () => Number(key),
    bigint: () => BigInt(key),
    zeros: () => `${"0".repeat(random.integer(1, 3))}${key}`,
  }[spelling]();
  return { identifier, wrapped: random.happens(0.2), name: String(identifier), key };
}

/** @param {string | number} identifier @returns {Mention} */
function invalidMention(identifier) {
  return { identifier, wrapped: false, name: String(identifier), key: null };
}

/** @param {Random} random @returns {Trouble} */
function troubleOf(random) {
  const rate = random.pick([0, 0.2, 0.5, 0.5, 0.8]);
  const all = /** @type {Family[]} */ (Object.keys(families));
  const chosen = random.happens(0.4) ? all : all.filter(() => random.happens(0.4));
  // Stalls take most of the time of a run, so most batches have none.
  const allowed = chosen.filter((family) => family !== "stall" || random.happens(0.3));
  return {
    rate: allowed.length > 0 ? rate : 0,
    families: Object.fromEntries(allowed.map((family) => [family, families[family]])),
    looks: random.pick([0, 0.2, 0.5]),
    tokens: random.pick([0, 0, 0, 0.2]),
    otherClients: random.pick([0, 0, 0.1, 0.3]),
  };
}

/** @param {Random} random @param {number} items @returns {Plan["ending"]} */
function endingOf(random, items) {
  const kind = random.weighted({ none: 80, abort: 12, close: 8 });
  if (kind === "none") return null;
  return { kind, after: random.integer(0, items * 2), delay: random.pick([0, 0, 1, 4]) };
}

/** The secret that an identifier names: leading zeros of a number do not count. @param {string} identifier */
export function keyOf(identifier) {
  return /^\d+$/.test(identifier) ? identifier.replace(/^0+(?=\d)/, "") : identifier;
}
