// @ts-check
// node broker/test/truth/kills/main.mjs --kills 1000 --seed 1

import { parseArgs } from "node:util";
import { campaign } from "./campaign.mjs";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
});
const began = performance.now();
const { problems, ...figures } = await campaign({
  kills: Number(values.kills),
  seed: Number(values.seed),
  onKill({ problems, ...figures }) {
    for (const problem of problems.splice(0)) {
      console.log(problem);
      process.exitCode = 1;
    }
    if (figures.kills % 20 === 0) console.log(JSON.stringify(figures));
  },
});
console.log(JSON.stringify({ ...figures, seconds: Math.round((performance.now() - began) / 1000) }));
