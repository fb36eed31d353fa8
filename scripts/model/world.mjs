// @ts-check
// The truth about one batch, as the model's server holds it: the state of each item, who switched it, and every request. The
// answer to a request depends on the plan's seed, the item, and how many requests like it came before: never on time.

import { gatewayError, json } from "./answers.mjs";
import { faultsOf, rightAnswer } from "./changes.mjs";
import { kinds } from "./kinds.mjs";
import { lookFaults, rightLook, tokenFaults } from "./looks.mjs";
import { keyOf, planOf } from "./plan.mjs";
import { Random } from "./random.mjs";

/** @typedef {import("./answers.mjs").Action} Action */
/** @typedef {import("./changes.mjs").WorkTime} WorkTime */
/** @typedef {import("./delivery.mjs").Delivery} Delivery */
/** @typedef {import("./plan.mjs").Plan} Plan */
/** @typedef {import("./plan.mjs").Family} Family */

/**
 * A request that arrived.
 * @typedef {object} ReceivedRequest
 * @property {number} number that the sender gave it; 0 without one
 * @property {Action | "look" | "token" | "strange"} operation
 * @property {string} key
 * @property {number} at its position in the sequence of requests and switches
 * @property {string | null} fault null for the right answer
 * @property {Family | "look" | "token" | null} family
 * @property {WorkTime} work when the work was done
 * @property {boolean} doubt whether its answer leaves open that the work was done
 * @property {"done" | "already" | "refused" | "active" | "inactive" | null} meaning of its answer, by the documents; null when they do not say
 * @property {boolean} active the state of the item when the answer was made
 */

/**
 * A write of an item's state, by the client under test or by another client; `changed` tells whether it was different before,
 * and `number` which request of the client's did it.
 * @typedef {{ at: number, by: "us" | "other", key: string, active: boolean, changed: boolean, number: number }} Switch
 */

/**
 * A record of a broker's audit, when it arrived. The server keeps it, so that its position tells what came before.
 * @typedef {{ at: number, record: import("mysafe-broker").AuditRecord }} Note
 */

/** @typedef {{ requests: readonly ReceivedRequest[], switches: readonly Switch[], notes: readonly Note[] }} Log */

/**
 * What server.mjs does with a request: waits `wait` ms, delivers the answer, and `lateBy` ms later does the late work.
 * @typedef {{ wait: number, lateWork: (() => void) | null, lateBy: number, delivery: Delivery }} Response
 */

