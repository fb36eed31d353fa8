import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { isMySafeError } from "mysafe-wasm";
import { isSettled, merge } from "../dist/journal/merge.js";
import { readJournal } from "../dist/journal/read.js";
import { createJournal, openJournal } from "../dist/journal/write.js";
import { runBatch } from "../dist/run/runner.js";
import { fakeBatch, folderOf, outcomeOf, pathIn, planOf, wordOf, wordsOf } from "./kills/fakes.mjs";

const schema = JSON.parse(readFileSync(new URL("../schema/journal.json", import.meta.url), "utf8"));
const matches = new Ajv2020({ strict: true }).compile(schema);

/** A journal with all that can be in one: three runs, of which the second was killed, and an undo. */
async function richJournal(folder) {
  const path = pathIn(folder);
  const names = ["Zürich", "東京 🗼", undefined, 'a "b" \\ \n', "\ud83d", undefined, undefined, undefined];
  const items = names.map((name, number) => ({ identifier: `${number + 1}`, ...(name && { name }) }));
  const journal = await createJournal(path, planOf([], { items, tenant: "acme" }));
  const words = {
    1: "changed",
    2: "unchanged",
    3: "changed?",
    4: "failed",
    5: "unknown",
    6: "unknown",
    7: "failed",
    8: "unknown",
  };
  await runBatch({ journal, batch: fakeBatch({ words }) });
  await journal.close();
  const killed = await openJournal(path);
  killed.resume();
  await Promise.all([killed.sent("4"), killed.sent("5"), killed.sent("6")]);
  killed.outcome(outcomeOf("6", "failed"));
  await killed.close();
  const last = await openJournal(path);
  await runBatch({
    journal: last,
    batch: fakeBatch({ words: { 4: "failed", 5: "unchanged", 6: "changed", 7: "skipped", 8: "failed" } }),
  });
  await last.close();
  const undone = await createJournal(
    pathIn(folder, "undo.jsonl"),
    planOf(["1", "6"], { action: "activate", tenant: "acme", undoes: [path] }),
  );
  await runBatch({ journal: undone, batch: fakeBatch({ action: "activate" }) });
  await undone.close();
  return path;
}

test("a journal is read as it happened", async (t) => {
  const path = await richJournal(folderOf(t));
  const run = readJournal(path);
  assert.deepEqual(wordsOf(run), {
    1: "changed",
    2: "unchanged",
    3: "changed?",
    4: "unknown", // Sent in the run that was killed: the refusal after it does not settle that.
    5: "changed?",
    6: "changed",
    7: "failed",
    8: "unknown",
  });
  assert.deepEqual(run.end, { aborted: false });
  assert.equal(run.torn, false);
  assert.deepEqual([...run.undone].sort(), ["1", "6"]);
  assert.ok(isMySafeError(run.items[7].outcome.error));
  assert.equal(run.items[0].name, "Zürich");
});

test("every line of real journals is one of the schema", async (t) => {
  const folder = folderOf(t);
  const path = await richJournal(folder);
  const types = new Set();
  for (const file of [path, pathIn(folder, "undo.jsonl")]) {
    for (const text of readFileSync(file, "utf8").trimEnd().split("\n")) {
      const line = JSON.parse(text);
      types.add(line.type);
      assert.ok(matches(line), `${text} ${JSON.stringify(matches.errors)}`);
    }
  }
  assert.equal(types.size, schema.oneOf.length);
});

test("no prefix of a journal claims more than the whole of it, to the byte", async (t) => {
  const folder = folderOf(t);
  const path = await richJournal(folder);
  const bytes = readFileSync(path);
  const whole = readJournal(path);
  const settledAtEnd = new Map(whole.items.map(({ identifier, outcome }) => [identifier, wordOf(outcome)]));
  const list = bytes.indexOf("\n", bytes.indexOf("\n") + 1);
  const prefix = pathIn(folder, "prefix.jsonl");
  for (let length = 0; length <= bytes.length; length += 1) {
    writeFileSync(prefix, bytes.subarray(0, length));
    if (length < list) {
      assert.throws(() => readJournal(prefix), /nothing was sent\. Delete it, and begin again/, `${length}`);
      continue;
    }
    const run = readJournal(prefix);
    for (const [number, { identifier, sent, outcome }] of run.items.entries()) {
      if (sent) assert.ok(whole.items[number].sent);
      if (isSettled(outcome)) assert.equal(wordOf(outcome), settledAtEnd.get(identifier), `${length}: ${identifier}`);
      if (!sent) assert.equal(outcome.state, "skipped");
      if (outcome.state === "skipped") assert.equal(sent, false);
    }
    for (const item of run.undone) assert.ok(whole.undone.has(item));
    const isWhole = length === bytes.length || bytes[length] === 0x0a || bytes[length - 1] === 0x0a;
    assert.equal(run.torn, !isWhole, `${length}`);
  }
});

