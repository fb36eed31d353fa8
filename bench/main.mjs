// `npm run bench`: measures the built package against its peers, as ratios within one run.
//
// `--only one,batch` measures some rows; `--quick` measures in short; `--check` fails when a target is missed. A full run also
// writes bench/results.json and the charts.

import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { Failure, main, misused } from "../scripts/base/failure.mjs";
import { at } from "../scripts/base/project.mjs";
import { must } from "../scripts/base/run.mjs";
import { environment, formatPairs, formatTable, saveResults } from "./report.mjs";

/** @type {Record<string, () => Promise<(quick: boolean) => Promise<import("./figures.mjs").Row>>>} */
const rows = {
  one: async () => (await import("./rows/calls.mjs")).one,
  "one-chromium": async () => (await import("./rows/chromium.mjs")).one,
  together: async () => (await import("./rows/calls.mjs")).together,
  "together-chromium": async () => (await import("./rows/chromium.mjs")).together,
  batch: async () => (await import("./rows/batch.mjs")).batch,
  growth: async () => (await import("./rows/batch.mjs")).growth,
  "list-10000": async () => (await import("./rows/list.mjs")).list(10_000),
  "list-50000": async () => (await import("./rows/list.mjs")).list(50_000),
  "broker-one": async () => (await import("./rows/broker.mjs")).broker(1, 0),
  "broker-together": async () => (await import("./rows/broker.mjs")).broker(32, 0),
  "broker-one-20ms": async () => (await import("./rows/broker.mjs")).broker(1, 20),
  "broker-together-20ms": async () => (await import("./rows/broker.mjs")).broker(32, 20),
  "first-call": async () => (await import("./rows/first-call.mjs")).firstCall,
  "cli-start": async () => (await import("./rows/cli-start.mjs")).cliStart,
  bytes: async () => (await import("./rows/bytes.mjs")).bytes,
  memory: async () => (await import("./rows/memory.mjs")).calls,
  "memory-batch": async () => (await import("./rows/memory.mjs")).batch,
  page: async () => (await import("./rows/page.mjs")).page,
  "page-scroll": async () => (await import("./rows/page-scroll.mjs")).pageScroll,
  "page-run": async () => (await import("./rows/page-run.mjs")).pageRun,
  "page-lighthouse": async () => (await import("./rows/page-lighthouse.mjs")).pageLighthouse,
};

await main(async () => {
  const { only, quick, check } = settings();
  if (!existsSync(at("pkg/dist/index.js"))) throw new Failure("pkg/dist is not built. `npm run build` builds it.");
  if (!existsSync(at("bench/node_modules"))) {
    await must("npm", ["ci", "--no-audit", "--no-fund", "--prefix", at("bench")]);
  }
  const environmentInfo = environment();
  console.log(formatPairs(environmentInfo));

  const measured = [];
  for (const name of only ?? Object.keys(rows)) {
    const measure = await rows[name]();
    const row = { row: name, ...(await measure(quick)) };
    measured.push(row);
    console.log(formatTable(row));
  }
  if (!only && !quick) saveResults(environmentInfo, measured);

  const missed = measured.flatMap(({ row, targets }) =>
    targets.filter(({ reached }) => !reached).map(({ what }) => `${row}: ${what}`),
  );
  console.log(missed.length === 0 ? "\nEvery target is reached." : `\nNot reached:\n  ${missed.join("\n  ")}`);
  if (check && missed.length > 0) throw new Failure(`${missed.length} targets are not reached.`);
});

function settings() {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      quick: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
    },
  });
  const only = values.only?.split(",");
  const unknown = only?.find((name) => !(name in rows));
  if (unknown) misused(`there is no row ${unknown}; the rows are ${Object.keys(rows).join(", ")}`);
  return { only, quick: values.quick, check: values.check };
}
