// The two patterns of single calls, measured both in Node and in a page.

import { competitors } from "./clients.mjs";
import { against, figures } from "./figures.mjs";
import { race } from "./race.mjs";

/** Calls one after another. */
const oneByOne = (call, count) => async () => {
  for (let index = 0; index < count; index += 1) await call(String(43 + index));
};

/** 32 calls at a time. */
const together = (call, count) => async () => {
  for (let made = 0; made < count; made += 32) {
    await Promise.all(Array.from({ length: 32 }, (_, index) => call(String(43 + index))));
  }
};

const patterns = {
  one: {
    title: "One deactivate after another",
    toRunner: oneByOne,
    calls: 100,
    targets: (times) => [against(times, "fetch", 1.1), against(times, "ky", 1), against(times, "axios", 1)],
  },
  together: {
    title: "32 at a time",
    toRunner: together,
    calls: 320,
    targets: (times) => [against(times, "fetch", 1.1)],
  },
};

/**
 * The times of each client, by round.
 * @param {keyof typeof patterns} pattern
 * @param {string} url
 * @param {number} rounds
 */
export async function timesOf(pattern, url, rounds) {
  const { calls, toRunner } = patterns[pattern];
  const runners = Object.entries(await competitors(url)).map(([name, call]) => [name, toRunner(call, calls)]);
  return race(Object.fromEntries(runners), { rounds, warmups: Math.min(rounds, 5) });
}

/** @param {keyof typeof patterns} pattern @param {string} where @param {Record<string, number[]>} times */
export function rowOf(pattern, where, times) {
  const { title, calls, targets } = patterns[pattern];
  const unit = "µs a call";
  return {
    title: `${title}, in ${where}`,
    unit,
    figures: figures(times, "fetch", 1000 / calls),
    targets: targets(times),
  };
}