test("every prefix of a journal can be gone on with", async (t) => {
  const folder = folderOf(t);
  const path = await richJournal(folder);
  const bytes = readFileSync(path);
  const list = bytes.indexOf("\n", bytes.indexOf("\n") + 1);
  const prefix = pathIn(folder, "prefix.jsonl");
  for (let length = list; length <= bytes.length; length += 7) {
    writeFileSync(prefix, bytes.subarray(0, length));
    const before = readJournal(prefix);
    const journal = await openJournal(prefix);
    const batch = fakeBatch();
    await runBatch({ journal, batch });
    await journal.close();
    const left = before.items.filter(({ outcome }) => !isSettled(outcome)).map(({ identifier }) => identifier);
    assert.deepEqual(batch.sent, left);
    assert.ok(readJournal(prefix).items.every(({ outcome }) => isSettled(outcome)));
  }
});

test("a line in the middle that is torn or wrong is an error with its number", async (t) => {
  const folder = folderOf(t);
  const lines = readFileSync(await richJournal(folder), "utf8").split("\n");
  const changed = pathIn(folder, "changed.jsonl");
  const replace = (number, text) => writeFileSync(changed, lines.with(number - 1, text).join("\n"));
  replace(5, lines[4].slice(0, 20));
  assert.throws(
    () => readJournal(changed),
    /changed\.jsonl, line 5, cannot be read: it is no JSON\. The file was damaged/,
  );
  replace(4, Buffer.from([0, 0, 0]).toString());
  assert.throws(() => readJournal(changed), /line 4,/);
  replace(3, lines[0]);
  assert.throws(() => readJournal(changed), /line 3, cannot be read: it is a second header/);
  replace(3, '{"type":"sent","at":"2026-01-02T03:04:05Z","identifier":"99"}');
  assert.throws(() => readJournal(changed), /line 3, .*not in the list/);
  replace(3, lines[1]);
  assert.throws(() => readJournal(changed), /line 3, .*more items than the header says/);
  replace(2, lines[2]);
  assert.throws(() => readJournal(changed), /line 2, .*before the list of items is complete/);
  const note = JSON.stringify({
    type: "outcome",
    at: "2026-01-02T03:04:05Z",
    outcome: outcomeOf("1", "changed", { kind: "note" }),
  });
  replace(3, note);
  assert.throws(() => readJournal(changed), /line 3, .*another kind/);
  replace(
    3,
    JSON.stringify({
      type: "outcome",
      at: "2026-01-02T03:04:05Z",
      outcome: outcomeOf("1", "changed", { action: "activate" }),
    }),
  );
  assert.throws(() => readJournal(changed), /line 3, .*opposite action/);
  replace(1, lines[0].replace('"version":1', '"version":2'));
  assert.throws(() => readJournal(changed), /no journal that can be read\. Line 1: it is of version 2/);
});

test("the tail of zeros that a power cut leaves is torn", async (t) => {
  const folder = folderOf(t);
  const path = await richJournal(folder);
  writeFileSync(path, Buffer.alloc(5000), { flag: "a" });
  assert.equal(readJournal(path).torn, true);
  await (await openJournal(path)).close();
  assert.equal(readJournal(path).torn, false);
});

test("what is no journal is told from one that was cut off", async (t) => {
  const path = pathIn(folderOf(t));
  assert.throws(() => readJournal(path), /There is no journal/);
  for (const text of ["{", "[1]\n", '{"outcomes":[]}', "a,b\n1,2\n", "\0\0\0", "x"]) {
    writeFileSync(path, text);
    assert.throws(() => readJournal(path), text === "{" ? /nothing was sent/ : /is no journal/, text);
  }
});

test("two runs are merged", () => {
  const table = {
    skipped: { changed: "changed", unchanged: "unchanged", failed: "failed", unknown: "unknown", skipped: "skipped" },
    failed: { changed: "changed", unchanged: "unchanged", failed: "failed", unknown: "unknown", skipped: "failed" },
    // A refusal does not settle what an earlier run may have done, and "already" is then most likely that run's change.
    unknown: { changed: "changed", unchanged: "changed?", failed: "unknown", unknown: "unknown", skipped: "unknown" },
    // What is settled stays so.
    changed: { changed: "changed", unchanged: "changed", failed: "changed", unknown: "changed", skipped: "changed" },
    unchanged: { changed: "unchanged", failed: "unchanged", unknown: "unchanged", skipped: "unchanged" },
    "changed?": { changed: "changed?", unchanged: "changed?", failed: "changed?", unknown: "changed?" },
  };
  for (const [before, row] of Object.entries(table)) {
    for (const [now, merged] of Object.entries(row)) {
      assert.equal(wordOf(merge(outcomeOf("43", before), outcomeOf("43", now))), merged, `${before}, then ${now}`);
    }
  }
  assert.equal(merge(outcomeOf("43", "unknown"), outcomeOf("43", "failed")).error.code, "ACCESS_DENIED");
});
