// @ts-check
// Calls of one client that race for one item: each is over before the next begins, retries included.

import { setTimeout as sleep } from "node:timers/promises";
import { MySafe } from "mysafe-wasm";
import { planOf } from "./plan.mjs";
import { Random } from "./random.mjs";
import { listen } from "./sends.mjs";

/** @typedef {import("./answers.mjs").Action} Action */
/** @typedef {import("./sends.mjs").Send} Send */

/**
 * A call, and how often it says that it was sent; null where it cannot say, as an aborted one. A batch comes to its items when
 * it is their turn, so a call that was made after it may go before.
 * @typedef {{ action: Action, batch: boolean, attempts: number | null, active: boolean | null }} Called
 */

/**
 * What is wrong with the order in which the changes of one item were sent, the calls being in the order in which they were
 * made; nothing, it is hoped.
 * @param {readonly Called[]} calls
 * @param {readonly Pick<Send, "operation">[]} sends
 * @returns {string | undefined}
 */
export function disorder(calls, sends) {
  const letter = (/** @type {string} */ operation) => (operation === "activate" ? "a" : "d");
  const expected = orders(calls).map((order) =>
    order.map(({ action, attempts }) => letter(action) + (attempts === null ? "*" : `{${attempts}}`)).join(""),
  );
  const sent = sends
    .filter(({ operation }) => operation === "activate" || operation === "deactivate")
    .map(({ operation }) => letter(operation))
    .join("");
  if (expected.some((pattern) => new RegExp(`^${pattern}$`).test(sent))) return undefined;
  return `sent ${sent}, where the calls are ${expected[0]}`;
}

/** The orders in which calls may be made: the given one, and those in which batches come later. @param {readonly Called[]} calls @returns {Called[][]} */
function orders([first, ...others]) {
  if (!first) return [[]];
  const rest = orders(others);
  const places = (/** @type {Called[]} */ order) =>
    first.batch ? order.map((_, index) => index).concat(order.length) : [0];
  return rest.flatMap((order) => places(order).map((place) => order.toSpliced(place, 0, first)));
}

/**
 * Whether the secret is in the end what the last call says that was sent, as far as that can be known: when nobody worked
 * late or besides us, and the requests came in the order in which they were sent, which aborted ones need not.
 * @param {readonly Called[]} calls
 * @param {import("./world.mjs").Log} log
 * @returns {string | undefined}
 */
export function undone(calls, log) {
  const last = calls.findLast(({ attempts }) => attempts !== 0);
  if (!last || last.active === null || calls.some(({ batch }) => batch)) return undefined;
  const late = log.requests.some(({ work }) => work === "late") || log.switches.some(({ by }) => by === "other");
  const numbers = log.requests.map(({ number }) => number);
  const overtaken = numbers.some((number, index) => number < (numbers[index - 1] ?? 0));
  const end = log.switches.at(-1);
  if (late || overtaken || !end || end.active === last.active) return undefined;
  return `the last call says ${last.active ? "on" : "off"}, and it is ${end.active ? "on" : "off"}`;
}

/**
 * Races a few calls for one item.
 * @param {string} url of the server
 * @param {number} seed
 */
export async function race(url, seed) {
  const random = new Random(`race ${seed}`);
  const { retry, options } = planOf(seed);
  /** @type {Send[]} */
  const sends = [];
  const quit = listen(seed, (send) => sends.push(send));
  const { timeout } = options;
  const client = new MySafe({
    ...{ baseUrl: `${url}/${seed}`, accessToken: "c4nary-of-the-race", timeout },
    retry: retry || { attempts: 4, minDelay: 1, maxDelay: 4 },
  });
  await client.ready();
  /** @type {Promise<Called>[]} */
  const calls = [];
  for (let count = random.whole(2, 5); count > 0; count -= 1) {
    calls.push(call(client, random));
    if (random.happens(0.4)) await sleep(random.whole(0, 3));
  }
  const called = await Promise.all(calls);
  client.close();
  quit();
  return { called, sends };
}

/** @param {MySafe} client @param {Random} random @returns {Promise<Called>} */
async function call(client, random) {
  const action = random.pick(/** @type {const} */ (["activate", "deactivate"]));
  const identifier = random.pick([43, "43", 43n, "043"]);
  const controller = new AbortController();
  const { signal } = controller;
  if (random.happens(0.1)) setTimeout(() => controller.abort(), random.whole(0, 6));
  const batch = random.happens(0.2);
  try {
    if (batch) {
      const items = [identifier];
      const report = await (action === "activate"
        ? client.activateMany(items, { signal })
        : client.deactivateMany(items, { signal }));
      const [outcome] = report.outcomes;
      if (!outcome || !("change" in outcome)) {
        return { action, batch, attempts: outcome && "error" in outcome ? outcome.error.attempts : 0, active: null };
      }
      return { action, batch, attempts: outcome.change.attempts, active: outcome.change.active };
    }
    const { attempts, active } = await client[action](identifier, { signal });
    return { action, batch, attempts, active };
  } catch (error) {
    const attempts = error instanceof Error && "attempts" in error ? Number(error.attempts) : null;
    return { action, batch, attempts, active: null };
  }
}
