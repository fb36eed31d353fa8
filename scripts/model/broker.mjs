// @ts-check
// The program of the broker, which runs in a process of its own: `broker.mjs <the server's URL>`. Each batch has a broker of its
// own below `/<seed>`, in front of its world of the server. The message `{ end: seed }` is answered with what the broker did
// in that batch, once nothing more can happen.

import { setTimeout as sleep } from "node:timers/promises";
import { createBroker } from "mysafe-broker";
import { nodeFetch, serve } from "mysafe-broker/node";
import { Activity } from "./activity.mjs";
import { brokerPlanOf } from "./broker-plan.mjs";
import { credentialsOf } from "./credentials.mjs";
import { planOf } from "./plan.mjs";
import { Random } from "./random.mjs";
import { splitNumber } from "./tagged-path.mjs";

/** @typedef {import("mysafe-broker").AuditRecord} AuditRecord */

/**
 * A call of the API that the broker was sent.
 * @typedef {object} Call
 * @property {number} number that the client gave it; `fetch` sends a call twice after a 421
 * @property {number | null} status of the answer; null while there is none
 * @property {string | null} id by which the audit knows it
 * @property {AuditRecord["event"][]} unkept the records that could not be kept, or of which the broker was told so
 * @property {Send[]} sends what the broker sent to the server for it
 */

/** A request of the broker's to the server: its number, and the status that came back. @typedef {{ number: number, status: number | null }} Send */

/**
 * What a broker did in a batch.
 * @typedef {object} BrokerLog
 * @property {string} identity who was signed in
 * @property {boolean} hasTimeout whether the broker may have stopped waiting for the server
 * @property {readonly Call[]} calls
 */

const serverUrl = process.argv[2] ?? "";

/** Requests to the server, of all batches. */
let sendCount = 0;

class ServedBroker {
  activity = new Activity();
  /** @type {Call[]} */
  #calls = [];
  /** Calls without an answer, by number. @type {Map<number, Call>} */
  #open = new Map();
  #seed;
  #plan;
  #broker;

  /** @param {number} seed */
  constructor(seed) {
    this.#seed = seed;
    this.#plan = brokerPlanOf(seed);
    const { identity, timeout, reveals, denials, limits } = this.#plan;
    const randomFor = this.#randomFor.bind(this);
    this.#broker = createBroker({
      mysafe: {
        baseUrl: `${serverUrl}/${seed}`,
        ...credentialsOf(planOf(seed), () => {}),
        timeout,
        fetch: (url, init) => this.#send(url, /** @type {RequestInit} */ (init)),
      },
      basePath: `/${seed}`,
      authenticate: () => ({ id: identity }),
      permit({ operation, identifier }) {
        if (operation === "reveal") return reveals;
        return identifier === undefined || !randomFor("permit", identifier).happens(denials);
      },
      secret: "c4nary-secret-of-the-model's-broker",
      rate: { perIdentity: 1_000_000, per: 1 },
      limits,
      audit: (record) => this.#keep(record),
      onProblem() {},
    });
  }

  /** @param {Request} request */
  async answer(request) {
    const { number } = splitNumber(new URL(request.url).pathname);
    if (number === 0) return this.#broker.fetch(request);
    /** @type {Call} */
    const call = { number, status: null, id: null, unkept: [], sends: [] };
    this.#calls.push(call);
    this.#open.set(number, call);
    const response = await this.#broker.fetch(request);
    call.status = response.status;
    this.#open.delete(number);
    return response;
  }

  /** @returns {BrokerLog} */
  end() {
    this.#broker.close();
    const { identity, timeout } = this.#plan;
    return { identity, hasTimeout: timeout < 60_000, calls: this.#calls };
  }

  /** Sends a request of the broker's, with the number in a header. @param {string} url @param {RequestInit} init */
  async #send(url, init) {
    const { before, number: callNumber } = splitNumber(url);
    if (callNumber === 0) return nodeFetch(url, init);
    sendCount += 1;
    /** @type {Send} */
    const send = { number: sendCount, status: null };
    this.#open.get(callNumber)?.sends.push(send);
    const headers = { .../** @type {Record<string, string>} */ (init.headers), "x-number": String(send.number) };
    const response = await nodeFetch(before, { ...init, headers });
    send.status = response.status;
    return response;
  }

  /** @param {AuditRecord} record */
  async #keep(record) {
    const { failures, delay } = this.#plan.audit;
    const { identifier, event, id } = record;
    const random = this.#randomFor(`audit ${event}`, identifier);
    if (delay > 0) await sleep(random.integer(0, delay));
    const call = this.#open.get(splitNumber(identifier ?? "").number);
    if (call) call.id = id;
    const fails = call !== undefined && random.happens(failures);
    if (fails) call.unkept.push(event);
    // Of a failure it is not known whether the record was kept.
    if (!fails || random.happens(0.5)) {
      const init = { method: "POST", body: JSON.stringify(record) };
      const response = await nodeFetch(`${serverUrl}/${this.#seed}/audit`, init);
      await response.arrayBuffer();
    }
    if (fails) throw new Error("the disk is full");
  }

  /** @param {string} purpose @param {string} [identifier] */
  #randomFor(purpose, identifier) {
    return new Random(`${purpose} ${this.#seed} ${identifier}`);
  }
}

async function start() {
  /** @type {Map<number, ServedBroker>} */
  const brokers = new Map();
  /** @param {number} seed */
  const brokerOf = (seed) => {
    const existing = brokers.get(seed);
    if (existing) return existing;
    const created = new ServedBroker(seed);
    brokers.set(seed, created);
    return created;
  };
  const { url } = await serve({
    fetch(request) {
      const [, seed] = /^\/(\d+)\//.exec(new URL(request.url).pathname) ?? [];
      if (seed === undefined) return new Response(null, { status: 404 });
      const broker = brokerOf(Number(seed));
      return broker.activity.during(() => broker.answer(request));
    },
  });
  /** @param {number} seed */
  const end = async (seed) => {
    const broker = brokerOf(seed);
    await broker.activity.ended(url);
    brokers.delete(seed);
    process.send?.({ seed, log: broker.end() });
  };
  process.on("message", (/** @type {{ end: number }} */ message) => void end(message.end));
  process.on("disconnect", () => process.exit());
  process.send?.({ url });
}

await start();
