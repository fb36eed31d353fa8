// Runs the cookbook's recipe for all kinds of items, against a sandbox that knows what is on.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { take, takeFiles } from "./markdown.mjs";
import { access, cookbook, readReport, runLine, scripts, writeFiles } from "./recipes.mjs";

const title = "A stolen laptop";
const [stolenLine, backLine] = take(cookbook, title, "sh", 2);
const recipe = { ...scripts, ...takeFiles(cookbook, title) };
const stores = { "api-secrets": "secrets", passwords: "passwords", notes: "notes" };
const secondRun = stolenLine.replace("laptop", "laptop-2");

/** Whether each item of each kind is on. */
const states = (sandbox) =>
  Object.fromEntries(
    Object.values(stores).map((store) => [
      store,
      Object.fromEntries(sandbox[store].list().map(({ identifier, active }) => [identifier, active])),
    ]),
  );

/** A served sandbox in which the user cannot see item 44, cannot change 45, and 46 is off already, of each kind. */
async function start(t, options = {}) {
  const sandbox = createSandbox({ secrets: 30, passwords: 30, notes: 10, ...options });
  for (const store of Object.values(stores)) {
    for (const identifier of ["44", "45"]) sandbox[store].remove(identifier);
    sandbox[store].add({ identifier: "44", access: { demo: { canView: false } } });
    sandbox[store].add({ identifier: "45", name: "Of the team", access: { demo: { canWrite: false } } });
    sandbox[store].setActive("46", false);
  }
  const server = await serve(sandbox);
  t.after(() => server.close());
  const directory = writeFiles(recipe);
  return { sandbox, directory, run: (line) => runLine(line, directory, access(server.url)) };
}

test("cookbook: all that a user could see is switched off, with a report for each kind, and back", async (t) => {
  const { sandbox, directory, run } = await start(t);
  const before = states(sandbox);
  const off = await run(stolenLine);
  // Item 45 of each kind is not the user's to change.
  assert.equal(off.code, 1, off.out);
  assert.equal(off.out.match(/^ {2}45 Of the team: .*has no access/gm)?.length, 3, off.out);
  for (const [name, store] of Object.entries(stores)) {
    const total = sandbox[store].size - 1;
    assert.match(off.out, new RegExp(`^${name}: ${total - 2} off now, 1 off already, of ${total}$`, "m"));
    const report = readReport(directory, join("laptop", `${name}.json`));
    assert.deepEqual([report.total, report.outcomes.length], [total, total]);
    const on = Object.entries(states(sandbox)[store]).filter(([, active]) => active);
    assert.deepEqual(
      on.map(([identifier]) => identifier),
      ["44", "45"],
      name,
    );
  }
  assert.equal(readdirSync(join(directory, "laptop")).length, 3);
  const requests = sandbox.requests.length;
  const again = await run(stolenLine);
  assert.equal(again.code, 1);
  assert.match(again.out, /EEXIST/);
  assert.equal(sandbox.requests.length, requests, "a second run must not replace the reports");

  const back = await run(backLine);
  assert.equal(back.code, 0, back.out);
  assert.deepEqual(states(sandbox), before);
});

test("cookbook: after a failure, a second run switches off the rest, and both are undone", async (t) => {
  const { sandbox, run } = await start(t);
  for (const store of Object.values(stores)) sandbox[store].remove("45");
  const before = states(sandbox);
  sandbox.next({ kind: "password", operation: "list", fault: "no-route" });
  sandbox.next({ kind: "note", operation: "deactivate", identifier: "47", fault: "no-route" });
  const first = await run(stolenLine);
  assert.equal(first.code, 1, first.out);
  assert.match(first.out, /^passwords: passwords\.list: the gateway has no such route/m);
  const second = await run(secondRun);
  assert.equal(second.code, 0, second.out);
  const on = Object.values(states(sandbox)).flatMap((items) => Object.values(items).filter((active) => active));
  assert.equal(on.length, 3, "the items 44, which the user cannot see");

  const back = await run(`${backLine.trim()} laptop-2`);
  assert.equal(back.code, 0, back.out);
  assert.deepEqual(states(sandbox), before);
});
