// @ts-check
// The plan of the broker in front of one batch: who is signed in, and how much goes wrong in the broker itself. Like the
// batch's own plan, it is a function of the seed.

import { planOf } from "./plan.mjs";
import { Random } from "./random.mjs";

/**
 * @typedef {object} BrokerPlan
 * @property {string} identity who is signed in
 * @property {number} timeout of a request to the server, in ms
 * @property {boolean} reveals whether stored values pass, and answers as they are
 * @property {number} denials the probability that a call is not permitted
 * @property {{ failures: number, delay: number }} audit the probability that a record cannot be kept, and the longest time, in ms, that keeping one takes
 * @property {{ concurrentPerIdentity?: number, waiting?: number }} limits
 */

/** A limit, ms, that a busy machine does not reach either. */
const never = 60_000;

/** @param {number} seed @returns {BrokerPlan} */
export function brokerPlanOf(seed) {
  const random = new Random(`broker ${seed}`);
  // Where answers stall, the broker or the client stops waiting first. Elsewhere a time limit would only slow down machines.
  const stalls = planOf(seed).options.timeout < never;
  return {
    identity: `${random.pick(["ana", "rui", "eva"])}@example.com`,
    timeout: stalls ? random.integer(20, 150) : never,
    reveals: random.happens(0.2),
    denials: random.pick([0, 0, 0, 0.1]),
    audit: { failures: random.pick([0, 0, 0, 0.1]), delay: random.pick([0, 0, 3]) },
    // A call beyond these limits waits for a second, so few batches have them.
    limits: random.happens(0.03) ? { concurrentPerIdentity: random.integer(1, 2), waiting: random.integer(1, 3) } : {},
  };
}
