import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { readJournal } from "../dist/journal/read.js";
import { undoable, undoPlan } from "../dist/journal/undo.js";
import { createJournal, Journal, openJournal } from "../dist/journal/write.js";
import { runBatch } from "../dist/run/runner.js";
import { fakeBatch, folderOf, outcomeOf, pathIn, planOf } from "./kills/fakes.mjs";

const rest = { includeUncertain: false, verify: false, started: "2026-01-02T03:04:05Z" };
const of = (items) => items.map(({ identifier }) => identifier);
const left = (path) => of(undoable([{ path, run: readJournal(path) }]).certain);

/** The world: which items are on. A batch of it tells the truth. */
function worldOf(identifiers) {
  const active = new Map(identifiers.map((identifier) => [identifier, true]));
  const sent = [];
  function batchFor(action, { die } = {}) {
    return async (items, { beforeSend, onProgress }) => {
      const outcomes = [];
      for (const identifier of items) {
        await beforeSend(identifier);
        if (die?.before === identifier) throw new Dead();
        sent.push(`${action} ${identifier}`);
        const on = action === "activate";
        const outcome = outcomeOf(identifier, active.get(identifier) === on ? "unchanged" : "changed", { action });
        active.set(identifier, on);
        if (die?.after === identifier) throw new Dead();
        outcomes.push(outcome);
        onProgress({ outcome });
      }
      return { aborted: false, outcomes };
    };
  }
  return { active, sent, batchFor };
}

/** Stands for kill -9: the run goes no further. */
class Dead extends Error {}

/** Runs a journal until it ends or dies. */
async function run(journal, batch) {
  try {
    return await runBatch({ journal, batch });
  } catch (error) {
    if (!(error instanceof Dead)) throw error;
    return undefined;
  } finally {
    await journal.close();
  }
}

async function deactivated(world, folder, name = "run.jsonl") {
  const path = pathIn(folder, name);
  await run(await createJournal(path, planOf([...world.active.keys()])), world.batchFor("deactivate"));
  world.sent.length = 0;
  return path;
}

/** Begins an undo. */
function begin(path, undo) {
  return createJournal(undo, undoPlan(undoable([{ path, run: readJournal(path) }]), rest));
}

/** Lets the next call of a method of a journal die. */
function dieAt(t, method) {
  const mock = t.mock.method(Journal.prototype, method, () => {
    mock.mock.restore();
    throw new Dead();
  });
}

test("a second undo finds nothing left, and a second resume of it neither", async (t) => {
  const folder = folderOf(t);
  const world = worldOf(["1", "2", "3"]);
  const path = await deactivated(world, folder);
  await run(await begin(path, pathIn(folder, "undo.jsonl")), world.batchFor("activate"));
  assert.deepEqual(world.sent, ["activate 1", "activate 2", "activate 3"]);
  assert.deepEqual(left(path), []);
  const before = readFileSync(path, "utf8");
  await run(await begin(path, pathIn(folder, "again.jsonl")), world.batchFor("activate"));
  await run(await openJournal(pathIn(folder, "undo.jsonl")), world.batchFor("activate"));
  await run(await openJournal(path), world.batchFor("deactivate"));
  assert.equal(world.sent.length, 3);
  assert.equal(readFileSync(path, "utf8"), before);
});

test("killed between the undo's outcome and the mark: a second undo knows, and leaves alone what others did since", async (t) => {
  const folder = folderOf(t);
  const world = worldOf(["1", "2", "3"]);
  const path = await deactivated(world, folder);
  const undo = pathIn(folder, "undo.jsonl");
  await run(await begin(path, undo), world.batchFor("activate", { die: { before: "3" } }));
  assert.deepEqual([...readJournal(path).undone], [], "no mark");
  world.active.set("1", false); // By somebody else.
  assert.deepEqual(left(path), ["3"]);
  await run(await begin(path, pathIn(folder, "again.jsonl")), world.batchFor("activate"));
  assert.deepEqual(world.sent, ["activate 1", "activate 2", "activate 3"]);
  assert.deepEqual(Object.fromEntries(world.active), { 1: false, 2: true, 3: true });

  // The first undo is resumed after all: the second has done its work.
  world.active.set("3", false);
  const report = await run(await openJournal(undo), world.batchFor("activate"));
  assert.deepEqual(report.takenBack, ["3"]);
  assert.equal(world.sent.length, 3);
  assert.deepEqual([...readJournal(path).undone].sort(), ["1", "2", "3"], "and the marks are made good");
});

