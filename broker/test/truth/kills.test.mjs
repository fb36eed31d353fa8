// @ts-check
// Two instances with one secret, of which one is killed at a random moment of a batch. kills/main.mjs is the long one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { campaign } from "./kills/campaign.mjs";

const kills = Number(process.env.KILLS ?? 20);

test(`${kills} times kill -9 of an instance: the other takes over, and neither the report nor an audit is false`, async () => {
  const { problems, ...figures } = await campaign({ kills, seed: Number(process.env.SEED ?? 1) });
  assert.deepEqual(problems, []);
  // The kills came in the middle of something.
  assert.ok(figures.doubtful > kills / 4 && figures.done > 0, JSON.stringify(figures));
});
