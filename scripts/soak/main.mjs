// @ts-check
// `npm run soak`: long tests of the promises about batches, the broker and memory.
//
// Without arguments: deactivates 10 000 secrets, 32 at a time, through a network that fails three requests in ten, once with
// retries and once without, and compares the report to the sandbox's state. `--without revoked` leaves out a kind of fault.
// `--broker`: two people deactivate 10 000 secrets each, at the same time and through one broker, and its audit is compared, too.
// `--calls 100000`: makes so many calls in one process, and watches its memory.
// `--model`: the model test of scripts/model, until there are a million outcomes, or `--outcomes` many. `--model --broker`: with a
// broker between the client and the server.

import { parseArgs } from "node:util";
import { Failure, main, misused } from "../base/failure.mjs";
import { runModel } from "../model/model.mjs";
import { allReportProblems, auditProblems } from "./audit-verdict.mjs";
import { callsInOneProcess } from "./calls.mjs";
import { deactivateAll } from "./deactivations.mjs";
import { deactivateByTwo, openItems } from "./identities.mjs";
import { countLost, problems, shortcomings } from "./verdict.mjs";

await main(async () => {
  const { items, concurrency, seed, without, calls, model, broker, outcomes } = settings();
  if (model) await compareToModel({ outcomes, seed, broker });
  else if (calls > 0) await watchMemory(calls);
  else {
    const run = broker ? soakByTwo : soak;
    await run({ items, concurrency, seed, without, retry: true });
    await run({ items, concurrency, seed, without, retry: false });
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
      broker: { type: "boolean", default: false },
      outcomes: { type: "string", default: "1000000" },
      without: { type: "string", multiple: true, default: [] },
    },
  });
  /** @param {"items" | "concurrency" | "seed" | "calls" | "outcomes"} name */
  const integer = (name) => {
    const number = Number(values[name]);
    return Number.isSafeInteger(number) && number >= 0 ? number : misused(`--${name} must be a whole number`);
  };
  return {
    items: integer("items"),
    concurrency: integer("concurrency"),
    seed: integer("seed"),
    calls: integer("calls"),
    without: values.without,
    model: values.model,
    broker: values.broker,
    outcomes: integer("outcomes"),
  };
}

/** @param {{ outcomes: number, seed: number, broker: boolean }} options */
async function compareToModel({ outcomes, seed, broker }) {
  const step = Math.max(outcomes / 50, 1000);
  let nextLine = step;
  const figures = await runModel({
    outcomes,
    seed,
    broker,
    onBatch(figures) {
      // Printed at once: a run is long, and may be interrupted.
      for (const text of figures.unreported.splice(0)) console.log(`  ${text}`);
      if (figures.outcomes < nextLine) return;
      nextLine += step;
      console.log(`  ${figures.progress}`);
    },
  });
  console.log(figures.summary);
  if (figures.falseOutcomes > 0) throw new Failure(`${figures.falseOutcomes} outcomes are false.`);
  if (figures.falseCalls > 0) throw new Failure(`${figures.falseCalls} times the broker broke a rule.`);
  console.log("  every claim is true");
}

/** @param {Parameters<typeof deactivateAll>[0]} options */
async function soak(options) {
  const { items, report, truth, counts, timedOut, seconds } = await deactivateAll(options);
  const uncertain = report.outcomes.filter((outcome) => "change" in outcome && !outcome.change.certain).length;
  const faults = truth.requests.filter(({ fault }) => fault).length;
  console.log(`
${options.retry ? "with retries" : "without retries"}: ${items.length} secrets, ${options.concurrency} at a time, seed ${options.seed}, ${seconds.toFixed(1)} s
  changed ${report.changed} (${uncertain} uncertain), unchanged ${report.unchanged}, failed ${report.failed}, unknown ${report.unknown}, skipped ${report.skipped}
  requests ${counts.requests}, retries ${counts.retries}, token requests ${truth.tokenRequests}, tokens ${counts.tokens}
  the sandbox: faults in ${faults} of ${truth.requests.length} requests, changes ${truth.changes.filter(({ changed }) => changed).length} (${countLost(truth)} with a lost answer), still on ${truth.active.length}`);
  const found = [
    ...problems(items, report, truth, { once: !options.retry, timedOut }),
    ...(options.retry ? shortcomings(report, truth) : []),
    ...(report.error && !options.retry ? [`the batch ended early: ${report.error.message}`] : []),
  ];
  fail("the report is wrong", found);
  console.log("  the report is right");
}

/** @param {string} what @param {readonly string[]} found */
function fail(what, found) {
  if (found.length === 0) return;
  const more = found.length > 20 ? `\n  and ${found.length - 20} more` : "";
  throw new Failure(`${what}:\n  ${found.slice(0, 20).join("\n  ")}${more}`);
}

/** @param {Parameters<typeof deactivateByTwo>[0]} options */
async function soakByTwo(options) {
  const { people, truth, records, seconds } = await deactivateByTwo(options);
  const faults = truth.requests.filter(({ fault }) => fault).length;
  console.log(`
${options.retry ? "with retries" : "without retries"}, through a broker: ${options.items} secrets each, ${options.concurrency} at a time each, seed ${options.seed}, ${seconds.toFixed(1)} s`);
  for (const { identity, report } of people) {
    const { changed, unchanged, failed, unknown, skipped } = report;
    console.log(
      `  ${identity}: changed ${changed}, unchanged ${unchanged}, failed ${failed}, unknown ${unknown}, skipped ${skipped}`,
    );
  }
  console.log(`  records of the audit ${records.length}
  the sandbox: faults in ${faults} of ${truth.requests.length} requests, changes ${truth.changes.filter(({ changed }) => changed).length} (${countLost(truth)} with a lost answer), still on ${truth.active.length}`);
  const run = { audits: [records], truth, people };
  fail("a report or the audit is wrong", [
    ...allReportProblems(run, { once: !options.retry }),
    ...auditProblems(run),
    ...(options.retry ? openItems(people) : []),
  ]);
  console.log("  both reports and the audit are right");
}

/** @param {number} calls */
async function watchMemory(calls) {
  const { seconds, early, late } = await callsInOneProcess(calls);
  const heap = (late.heap - early.heap) / 1e6;
  console.log(`
${calls} calls in ${seconds.toFixed(1)} s
  WebAssembly memory ${early.wasm / 1024} KiB after the first thousand, ${late.wasm / 1024} KiB at the end
  JavaScript heap after collection ${(early.heap / 1e6).toFixed(2)} MB, then ${(late.heap / 1e6).toFixed(2)} MB`);
  if (late.wasm > early.wasm) throw new Failure("the WebAssembly memory grew.");
  if (heap >= 5) throw new Failure(`the JavaScript heap grew by ${heap.toFixed(1)} MB.`);
}
