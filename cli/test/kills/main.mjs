// node cli/test/kills/main.mjs --kills 1000 --seed 1 --workers 2

import { parseArgs } from "node:util";
import { hasBeforeSend } from "./batch.mjs";
import { campaign } from "./campaign.mjs";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: "2" },
  },
});
const [kills, seed, workers] = [values.kills, values.seed, values.workers].map(Number);
console.log(`announced by ${hasBeforeSend ? "beforeSend" : "a generator"}`);
let shown = 0;
const figures = await campaign({
  kills,
  seed,
  workers,
  onLife(sums) {
    if (sums.kills - shown < 50) return;
    shown = sums.kills;
    console.log(JSON.stringify(sums));
  },
});
console.log(JSON.stringify(figures));
