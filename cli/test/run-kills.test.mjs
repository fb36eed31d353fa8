import assert from "node:assert/strict";
import { test } from "node:test";
import { campaign } from "./kills/campaign.mjs";

const kills = Number(process.env.KILLS ?? 50);

test(`${kills} times kill -9: no answer is lost, and the undo restores what was there`, async (t) => {
  const figures = await campaign({ kills, seed: Number(process.env.SEED ?? 1) });
  t.diagnostic(JSON.stringify(figures));
  assert.ok(figures.kills >= kills);
});
