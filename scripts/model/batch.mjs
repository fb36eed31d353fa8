// @ts-check
// Runs one batch with the real client as its plan says, and collects the client's half of the evidence for the verdict.

import { setTimeout as sleep } from "node:timers/promises";
import { brokerToken } from "mysafe-broker/browser";
import { MySafe } from "mysafe-wasm";
import { credentialsOf } from "./credentials.mjs";
import { kinds } from "./kinds.mjs";
import { onSend } from "./sent-requests.mjs";

/** @typedef {import("./plan.mjs").Plan} Plan */
/** @typedef {import("./evidence.mjs").Evidence} Evidence */

/**
 * @param {string} url of the server, or of the broker in front of it
 * @param {Plan} plan
 * @param {boolean} [throughBroker]
 * @returns {Promise<Omit<Evidence, "log">>}
 */
export async function runBatch(url, plan, throughBroker = false) {
  const { kind, action, options, retry, seed, ending } = plan;
  /** @type {import("./sent-requests.mjs").SentRequest[]} */
  const sentRequests = [];
  const timeouts = new Set();
  const progress = { calls: 0, inOrder: true };
  const facts = { aborted: false, closed: false, pulled: 0, sourceFailed: false, providerFailed: false };
  const controller = new AbortController();
  const failed = () => {
    facts.providerFailed = true;
  };
  const provide = throughBroker ? brokerToken(`${url}/${seed}/token`) : undefined;
  const client = new MySafe({
    baseUrl: `${url}/${seed}`,
    ...credentialsOf(plan, failed, provide),
    retry,
    timeout: options.timeout,
    onEvent(event) {
      if (event.type === "response" && event.code === "TIMEOUT") timeouts.add(event.identifier);
    },
  });
  const end = async () => {
    if (ending && ending.delay > 0) await sleep(ending.delay);
    if (ending?.kind === "abort") {
      facts.aborted = true;
      controller.abort(new Error("enough"));
    } else {
      facts.closed = true;
      client.close();
    }
  };
  /** @param {import("./sent-requests.mjs").SentRequest} request */
  const listener = (request) => {
    sentRequests.push(request);
    if (ending && sentRequests.length === ending.after) void end();
  };
  const stopListening = onSend(seed, listener, throughBroker);
  // A client that is not ready yet could not be closed in the middle of a batch.
  await client.ready();
  if (ending?.after === 0 && ending.kind === "abort") await end();
  const { concurrency, deadline, outage, verify } = options;
  const settings = {
    ...{ concurrency, deadline, outage, verify, signal: controller.signal },
    /** @param {import("mysafe-wasm").BatchProgress} update */
    onProgress({ done }) {
      progress.calls += 1;
      progress.inOrder &&= done === progress.calls;
    },
  };
  const items = sourceOf(plan, facts);
  const collection = client[kinds[kind].collection];
  const work =
    action === "activate" ? collection.activateMany(items, settings) : collection.deactivateMany(items, settings);
  const [report, rejection] = await work.then(
    (report) => /** @type {const} */ ([report, null]),
    (reason) => /** @type {const} */ ([null, String(reason)]),
  );
  const factsAtEnd = { ...facts };
  client.close();
  stopListening();
  return { plan, sentRequests, report, rejection, facts: factsAtEnd, timeouts: [...timeouts], progress };
}

/** @param {Plan} plan @param {{ pulled: number, sourceFailed: boolean }} facts */
function sourceOf({ mentions, source, failsAt }, facts) {
  const items = mentions.map(({ identifier, wrapped }) => (wrapped ? { identifier } : identifier));
  if (source === "array") return items;
  // A set would merge equal identifiers, so each is wrapped in an object.
  if (source === "set")
    return new Set(items.map((identifier) => (typeof identifier === "object" ? identifier : { identifier })));
  const fail = (/** @type {number} */ index) => {
    if (index !== failsAt) return;
    facts.sourceFailed = true;
    throw new Error("the source broke");
  };
  function* generate() {
    for (const [index, item] of items.entries()) {
      fail(index);
      facts.pulled += 1;
      yield item;
    }
    fail(items.length);
  }
  if (source === "generator") return generate();
  return (async function* () {
    for (const item of generate()) {
      if (facts.pulled % 3 === 0) await sleep(1);
      yield item;
    }
  })();
}
