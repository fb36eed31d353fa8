// @ts-check
// Races calls of one client on one item, and checks their order: a call, retries included, is over before the next begins.

import { setTimeout as sleep } from "node:timers/promises";
import { MySafe } from "mysafe-wasm";
import { kinds } from "./kinds.mjs";
import { planOf } from "./plan.mjs";
import { Random } from "./random.mjs";
import { onSend } from "./sent-requests.mjs";

/** @typedef {import("./answers.mjs").Action} Action */
/** @typedef {import("./sent-requests.mjs").SentRequest} SentRequest */

/**
 * A call and what it reported. `attempts` and `active` are null where the call reported none, as an aborted call does. A batch
 * reaches an item later than it was called, so a call made after it may be sent before it.
 * @typedef {{ action: Action, batch: boolean, attempts: number | null, active: boolean | null }} CallResult
 */

/**
 * Describes a wrong order of the changes that were sent for one item.
 * @param {readonly CallResult[]} calls in the order in which they were made
 * @param {readonly Pick<SentRequest, "operation">[]} sentRequests
 * @returns {string | undefined}
 */
export function findDisorder(calls, sentRequests) {
  const letter = (/** @type {string} */ operation) => (operation === "activate" ? "a" : "d");
  const expected = orders(calls).map((order) =>
    order.map(({ action, attempts }) => letter(action) + (attempts === null ? "*" : `{${attempts}}`)).join(""),
  );
  const sequence = sentRequests
    .filter(({ operation }) => operation === "activate" || operation === "deactivate")
    .map(({ operation }) => letter(operation))
    .join("");
  if (expected.some((pattern) => new RegExp(`^${pattern}$`).test(sequence))) return undefined;
  return `sent ${sequence}, but the calls were ${expected[0]}`;
}

/** The allowed orders of the calls: the given one, and those in which a batch comes later. @param {readonly CallResult[]} calls @returns {CallResult[][]} */
function orders([first, ...others]) {
  if (!first) return [[]];
  const rest = orders(others);
  const places = (/** @type {CallResult[]} */ order) =>
    first.batch ? order.map((_, index) => index).concat(order.length) : [0];
  return rest.flatMap((order) => places(order).map((place) => order.toSpliced(place, 0, first)));
}

/**
 * Describes a final state that differs from what the last call reported. Returns undefined where the final state cannot be
 * compared: when work was done late, when another client switched the secret, or when requests arrived in another order than
 * they were sent, as aborted ones may.
 * @param {readonly CallResult[]} calls
 * @param {import("./world.mjs").Log} log
 * @returns {string | undefined}
 */
export function findUndone(calls, log) {
  const last = calls.findLast(({ attempts }) => attempts !== 0);
  if (!last || last.active === null || calls.some(({ batch }) => batch)) return undefined;
  const late = log.requests.some(({ work }) => work === "late") || log.switches.some(({ by }) => by === "other");
  const numbers = log.requests.map(({ number }) => number);
  const overtaken = numbers.some((number, index) => number < (numbers[index - 1] ?? 0));
  const end = log.switches.at(-1);
  if (late || overtaken || !end || end.active === last.active) return undefined;
  return `the last call reported ${last.active ? "on" : "off"}, but the item is ${end.active ? "on" : "off"}`;
}

/**
 * Makes a few calls on one item at about the same time.
 * @param {string} url of the server
 * @param {number} seed
 */
export async function race(url, seed) {
  const random = new Random(`race ${seed}`);
  const { kind, retry, options } = planOf(seed);
  /** @type {SentRequest[]} */
  const sentRequests = [];
  const stopListening = onSend(seed, (request) => sentRequests.push(request));
  const { timeout } = options;
  const client = new MySafe({
    ...{ baseUrl: `${url}/${seed}`, accessToken: "c4nary-of-the-race", timeout },
    retry: retry || { attempts: 4, minDelay: 1, maxDelay: 4 },
  });
  await client.ready();
  /** @type {Promise<CallResult>[]} */
  const calls = [];
  for (let count = random.integer(2, 5); count > 0; count -= 1) {
    calls.push(call(client[kinds[kind].collection], random));
    if (random.happens(0.4)) await sleep(random.integer(0, 3));
  }
  const results = await Promise.all(calls);
  client.close();
  stopListening();
  return { results, sentRequests };
}

/** @param {import("mysafe-wasm").ApiSecrets | import("mysafe-wasm").Passwords | import("mysafe-wasm").Notes} items @param {Random} random @returns {Promise<CallResult>} */
async function call(items, random) {
  const action = random.pick(/** @type {const} */ (["activate", "deactivate"]));
  const identifier = random.pick([43, "43", 43n, "043"]);
  const controller = new AbortController();
  const { signal } = controller;
  if (random.happens(0.1)) setTimeout(() => controller.abort(), random.integer(0, 6));
  const batch = random.happens(0.2);
  try {
    if (batch) {
      const report = await (action === "activate"
        ? items.activateMany([identifier], { signal })
        : items.deactivateMany([identifier], { signal }));
      const [outcome] = report.outcomes;
      if (!outcome || !("change" in outcome)) {
        return { action, batch, attempts: outcome && "error" in outcome ? outcome.error.attempts : 0, active: null };
      }
      return { action, batch, attempts: outcome.change.attempts, active: outcome.change.active };
    }
    const { attempts, active } = await items[action](identifier, { signal });
    return { action, batch, attempts, active };
  } catch (error) {
    const attempts = error instanceof Error && "attempts" in error ? Number(error.attempts) : null;
    return { action, batch, attempts, active: null };
  }
}
