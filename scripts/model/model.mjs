// @ts-check
// Runs many batches against the model's server, and adds up what the verdict finds.

import { runBatch } from "./batch.mjs";
import { Figures } from "./figures.mjs";
import { seenThrough } from "./passage.mjs";
import { planOf } from "./plan.mjs";
import { startBroker, startServer } from "./start-server.mjs";

/** Batches that run at the same time: a batch mostly waits. */
const parallelBatches = 24;

/**
 * Runs one batch for each seed from `seed` on, until there are so many outcomes.
 * @param {object} options
 * @param {number} options.outcomes
 * @param {number} options.seed
 * @param {boolean} [options.broker] whether there is a broker between the client and the server
 * @param {(figures: Figures) => void} [options.onBatch]
 */
export async function runModel({ outcomes, seed, broker: hasBroker = false, onBatch }) {
  const server = await startServer();
  const broker = hasBroker ? await startBroker(server.url) : null;
  const figures = new Figures();
  let next = seed;
  const runBatches = async () => {
    while (figures.outcomes < outcomes) {
      const current = next;
      next += 1;
      const evidence = await runBatch(broker?.url ?? server.url, planOf(current), hasBroker);
      const { plan, sentRequests } = evidence;
      // The broker first: as long as it works, the server may be sent something.
      const ofBroker = await broker?.end(current);
      const log = await server.end(current);
      if (ofBroker) {
        figures.addBroker(current, { kind: plan.kind, log, broker: ofBroker, sentRequests });
        figures.add(current, { ...evidence, log: seenThrough(log, ofBroker, sentRequests) });
      } else figures.add(current, { ...evidence, log });
      onBatch?.(figures);
    }
  };
  try {
    await Promise.all(Array.from({ length: parallelBatches }, runBatches));
  } finally {
    await broker?.close();
    await server.close();
  }
  return figures;
}
