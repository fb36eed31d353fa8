import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { readJournal } from "../dist/journal/read.js";
import { undoable, undoPlan } from "../dist/journal/undo.js";
import { putBackOf } from "../dist/journal/undone.js";
import { createJournal } from "../dist/journal/write.js";
import { runBatch } from "../dist/run/runner.js";
import { fakeBatch, folderOf, pathIn, planOf } from "./kills/fakes.mjs";

/** Runs a plan to its end. The words say which outcome each item gets. */
async function ran(folder, name, words, changes = {}) {
  const path = pathIn(folder, name);
  const plan = planOf(Object.keys(words), changes);
  const journal = await createJournal(path, plan);
  await runBatch({ journal, batch: fakeBatch({ words, kind: plan.kind, action: plan.action }) });
  await journal.close();
  return path;
}

const read = (...paths) => paths.map((path) => ({ path, run: readJournal(path) }));
const of = (items) => items.map(({ identifier }) => identifier);

test("what is certain and what is in doubt are apart, and nothing else is undone", async (t) => {
  const folder = folderOf(t);
  const words = {
    a: "changed",
    b: "changed?",
    c: "unchanged",
    d: "unchanged?",
    e: "failed",
    f: "unknown",
    g: "skipped",
  };
  const path = await ran(folder, "run.jsonl", words);
  const selection = undoable(read(path));
  assert.deepEqual(of(selection.certain), ["a"]);
  assert.deepEqual(of(selection.uncertain), ["b", "f"]);
  const rest = { verify: true, started: "2026-01-02T03:04:05Z" };
  const plan = undoPlan(selection, { includeUncertain: false, ...rest });
  assert.deepEqual(plan, {
    kind: "apiSecret",
    action: "activate",
    address: "https://vault.example",
    ...rest,
    undoes: [path],
    items: [{ identifier: "a" }],
  });
  assert.deepEqual(of(undoPlan(selection, { includeUncertain: true, ...rest }).items), ["a", "b", "f"]);
});

test("each item is undone once, over several journals and several spellings", async (t) => {
  const folder = folderOf(t);
  const one = await ran(folder, "1.jsonl", { 43: "changed", 44: "changed?", 45: "unknown" });
  const two = await ran(folder, "2.jsonl", { "043": "changed?", " 44": "changed", 46: "changed" });
  const selection = undoable(read(one, two));
  assert.deepEqual(of(selection.certain), ["43", "46", " 44"]);
  assert.deepEqual(of(selection.uncertain), ["45"]);
});

test("runs of several kinds, addresses, tenants or actions are refused", async (t) => {
  const folder = folderOf(t);
  const words = { 43: "changed" };
  const path = await ran(folder, "run.jsonl", words, { tenant: "acme" });
  const changes = {
    kind: { kind: "note" },
    address: { address: "https://other.example" },
    tenant: {},
    action: { action: "activate" },
  };
  for (const [what, change] of Object.entries(changes)) {
    const other = await ran(folder, `${what}.jsonl`, words, {
      ...(what === "tenant" ? {} : { tenant: "acme" }),
      ...change,
    });
    for (const paths of [
      [path, other],
      [other, path],
    ]) {
      assert.throws(() => undoable(read(...paths)), new RegExp(`another ${what}`), what);
    }
  }
  assert.throws(() => undoable([]), /no journal/);
});

test("what was undone is not undone again; what the undo has not settled is", async (t) => {
  const folder = folderOf(t);
  const path = await ran(folder, "run.jsonl", {
    43: "changed",
    44: "changed",
    45: "changed",
    46: "changed",
    47: "changed?",
  });
  const plan = undoPlan(undoable(read(path)), {
    includeUncertain: false,
    verify: false,
    started: "2026-01-02T03:04:05Z",
  });
  const undo = await createJournal(pathIn(folder, "undo.jsonl"), plan);
  const words = { 43: "changed", 44: "unchanged", 45: "failed", 46: "unknown" };
  await runBatch({ journal: undo, batch: fakeBatch({ words, action: "activate" }) });
  await undo.close();
  const left = undoable(read(path));
  assert.deepEqual(of(left.certain), ["45", "46"]);
  assert.deepEqual(of(left.uncertain), ["47"]);

  // Without its journal, what the undo settled is still marked. Of the rest it is not known.
  rmSync(pathIn(folder, "undo.jsonl"));
  assert.deepEqual(of(undoable(read(path)).certain), []);
  assert.deepEqual(of(undoable(read(path)).uncertain), ["45", "46", "47"]);
});

test("an undo can be undone", async (t) => {
  const folder = folderOf(t);
  const path = await ran(folder, "run.jsonl", { 43: "changed", 44: "changed" });
  const rest = { includeUncertain: false, verify: false, started: "2026-01-02T03:04:05Z" };
  const undo = await createJournal(pathIn(folder, "undo.jsonl"), undoPlan(undoable(read(path)), rest));
  await runBatch({ journal: undo, batch: fakeBatch({ words: { 44: "unchanged" }, action: "activate" }) });
  await undo.close();
  const again = undoable(read(undo.path));
  assert.equal(again.action, "deactivate");
  assert.deepEqual(of(again.certain), ["43"]);
});

test("what is back is known over undos of undos, and what they leave unknown is in doubt", async (t) => {
  const folder = folderOf(t);
  const path = await ran(folder, "run.jsonl", { 43: "changed", 44: "changed", 45: "changed", 46: "changed" });
  const rest = { includeUncertain: false, verify: false, started: "2026-01-02T03:04:05Z" };
  const back = () => {
    const { items, doubtful } = putBackOf(readJournal(path));
    return [[...items].sort(), [...doubtful].sort()];
  };
  const undo = async (/** @type {string} */ of, /** @type {string} */ name, /** @type {any} */ batch) => {
    const journal = await createJournal(pathIn(folder, name), undoPlan(undoable(read(of)), rest));
    await runBatch({ journal, batch: fakeBatch(batch) });
    await journal.close();
    return journal.path;
  };
  assert.deepEqual(back(), [[], []]);
  const words = { 45: "unknown", 46: "failed" };
  const first = await undo(path, "undo.jsonl", { words, action: "activate" });
  assert.deepEqual(back(), [["43", "44"], ["45"]]);
  await undo(first, "again.jsonl", { words: { 43: "changed", 44: "unknown" }, action: "deactivate" });
  assert.deepEqual(back(), [[], ["44", "45"]]);
  rmSync(first);
  assert.deepEqual(
    back(),
    [
      ["43", "44"],
      ["45", "46"],
    ],
    "without the journal of the undo, its marks are what is known",
  );
});
