// @ts-check
// What a batch sees of the server through a broker, as a log of the server's: the rules for reports then hold as they are.

/** @typedef {import("./broker.mjs").BrokerLog} BrokerLog */
/** @typedef {import("./broker.mjs").Call} Call */
/** @typedef {import("./world.mjs").Log} Log */
/** @typedef {import("./world.mjs").ReceivedRequest} ReceivedRequest */
/** @typedef {import("./sent-requests.mjs").SentRequest} SentRequest */

/** The statuses by which a broker refuses a call and a client knows that nothing was done. */
const refusals = [401, 403, 404, 405, 413, 414, 415, 429, 431];

/** The statuses in place of an answer that the server did not give, or that cannot be passed on. */
const unanswered = [502, 504];

/**
 * The log as the client can see it. Each request that the broker passed on has the number of the client's request. What the
 * broker changes is only this:
 *
 * - A call that it refused never reached the server: it counts as refused there. The 503 and the 502 of a broker that
 *   could not write its audit, or got no token, leave a client in doubt.
 * - Of a call that it sent again, with another token after a 401, the client sees the last answer.
 * - An answer that did not come, or not completely, or that came too late for the broker, is a 502 or 504: doubt. So is a
 *   401 that was meant for the broker.
 * @param {Log} log
 * @param {BrokerLog} broker
 * @param {readonly SentRequest[]} sentRequests
 * @returns {Log}
 */
export function seenThrough({ requests, switches, notes }, { calls }, sentRequests) {
  const arrived = new Map(requests.map((request) => [request.number, request]));
  const sent = new Map(sentRequests.map((request) => [request.number, request]));
  const passed = calls.flatMap((call) => {
    const last = call.sends.at(-1);
    if (!last) return refusedCall(call, sent.get(call.number));
    const request = arrived.get(last.number);
    // One that never arrived is missing in the log, as without a broker.
    if (!request) return [];
    const isUnanswered = unanswered.includes(call.status ?? 0);
    return [{ ...request, number: call.number, ...(isUnanswered && { doubt: true, meaning: null }) }];
  });
  const others = requests.filter(({ number }) => number === 0);
  return { requests: [...others, ...passed], switches, notes };
}

/** @param {Call} call @param {SentRequest | undefined} sent @returns {ReceivedRequest[]} */
function refusedCall({ number, status }, sent) {
  if (!sent) return [];
  const isRefused = refusals.includes(status ?? 0);
  return [
    {
      ...{ number, operation: sent.operation, key: sent.key, at: 0, fault: "refused by the broker", family: null },
      ...{
        work: /** @type {const} */ ("never"),
        doubt: !isRefused,
        meaning: isRefused ? "refused" : null,
        active: false,
      },
    },
  ];
}
