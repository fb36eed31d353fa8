// Runs the clients in turn, round after round, so that other load on the machine affects all alike.

import { Bench } from "tinybench";

/**
 * Measures how long each runner takes in each round, ms.
 * @param {Record<string, () => Promise<unknown>>} runners
 * @param {{ rounds: number, warmups?: number }} options
 */
export async function race(runners, { rounds, warmups = 1 }) {
  const names = Object.keys(runners);
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < warmups + rounds; round += 1) {
    const bench = new Bench({ iterations: 1, time: 0, warmup: false, throws: true });
    for (const name of orderOfRound(names, round)) bench.add(name, runners[name], { async: true });
    await bench.run();
    if (round < warmups) continue;
    for (const { name, result } of bench.tasks) times[name]?.push(result.latency.mean);
  }
  return times;
}

/**
 * The order of a round. The first one changes each round, and the direction after each full cycle.
 * @template T
 * @param {T[]} all
 * @param {number} round
 */
export function orderOfRound(all, round) {
  const first = round % all.length;
  const order = [...all.slice(first), ...all.slice(0, first)];
  return Math.floor(round / all.length) % 2 ? order.reverse() : order;
}
