// @ts-check
// What the model's server knows of one batch: the state of each secret, who switched it, and every request. It decides what
// becomes of a request by the plan's seed, the secret, and how often that was asked for: never by time.

import { gateway, json } from "./answers.mjs";
import { faultsOf, rightAnswer } from "./changes.mjs";
import { lookFaults, rightLook, tokenFaults } from "./looks.mjs";
import { keyOf, planOf } from "./plan.mjs";
import { Random } from "./random.mjs";

/** @typedef {import("./answers.mjs").Action} Action */
/** @typedef {import("./changes.mjs").Work} Work */
/** @typedef {import("./delivery.mjs").Delivery} Delivery */
/** @typedef {import("./plan.mjs").Plan} Plan */
/** @typedef {import("./plan.mjs").Family} Family */

/**
 * A request that came.
 * @typedef {object} Seen
 * @property {number} number by which its sender knows it; 0 when it came without
 * @property {Action | "look" | "token" | "strange"} operation
 * @property {string} key
 * @property {number} at its place among all that happened
 * @property {string | null} fault what went wrong; null of the right answer
 * @property {Family | "look" | "token" | null} family
 * @property {Work} work when the work was done
 * @property {boolean} doubt whether its answer leaves open if the work was done
 * @property {"done" | "already" | "refused" | "active" | "inactive" | null} told what its answer says in documented form
 * @property {boolean} active the state of the secret when its answer was made
 */

/**
 * The state of a secret as somebody set it.
 * @typedef {{ at: number, by: "us" | "other", key: string, active: boolean, flipped: boolean }} Switch
 */

/** @typedef {{ requests: readonly Seen[], switches: readonly Switch[] }} Log */

/** What is to be done about a request: the work that is done late, and the answer. */
/** @typedef {{ wait: number, late: (() => void) | null, lateBy: number, delivery: Delivery }} Response */

export class World {
  /** @type {Seen[]} */
  requests = [];
  /** @type {Switch[]} */
  switches = [];
  /** @type {Plan} */
  #plan;
  /** @type {Map<string, boolean>} */
  #active;
  /** @type {Map<string, number>} */
  #counts = new Map();
  /** @type {Set<string>} */
  #revoked = new Set();
  #tokens = 0;
  #events = 0;

  /** @param {number} seed */
  constructor(seed) {
    this.#plan = planOf(seed);
    this.#active = new Map(Object.entries(this.#plan.secrets));
  }

  /** @returns {Log} */
  get log() {
    return { requests: this.requests, switches: this.switches };
  }

  /**
   * @param {number} number
   * @param {string} method
   * @param {string} path below the API's own prefix, with its query
   * @param {string} authorization
   * @returns {Response}
   */
  answer(number, method, path, authorization) {
    const [, kind, named] = /^\/mysafe\/secretapi\/(?:(active|inactive)\/)?([^/?]+)$/.exec(path) ?? [];
    if (/^\/oauth2\/token\b/.test(path)) return this.#token(number);
    const right = named !== undefined && method === (kind === undefined ? "GET" : "POST");
    if (!right) {
      this.#note(number, "strange", `${method} ${path}`);
      return whole(json(501, { message: "not expected" }));
    }
    const key = keyOf(decodeURIComponent(named));
    const operation = kind === undefined ? "look" : kind === "active" ? "activate" : "deactivate";
    const seen = this.#note(number, operation, key);
    const random = this.#draw(`${operation} ${key}`);
    this.#letOthersAct(random, key);
    seen.active = this.#isActive(key);
    const token = authorization.replace(/^Bearer /, "");
    if (!token.startsWith("c4nary-") || this.#revoked.has(token)) {
      Object.assign(seen, { fault: "bad token", family: "revoked", told: "refused" });
      return whole(gateway(401));
    }
    const response =
      operation === "look" ? this.#look(seen, random, token) : this.#change(operation, seen, random, token);
    this.#letOthersAct(random, key);
    return response;
  }