test("killed at each step of an undo: however it goes on, each item is back, and none is sent twice", async (t) => {
  for (const step of ["undoing", "end", "undone", "before 2", "after 2"]) {
    for (const next of ["undo", "resume"]) {
      const folder = folderOf(t);
      const world = worldOf(["1", "2", "3"]);
      const path = await deactivated(world, folder);
      const undo = pathIn(folder, "undo.jsonl");
      const [when, identifier] = step.split(" ");
      if (identifier === undefined) dieAt(t, step);
      await run(await begin(path, undo), world.batchFor("activate", identifier && { die: { [when]: identifier } }));
      const journal = next === "undo" ? await begin(path, pathIn(folder, "again.jsonl")) : await openJournal(undo);
      await run(journal, world.batchFor("activate"));
      const name = `${step}, ${next}`;
      assert.deepEqual([...world.active.values()], [true, true, true], name);
      assert.deepEqual(left(path), [], name);
      // Only what was sent and has no outcome is asked again.
      const twice = step === "after 2" ? ["activate 2"] : [];
      assert.deepEqual(
        world.sent.filter((call, index) => world.sent.indexOf(call) !== index),
        twice,
        name,
      );
      // Whatever is repeated now sends nothing.
      const { length } = world.sent;
      await run(await openJournal(undo), world.batchFor("activate"));
      await run(await begin(path, pathIn(folder, "third.jsonl")), world.batchFor("activate"));
      await run(await openJournal(path), world.batchFor("deactivate"));
      assert.equal(world.sent.length, length, name);
    }
  }
});

test("two undos were killed: the first, resumed, leaves alone what the second has put back and not marked", async (t) => {
  const folder = folderOf(t);
  const world = worldOf(["1", "2", "3"]);
  const path = await deactivated(world, folder);
  const [one, two] = [pathIn(folder, "1.jsonl"), pathIn(folder, "2.jsonl")];
  await run(await begin(path, one), world.batchFor("activate", { die: { before: "2" } }));
  await run(await begin(path, two), world.batchFor("activate", { die: { before: "3" } }));
  assert.deepEqual([...readJournal(path).undone], []);
  world.active.set("2", false); // By somebody else.
  const report = await run(await openJournal(one), world.batchFor("activate"));
  assert.deepEqual(report.takenBack, ["2"]);
  assert.deepEqual(world.sent, ["activate 1", "activate 2", "activate 3"]);
});

test("another journal in the place of an undo's says nothing", async (t) => {
  const folder = folderOf(t);
  const world = worldOf(["1", "2"]);
  const path = await deactivated(world, folder);
  const undo = pathIn(folder, "undo.jsonl");
  await run(await begin(path, undo), world.batchFor("activate", { die: { before: "1" } }));
  rmSync(undo);
  await run(await createJournal(undo, planOf(["1", "2"], { action: "activate" })), fakeBatch({ action: "activate" }));
  const { certain, uncertain } = undoable([{ path, run: readJournal(path) }]);
  assert.deepEqual([of(certain), of(uncertain)], [[], ["1", "2"]]);
});

test("a journal that is named twice is undone once", async (t) => {
  const folder = folderOf(t);
  const world = worldOf(["1"]);
  const path = await deactivated(world, folder);
  const runs = [path, pathIn(folder, "./run.jsonl"), `${folder}/../${basename(folder)}/run.jsonl`];
  const selection = undoable(runs.map((path) => ({ path, run: readJournal(path) })));
  await run(await createJournal(pathIn(folder, "undo.jsonl"), undoPlan(selection, rest)), world.batchFor("activate"));
  assert.deepEqual(world.sent, ["activate 1"]);
});

test("two undos that were planned at the same time: the later one sends nothing", async (t) => {
  const folder = folderOf(t);
  const world = worldOf(["1", "2"]);
  const path = await deactivated(world, folder);
  const one = await begin(path, pathIn(folder, "1.jsonl"));
  const two = await begin(path, pathIn(folder, "2.jsonl"));
  await run(one, world.batchFor("activate"));
  const report = await run(two, world.batchFor("activate"));
  assert.deepEqual(report.takenBack, ["1", "2"]);
  assert.equal(report.skipped, 2);
  assert.equal(world.sent.length, 2);
});

