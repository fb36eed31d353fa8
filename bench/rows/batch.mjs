// Batches, in Node: against plain fetch with p-limit, and against their own length.

import { bearer } from "../clients.mjs";
import { against, figures, ratio, target } from "../figures.mjs";
import { concurrency, identifiers, oursMany, plainMany } from "../many.mjs";
import { race } from "../race.mjs";
import { served } from "../serve.mjs";

/** @param {boolean} quick */
export async function batch(quick) {
  const items = identifiers(quick ? 1000 : 10_000);
  return served(async (url) => {
    const [our, theirs] = [oursMany(url), plainMany(url, await bearer(url))];
    const runners = { "mysafe-wasm": () => our(items), fetch: () => theirs(items) };
    const times = await race(runners, { rounds: quick ? 4 : 16 });
    return {
      title: `deactivateMany of ${items.length} at concurrency ${concurrency}, in Node; fetch with p-limit`,
      unit: "µs an item",
      figures: figures(times, "fetch", 1000 / items.length),
      targets: [against(times, "fetch", 1.05)],
    };
  });
}

/** @param {boolean} quick */
export async function growth(quick) {
  const lengths = quick ? [100, 1000] : [100, 1000, 10_000, 100_000];
  const longest = Math.max(...lengths);
  return served(async (url) => {
    const many = oursMany(url);
    // The short ones so often that each takes about as long as the longest may at most.
    const runners = lengths.map((length) => {
      const items = identifiers(length);
      const times = Math.ceil(Math.min(longest, 10_000) / length);
      const work = async () => {
        for (let time = 0; time < times; time += 1) await many(items);
      };
      return { length, calls: times * length, work };
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
      targets: [target("within 10 % of the shortest", worst(perItem, first), 1.1)],
    };
  });
}

/** The ratio of the slowest length to `first`. */
function worst(perItem, first) {
  const others = Object.values(perItem).map((values) => ratio(values, perItem[first]).ratio);
  return Math.max(...others);
}
