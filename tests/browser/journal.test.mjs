// @ts-check
// A journal that the command line has written is a report of the page, and the page's report is one that the command line takes.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { at } from "../../scripts/base/project.mjs";
import { inactiveItems, items } from "./kinds.mjs";
import { loadReport, saveFile } from "./report.mjs";
import { button, counts, credentials, openView, pageAndSandbox, waitForEnd } from "./visit.mjs";

const { sandbox, openConnected, url } = pageAndSandbox(items);

test("what a terminal has switched off is finished and undone on the page, and the other way round", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "mysafe-journal-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const { clientId, clientSecret } = credentials;
  const access = { MYSAFE_URL: url(), MYSAFE_CLIENT_ID: clientId, MYSAFE_CLIENT_SECRET: clientSecret };
  const mysafe = (/** @type {string[]} */ ...args) =>
    promisify(execFile)(process.execPath, [at("cli/dist/main.js"), ...args], {
      cwd: folder,
      env: { ...process.env, ...access },
    });
  await mysafe("deactivate", "43", "44", "45", "--kind", "password", "--journal", "run.jsonl", "--yes");

  const { page } = await openConnected(t);
  await openView(page, "Reports");
  await loadReport(page, "run.jsonl", readFileSync(join(folder, "run.jsonl"), "utf8"));
  assert.deepEqual(await counts(page), { Done: 3 });
  await button(page, "Undo: activate 3").click();
  await button(page, "Activate 3 passwords…").click();
  await button(page, "Activate 3 passwords").click();
  await waitForEnd(page, "3 passwords active");
  assert.deepEqual(inactiveItems(sandbox), []);

  // The page's report of its undo, undone in the terminal.
  await button(page, "See the report").click();
  const { text } = await saveFile(page, "JSON");
  writeFileSync(join(folder, "page.json"), text);
  await mysafe("undo", "page.json", "--kind", "password", "--yes");
  assert.deepEqual(inactiveItems(sandbox), ["password 43", "password 44", "password 45"]);
});