test("while an undo runs, its journal is locked for others", async (t) => {
  const folder = folderOf(t);
  const world = worldOf(["1"]);
  const path = await deactivated(world, folder);
  const undo = await begin(path, pathIn(folder, "undo.jsonl"));
  const batch = fakeBatch({ action: "activate", onSend: () => assert.rejects(openJournal(path), /in use/) });
  await runBatch({ journal: undo, batch });
  await undo.close();
  await (await openJournal(path)).close();
});

test("a run that goes on after its undo changes anew what it sends, and that can be undone", async (t) => {
  const folder = folderOf(t);
  const world = worldOf(["1", "2"]);
  const path = pathIn(folder);
  await run(await createJournal(path, planOf(["1", "2"])), world.batchFor("deactivate", { die: { after: "1" } }));
  const selection = undoable([{ path, run: readJournal(path) }]);
  assert.deepEqual(of(selection.uncertain), ["1"]);
  const undo = pathIn(folder, "undo.jsonl");
  const plan = undoPlan(selection, { ...rest, includeUncertain: true });
  await run(await createJournal(undo, plan), world.batchFor("activate"));
  assert.deepEqual([...world.active.values()], [true, true]);
  await run(await openJournal(path), world.batchFor("deactivate"));
  assert.deepEqual([...world.active.values()], [false, false]);
  await run(await openJournal(undo), world.batchFor("activate")); // A finished undo marks nothing that was changed since.
  assert.deepEqual(left(path), ["1", "2"]);
  await run(await begin(path, pathIn(folder, "again.jsonl")), world.batchFor("activate"));
  assert.deepEqual([...world.active.values()], [true, true]);
});

test("an undo of two journals claims and marks both", async (t) => {
  const folder = folderOf(t);
  const world = worldOf(["1", "2"]);
  const one = await deactivated(world, folder, "1.jsonl");
  world.active.set("2", true);
  const two = await deactivated(world, folder, "2.jsonl");
  const runs = [one, two].map((path) => ({ path, run: readJournal(path) }));
  const undo = await createJournal(pathIn(folder, "undo.jsonl"), undoPlan(undoable(runs), rest));
  await run(undo, world.batchFor("activate"));
  assert.deepEqual(world.sent, ["activate 1", "activate 2"]);
  for (const path of [one, two]) assert.deepEqual(left(path), []);
  assert.deepEqual([...readJournal(one).undone].sort(), ["1", "2"]);
  assert.deepEqual([...readJournal(two).undone], ["2"]);
});

test("the folder of the journals can be moved", async (t) => {
  const folder = folderOf(t);
  mkdirSync(pathIn(folder, "here"));
  const world = worldOf(["1", "2", "3"]);
  const path = await deactivated(world, pathIn(folder, "here"));
  await run(await begin(path, pathIn(folder, "here/undo.jsonl")), world.batchFor("activate", { die: { before: "2" } }));
  renameSync(pathIn(folder, "here"), pathIn(folder, "there"));
  assert.deepEqual(left(pathIn(folder, "there/run.jsonl")), ["2", "3"]);
  await run(await openJournal(pathIn(folder, "there/undo.jsonl")), world.batchFor("activate"));
  assert.deepEqual(left(pathIn(folder, "there/run.jsonl")), []);
});

test("an undo without the journal that it undoes, or with another in its place, sends nothing", async (t) => {
  const folder = folderOf(t);
  const world = worldOf(["1"]);
  const path = await deactivated(world, folder);
  const undo = pathIn(folder, "undo.jsonl");
  await (await begin(path, undo)).close();
  copyFileSync(path, pathIn(folder, "copy.jsonl"));
  rmSync(path);
  await assert.rejects(run(await openJournal(undo), world.batchFor("activate")), /There is no journal/);
  await (await createJournal(path, planOf(["1"], { kind: "note" }))).close();
  await assert.rejects(run(await openJournal(undo), world.batchFor("activate")), /another kind/);
  assert.deepEqual(world.sent, []);
});
