// @ts-check
// `npm run soak`: what the client promises, at length.
//
// Without arguments it switches off 10 000 secrets, 32 at a time, through a network that fails three requests in ten,
// once with retries and once without, and compares the report to the truth. `--calls 100000` makes so many calls in one
// process instead and watches its memory. `--without revoked` leaves a kind of fault out. `--model` runs batches with random
// options against a server that misbehaves in every way there is, until there are a million outcomes, or `--outcomes` many.

import { parseArgs } from "node:util";
import { Failure, main, misused } from "../base/failure.mjs";
import { runModel } from "../model/model.mjs";
import { callsInOneProcess } from "./calls.mjs";
import { deactivateAll } from "./deactivations.mjs";
import { lost, problems, shortcomings } from "./verdict.mjs";

await main(async () => {
  const { items, concurrency, seed, without, calls, model, outcomes } = settings();
  if (model) await compareToModel({ outcomes, seed });
  else if (calls > 0) await watchMemory(calls);
  else {
    await soak({ items, concurrency, seed, without, retry: true });
    await soak({ items, concurrency, seed, without, retry: false });
  }
});

function settings() {
  const { values } = parseArgs({
    options: {
      items: { type: "string", default: "10000" },
      concurrency: { type: "string", default: "32" },
      seed: { type: "string", default: "1" },
      calls: { type: "string", default: "0" },
      model: { type: "boolean", default: false },
      outcomes: { type: "string", default: "1000000" },
      without: { type: "string", multiple: true, default: [] },
    },
  });
  /** @param {"items" | "concurrency" | "seed" | "calls" | "outcomes"} name */
  const whole = (name) => {
    const number = Number(values[name]);
    return Number.isSafeInteger(number) && number >= 0 ? number : misused(`--${name} wants a whole number`);
  };
  return {
    items: whole("items"),
    concurrency: whole("concurrency"),
    seed: whole("seed"),
    calls: whole("calls"),
    without: values.without,
    model: values.model,
    outcomes: whole("outcomes"),
  };
}

/** @param {{ outcomes: number, seed: number }} how */
async function compareToModel({ outcomes, seed }) {
  const step = Math.max(outcomes / 50, 1000);
  let told = step;
  const figures = await runModel({
    outcomes,
    seed,
    onBatch(figures) {
      // At once: a run is long, and may be ended by hand.
      for (const text of figures.unreported.splice(0)) console.log(`  ${text}`);
      if (figures.outcomes < told) return;
      told += step;
      console.log(`  ${figures.progress}`);
    },
  });
  console.log(figures.summary);
  if (figures.falseOutcomes > 0) throw new Failure(`${figures.falseOutcomes} outcomes are untrue.`);
  console.log("  every claim is true");
}

/** @param {Parameters<typeof deactivateAll>[0]} how */
async function soak(how) {
  const { items, report, truth, seen, late, seconds } = await deactivateAll(how);
  const uncertain = report.outcomes.filter((outcome) => "change" in outcome && !outcome.change.certain).length;
  const faults = truth.requests.filter(({ fault }) => fault).length;
  console.log(`
${how.retry ? "with retries" : "without retries"}: ${items.length} secrets, ${how.concurrency} at a time, seed ${how.seed}, ${seconds.toFixed(1)} s
  changed ${report.changed} (${uncertain} uncertain), unchanged ${report.unchanged}, failed ${report.failed}, unknown ${report.unknown}, skipped ${report.skipped}
  requests ${seen.requests}, retries ${seen.retries}, token requests ${truth.tokenRequests}, tokens ${seen.tokens}
  the sandbox: faults ${faults} of ${truth.requests.length} requests, changes ${truth.changes.filter(({ changed }) => changed).length}, of which answers lost ${lost(truth)}, still on ${truth.active.length}`);
  const wrong = [
    ...problems(items, report, truth, { once: !how.retry, late }),
    ...(how.retry ? shortcomings(report, truth) : []),
    ...(report.error && !how.retry ? [`it ended early: ${report.error.message}`] : []),
  ];
  if (wrong.length > 0) {
    const more = wrong.length > 20 ? `\n  and ${wrong.length - 20} more` : "";
    throw new Failure(`the report is not the truth:\n  ${wrong.slice(0, 20).join("\n  ")}${more}`);
  }
  console.log("  the report is the truth");
}

/** @param {number} calls */
async function watchMemory(calls) {
  const { seconds, early, late } = await callsInOneProcess(calls);
  const heap = (late.heap - early.heap) / 1e6;
  console.log(`
${calls} calls in ${seconds.toFixed(1)} s
  WebAssembly memory ${early.wasm / 1024} KiB after the first thousand, ${late.wasm / 1024} KiB at the end
  JavaScript heap after collection ${(early.heap / 1e6).toFixed(2)} MB, then ${(late.heap / 1e6).toFixed(2)} MB`);
  if (late.wasm > early.wasm) throw new Failure("the WebAssembly memory has grown.");
  if (heap >= 5) throw new Failure(`the JavaScript heap has grown by ${heap.toFixed(1)} MB.`);
}
