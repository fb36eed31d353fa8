// @ts-check
// Runs many batches against the model's server, and adds up what the verdict finds.

import { runBatch } from "./batch.mjs";
import { Figures } from "./figures.mjs";
import { planOf } from "./plan.mjs";
import { startServer } from "./start-server.mjs";

/** Batches that run at the same time: a batch mostly waits. */
const parallelBatches = 24;

/**
 * Runs one batch for each seed from `seed` on, until there are so many outcomes.
 * @param {{ outcomes: number, seed: number, onBatch?: (figures: Figures) => void }} options
 */
export async function runModel({ outcomes, seed, onBatch }) {
  const server = await startServer();
  const figures = new Figures();
  let next = seed;
  const runBatches = async () => {
    while (figures.outcomes < outcomes) {
      const current = next;
      next += 1;
      const evidence = await runBatch(server.url, planOf(current));
      figures.add(current, { ...evidence, log: await server.end(current) });
      onBatch?.(figures);
    }
  };
  try {
    await Promise.all(Array.from({ length: parallelBatches }, runBatches));
  } finally {
    await server.close();
  }
  return figures;
}
