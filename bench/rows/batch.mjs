// Batches in Node: compared to plain fetch with p-limit, and by their length.

import { concurrency, fetchBatch, identifiers, mysafeBatch } from "../batches.mjs";
import { requestToken } from "../clients.mjs";
import { against, figures, ratio, target } from "../figures.mjs";
import { race } from "../race.mjs";
import { withServer } from "../serve.mjs";

/** @param {boolean} quick */
export async function batch(quick) {
  const items = identifiers(quick ? 1000 : 10_000);
  return withServer(async (url) => {
    const [ownBatch, peerBatch] = [mysafeBatch(url), fetchBatch(url, await requestToken(url))];
    const runners = { "mysafe-wasm": () => ownBatch(items), fetch: () => peerBatch(items) };
    const times = await race(runners, { rounds: quick ? 4 : 16 });
    return {
      title: `deactivateMany of ${items.length} at concurrency ${concurrency}, in Node; fetch with p-limit`,
      unit: "µs an item",
      figures: figures(times, "fetch", 1000 / items.length),
      targets: [against(times, "fetch", 1.1)],
    };
  });
}

/** @param {boolean} quick */
export async function growth(quick) {
  const lengths = quick ? [100, 1000] : [100, 1000, 10_000, 100_000];
  const longest = Math.max(...lengths);
  return withServer(async (url) => {
    const batchOf = mysafeBatch(url);
    // A short batch is repeated, so that each length takes about equally long.
    const runners = lengths.map((length) => {
      const items = identifiers(length);
      const repetitions = Math.ceil(Math.min(longest, 10_000) / length);
      const work = async () => {
        for (let repetition = 0; repetition < repetitions; repetition += 1) await batchOf(items);
      };
      return { length, calls: repetitions * length, work };
    });
    const measured = await race(Object.fromEntries(runners.map(({ length, work }) => [`${length} items`, work])), {
      rounds: quick ? 4 : 8,
    });
    const perItem = Object.fromEntries(
      runners.map(({ length, calls }) => {
        const name = `${length} items`;
        return [name, measured[name].map((ms) => (ms * 1000) / calls)];
      }),
    );
    const first = `${lengths[0]} items`;
    return {
      title: "Growth of a batch, in Node",
      unit: "µs an item",
      figures: figures(perItem, first),
      targets: [target("within 10 % of the shortest", slowestRatio(perItem, first), 1.1)],
    };
  });
}

/** The ratio of the slowest length to the length `first`. */
function slowestRatio(perItem, first) {
  const others = Object.values(perItem).map((values) => ratio(values, perItem[first]).ratio);
  return Math.max(...others);
}
