// The order of the steps of `npm test`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { schedule } from "../../scripts/dev/schedule.mjs";

/** Runs tasks that end in the order in which `ends` names them; returns the log, and what did not run. */
async function runTasks(tasks, ends, failing = []) {
  const log = [];
  const running = new Map();
  const ended = schedule(tasks, 2, (task) => {
    log.push(`+${task.name}`);
    return new Promise((resolve) => running.set(task.name, resolve));
  });
  for (const name of ends) {
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`-${name}`);
    running.get(name)(!failing.includes(name));
  }
  const rest = await ended;
  return { log: log.join(" "), rest: rest.map(({ name }) => name) };
}

test("two tasks run side by side, and the next starts when one ends", async () => {
  const { log } = await runTasks([{ name: "a" }, { name: "b" }, { name: "c" }], ["b", "a", "c"]);
  assert.equal(log, "+a +b -b +c -a -c");
});

test("tasks that use the same resource run one after another", async () => {
  const tasks = [{ name: "a", uses: ["x", "y"] }, { name: "b", uses: ["y"] }, { name: "c" }];
  assert.equal((await runTasks(tasks, ["a", "c", "b"])).log, "+a +c -a +b -c -b");
});

test("a task that runs alone starts when nothing runs, and nothing starts beside it", async () => {
  const tasks = [{ name: "a" }, { name: "b", alone: true }, { name: "c" }, { name: "d" }];
  assert.equal((await runTasks(tasks, ["a", "c", "d", "b"])).log, "+a +c -a +d -c -d +b -b");
  assert.equal((await runTasks([{ name: "a", alone: true }, { name: "b" }], ["a", "b"])).log, "+a -a +b -b");
});

test("a task waits for the one that it comes after", async () => {
  const tasks = [{ name: "a", after: "b" }, { name: "b" }, { name: "c", after: "absent" }];
  assert.equal((await runTasks(tasks, ["c", "b", "a"])).log, "+b +c -c -b +a -a");
});

test("after a failure, the tasks that come after it do not run and the others do", async () => {
  const tasks = [{ name: "a" }, { name: "b", after: "a" }, { name: "c", alone: true, after: "a" }, { name: "d" }];
  const { log, rest } = await runTasks(tasks, ["a", "d"], ["a"]);
  assert.equal(log, "+a +d -a -d");
  assert.deepEqual(rest, ["b", "c"]);
});