export class World {
  /** @type {ReceivedRequest[]} */
  requests = [];
  /** @type {Switch[]} */
  switches = [];
  /** @type {Note[]} */
  notes = [];
  /** @type {Plan} */
  #plan;
  #kind;
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
    this.#kind = kinds[this.#plan.kind];
    this.#active = new Map(Object.entries(this.#plan.secrets));
  }

  /** @returns {Log} */
  get log() {
    return { requests: this.requests, switches: this.switches, notes: this.notes };
  }

  /** Keeps a record of a broker's audit. @param {Note["record"]} record */
  note(record) {
    this.notes.push({ at: this.#nextPosition(), record });
  }

  /**
   * @param {number} number
   * @param {string} method
   * @param {string} path below the API's own prefix, with its query
   * @param {string} authorization
   * @returns {Response}
   */
  answer(number, method, path, authorization) {
    const [, ofKind, verb, encodedKey] = /^\/mysafe\/(\w+)\/(?:(active|inactive)\/)?([^/?]+)$/.exec(path) ?? [];
    if (/^\/oauth2\/token\b/.test(path)) return this.#token(number);
    const expectedMethod = verb === undefined ? "GET" : "POST";
    if (encodedKey === undefined || ofKind !== this.#kind.path || method !== expectedMethod) {
      this.#record(number, "strange", `${method} ${path}`);
      return complete(json(501, { message: "not expected" }));
    }
    const key = keyOf(decodeURIComponent(encodedKey));
    const operation = verb === undefined ? "look" : verb === "active" ? "activate" : "deactivate";
    const request = this.#record(number, operation, key);
    const random = this.#randomFor(`${operation} ${key}`);
    this.#letOtherClientAct(random, key);
    request.active = this.#isActive(key);
    const token = authorization.replace(/^Bearer /, "");
    if (!token.startsWith("c4nary-") || this.#revoked.has(token)) {
      Object.assign(request, { fault: "bad token", family: "revoked", meaning: "refused" });
      return complete(gatewayError(401));
    }
    const response =
      operation === "look" ? this.#look(request, random, token) : this.#change(operation, request, random, token);
    this.#letOtherClientAct(random, key);
    return response;
  }

  /** @param {Action} action @param {ReceivedRequest} request @param {Random} random @param {string} token @returns {Response} */
  #change(action, request, random, token) {
    const { key } = request;
    const { rate, families } = this.#plan.trouble;
    const family = random.happens(rate) ? random.weighted(/** @type {Record<Family, number>} */ (families)) : null;
    if (family === null || family === "slow") {
      const changed = this.#work(action, request);
      const answer = rightAnswer({ kind: this.#kind, action, key, random }, changed);
      Object.assign(request, {
        family,
        fault: family,
        meaning: changed ? "done" : "already",
        active: this.#isActive(key),
        work: "early",
      });
      return { ...complete(answer), wait: family === "slow" ? random.integer(1, 15) : 0 };
    }
    const fault = random.pick(faultsOf(family));
    const work = random.pick(fault.workTimes);
    if (work === "early") this.#work(action, request);
    if (fault.revokes) this.#revoked.add(token);
    const { name, doubt } = fault;
    Object.assign(request, {
      fault: name,
      family,
      work,
      doubt,
      meaning: doubt ? null : "refused",
      active: this.#isActive(key),
    });
    const delivery = fault.respond({ kind: this.#kind, action, key, random });
    const lateWork = work === "late" ? () => void this.#work(action, request) : null;
    return { wait: random.happens(0.1) ? random.integer(1, 10) : 0, lateWork, lateBy: random.integer(0, 25), delivery };
  }

  /** @param {ReceivedRequest} request @param {Random} random @param {string} token @returns {Response} */
  #look(request, random, token) {
    const active = this.#isActive(request.key);
    const look = { kind: this.#kind, key: request.key, random };
    if (!random.happens(this.#plan.trouble.looks)) {
      request.meaning = active ? "active" : "inactive";
      return complete(rightLook(look, active));
    }
    const fault = random.pick(lookFaults);
    Object.assign(request, { fault: fault.name, family: "look" });
    if (fault.revokes) this.#revoked.add(token);
    return { ...nothingLate, delivery: fault.respond(look) };
  }

  /** @param {number} number @returns {Response} */
  #token(number) {
    const request = this.#record(number, "token", "");
    const random = this.#randomFor("token");
    if (random.happens(this.#plan.trouble.tokens)) {
      const fault = random.pick(tokenFaults);
      Object.assign(request, { fault: fault.name, family: "token" });
      return { ...nothingLate, delivery: fault.respond(random) };
    }
    this.#tokens += 1;
    const lifetime = random.pick([{}, { expires_in: 3600 }, { expires_in: "3600" }, { expires_in: 1 }]);
    const access_token = `c4nary-granted-${this.#tokens}`;
    return complete(json(200, { token_type: "Bearer", access_token, ...lifetime }));
  }

  /** Does the work of a request, and tells whether it changed the state. @param {Action} action @param {ReceivedRequest} request */
  #work(action, { key, number }) {
    return this.#switch("us", key, action === "activate", number);
  }

  /** @param {Random} random @param {string} key */
  #letOtherClientAct(random, key) {
    if (random.happens(this.#plan.trouble.otherClients / 2)) this.#switch("other", key, random.happens(0.5));
  }

  /** @param {Switch["by"]} by @param {string} key @param {boolean} active @param {number} [number] */
  #switch(by, key, active, number = 0) {
    const changed = this.#isActive(key) !== active;
    this.#active.set(key, active);
    this.switches.push({ at: this.#nextPosition(), by, key, active, changed, number });
    return changed;
  }

  /** @param {string} key */
  #isActive(key) {
    return this.#active.get(key) ?? true;
  }

  /** @param {number} number @param {ReceivedRequest["operation"]} operation @param {string} key @returns {ReceivedRequest} */
  #record(number, operation, key) {
    const at = this.#nextPosition();
    /** @type {ReceivedRequest} */
    const request = {
      number,
      operation,
      key,
      at,
      fault: null,
      family: null,
      work: "never",
      doubt: false,
      meaning: null,
      active: false,
    };
    this.requests.push(request);
    return request;
  }

  #nextPosition() {
    this.#events += 1;
    return this.#events;
  }

  /** The random numbers for the next request of this kind. @param {string} kind */
  #randomFor(kind) {
    const count = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, count + 1);
    return new Random(`${this.#plan.seed} ${count} ${kind}`);
  }
}

const nothingLate = { wait: 0, lateWork: null, lateBy: 0 };

/** @param {import("./answers.mjs").Answer} answer @returns {Response} */
const complete = (answer) => ({ ...nothingLate, delivery: { kind: "complete", answer } });