  /** @param {Action} action @param {Seen} seen @param {Random} random @param {string} token @returns {Response} */
  #change(action, seen, random, token) {
    const { key } = seen;
    const { rate, families } = this.#plan.trouble;
    const family = random.happens(rate) ? random.weighed(/** @type {Record<Family, number>} */ (families)) : null;
    if (family === null || family === "slow") {
      const flipped = this.#work(action, key);
      const answer = rightAnswer({ action, key, random }, flipped);
      Object.assign(seen, {
        family,
        fault: family,
        told: flipped ? "done" : "already",
        active: this.#isActive(key),
        work: "first",
      });
      return { ...whole(answer), wait: family === "slow" ? random.whole(1, 15) : 0 };
    }
    const fault = random.pick(faultsOf(family));
    const work = random.pick(fault.works);
    if (work === "first") this.#work(action, key);
    if (fault.revokes) this.#revoked.add(token);
    const { name, doubt } = fault;
    Object.assign(seen, {
      fault: name,
      family,
      work,
      doubt,
      told: doubt ? null : "refused",
      active: this.#isActive(key),
    });
    const delivery = fault.give({ action, key, random });
    const late = work === "late" ? () => void this.#work(action, key) : null;
    return { wait: random.happens(0.1) ? random.whole(1, 10) : 0, late, lateBy: random.whole(0, 25), delivery };
  }

  /** @param {Seen} seen @param {Random} random @param {string} token @returns {Response} */
  #look(seen, random, token) {
    const active = this.#isActive(seen.key);
    if (!random.happens(this.#plan.trouble.looks)) {
      seen.told = active ? "active" : "inactive";
      return whole(rightLook(seen.key, active, random));
    }
    const fault = random.pick(lookFaults);
    Object.assign(seen, { fault: fault.name, family: "look" });
    if (fault.revokes) this.#revoked.add(token);
    return { ...nothingLate, delivery: fault.give(seen.key, random) };
  }

  /** @param {number} number @returns {Response} */
  #token(number) {
    const seen = this.#note(number, "token", "");
    const random = this.#draw("token");
    if (random.happens(this.#plan.trouble.tokens)) {
      const fault = random.pick(tokenFaults);
      Object.assign(seen, { fault: fault.name, family: "token" });
      return { ...nothingLate, delivery: fault.give(random) };
    }
    this.#tokens += 1;
    const lifetime = random.pick([{}, { expires_in: 3600 }, { expires_in: "3600" }, { expires_in: 1 }]);
    const access_token = `c4nary-granted-${this.#tokens}`;
    return whole(json(200, { token_type: "Bearer", access_token, ...lifetime }));
  }

  /** Does the work of our request: whether there was something to do. @param {Action} action @param {string} key */
  #work(action, key) {
    return this.#switch("us", key, action === "activate");
  }

  /** @param {Random} random @param {string} key */
  #letOthersAct(random, key) {
    if (random.happens(this.#plan.trouble.actors / 2)) this.#switch("other", key, random.happens(0.5));
  }

  /** @param {Switch["by"]} by @param {string} key @param {boolean} active */
  #switch(by, key, active) {
    const flipped = this.#isActive(key) !== active;
    this.#active.set(key, active);
    this.switches.push({ at: this.#next(), by, key, active, flipped });
    return flipped;
  }

  /** @param {string} key */
  #isActive(key) {
    return this.#active.get(key) ?? true;
  }

  /** @param {number} number @param {Seen["operation"]} operation @param {string} key @returns {Seen} */
  #note(number, operation, key) {
    const at = this.#next();
    /** @type {Seen} */
    const seen = {
      number,
      operation,
      key,
      at,
      fault: null,
      family: null,
      work: "never",
      doubt: false,
      told: null,
      active: false,
    };
    this.requests.push(seen);
    return seen;
  }

  #next() {
    this.#events += 1;
    return this.#events;
  }

  /** What chance has for the next request of this kind. @param {string} what */
  #draw(what) {
    const count = this.#counts.get(what) ?? 0;
    this.#counts.set(what, count + 1);
    return new Random(`${this.#plan.seed} ${count} ${what}`);
  }
}

const nothingLate = { wait: 0, late: null, lateBy: 0 };

/** @param {import("./answers.mjs").Answer} answer @returns {Response} */
const whole = (answer) => ({ ...nothingLate, delivery: { how: "whole", answer } });
