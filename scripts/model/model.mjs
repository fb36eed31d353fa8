// @ts-check
// Many batches against a server that misbehaves and knows the truth.

import { runBatch } from "./batch.mjs";
import { Figures } from "./figures.mjs";
import { planOf } from "./plan.mjs";
import { serveModel } from "./serving.mjs";

/** Batches at a time: most of a batch is waiting. */
const lanes = 24;

/**
 * Runs batches, one for each number from `seed` on, until there are so many outcomes.
 * @param {{ outcomes: number, seed: number, onBatch?: (figures: Figures) => void }} how
 */
export async function runModel({ outcomes, seed, onBatch }) {
  const server = await serveModel();
  const figures = new Figures();
  let next = seed;
  const lane = async () => {
    while (figures.outcomes < outcomes) {
      const number = next;
      next += 1;
      const evidence = await runBatch(server.url, planOf(number));
      figures.add(number, { ...evidence, log: await server.end(number) });
      onBatch?.(figures);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    await server.close();
  }
  return figures;
}
