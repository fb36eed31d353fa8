// Many lives, side by side, until there were so many kills.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { live } from "./life.mjs";

const sandbox = fileURLToPath(new URL("sandbox.mjs", import.meta.url));

/** Kills runs at random moments.
 *
 * @param kills how many
 * @param seed the seed of the first life; the next has the next one
 * @param workers how many lives go on at a time
 * @returns the sums of their figures, and the time in seconds */
export async function campaign({ kills, seed, workers = 2, onLife = () => {} }) {
  const sums = { lives: 0, kills: 0, runs: 0, torn: 0, early: 0, uncertain: 0, foreign: 0 };
  const began = performance.now();
  let next = seed;
  async function work() {
    const child = fork(sandbox, { stdio: "inherit" });
    try {
      await once(child, "message");
      const ask = questions(child);
      while (sums.kills < kills) {
        const own = next++;
        const random = generator(own);
        const few = Math.min(1 + Math.floor(random() * 8), kills - sums.kills);
        const figures = await live({ seed: own, kills: few, ask, random });
        sums.lives += 1;
        for (const [name, figure] of Object.entries(figures)) sums[name] += figure;
        onLife(sums);
      }
    } finally {
      child.disconnect();
    }
  }
  const results = await Promise.allSettled(Array.from({ length: workers }, work));
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  return { ...sums, seconds: Math.round((performance.now() - began) / 100) / 10 };
}

function questions(child) {
  const waiting = new Map();
  let number = 0;
  child.on("message", ({ number, answer }) => {
    waiting.get(number)?.(answer);
    waiting.delete(number);
  });
  return (question, rest = {}) =>
    new Promise((resolve) => {
      number += 1;
      waiting.set(number, resolve);
      child.send({ ...rest, number, question });
    });
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
