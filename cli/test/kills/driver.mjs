// One run in a process of its own, to be killed: `run`, `resume` or `undo` of a journal. It stands for the command.
//
//   node driver.mjs '{"command": "run", "url": …, "journal": …, "items": […], "die": {"at": "sent", "number": 7}}'
//
// `die` kills the process at a moment that a clock would rarely hit. It prints one line of JSON about its report.

import { MySafe } from "mysafe-wasm";
import { readJournal } from "../../dist/journal/read.js";
import { undoable, undoPlan } from "../../dist/journal/undo.js";
import { createJournal, Journal, openJournal } from "../../dist/journal/write.js";
import { runBatch } from "../../dist/run/runner.js";
import { batchOf } from "./batch.mjs";

const { command, url, journal: path, undo, items, die } = JSON.parse(process.argv[2]);

let reached = 0;
function moment(name) {
  if (die?.at !== name) return;
  reached += 1;
  if (reached === die.number) process.kill(process.pid, "SIGKILL");
}

/** Kills before or after a method of the journal, as `die` says. */
for (const method of ["sent", "outcome", "end", "undoing", "undone"]) {
  const original = Journal.prototype[method];
  Journal.prototype[method] = function (...args) {
    moment(`before ${method}`);
    const result = original.apply(this, args);
    if (!(result instanceof Promise)) {
      moment(method);
      return result;
    }
    return result.then(() => moment(method));
  };
}

const started = new Date().toISOString();
const journal = await open();
moment("opened");
const { action } = journal.run.plan;
const mysafe = new MySafe({
  baseUrl: url,
  clientId: "demo",
  clientSecret: "demo-secret",
  timeout: 120,
  retry: { attempts: 5, minDelay: 2, maxDelay: 10 },
});
const report = await runBatch({ batch: batchOf(mysafe, action), journal });
mysafe.close();
await journal.close();
const { outcomes: _, takenBack, ...counts } = report;
console.log(JSON.stringify({ ...counts, takenBack: takenBack.length }));

function open() {
  if (command === "resume") return openJournal(path);
  if (command === "run") {
    const plan = { kind: "apiSecret", action: "deactivate", address: url, verify: false, started, items };
    return createJournal(path, plan);
  }
  const selection = undoable([{ path, run: readJournal(path) }]);
  return createJournal(undo, undoPlan(selection, { includeUncertain: false, verify: false, started }));
}
