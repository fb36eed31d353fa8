// The two manners of calling, as Node and a page measure them.

import { deactivators } from "./clients.mjs";
import { against, figures } from "./figures.mjs";
import { race } from "./race.mjs";

/** One after another. */
const oneByOne = (call, count) => async () => {
  for (let index = 0; index < count; index += 1) await call(String(43 + index));
};

/** 32 at a time. */
const together = (call, count) => async () => {
  for (let made = 0; made < count; made += 32) {
    await Promise.all(Array.from({ length: 32 }, (_, index) => call(String(43 + index))));
  }
};

const manners = {
  one: {
    title: "One deactivate after another",
    around: oneByOne,
    calls: 100,
    targets: (times) => [against(times, "fetch", 1.1), against(times, "ky", 1), against(times, "axios", 1)],
  },
  together: {
    title: "32 at a time",
    around: together,
    calls: 320,
    targets: (times) => [against(times, "fetch", 1.1)],
  },
};

/**
 * How long everybody takes, in each round, for so many calls.
 * @param {keyof typeof manners} manner
 * @param {string} url
 * @param {number} rounds
 */
export async function timesOf(manner, url, rounds) {
  const { calls, around } = manners[manner];
  const runners = Object.entries(await deactivators(url)).map(([name, call]) => [name, around(call, calls)]);
  return race(Object.fromEntries(runners), { rounds, warmups: Math.min(rounds, 5) });
}

/** @param {keyof typeof manners} manner @param {string} where @param {Record<string, number[]>} times */
export function rowOf(manner, where, times) {
  const { title, calls, targets } = manners[manner];
  const unit = "µs a call";
  return {
    title: `${title}, in ${where}`,
    unit,
    figures: figures(times, "fetch", 1000 / calls),
    targets: targets(times),
  };
}
