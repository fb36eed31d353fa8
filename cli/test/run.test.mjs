import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { MySafeError } from "mysafe-wasm";
import { readJournal } from "../dist/journal/read.js";
import { createJournal, openJournal } from "../dist/journal/write.js";
import { runBatch } from "../dist/run/runner.js";
import { fakeBatch, folderOf, outcomeOf, pathIn, planOf, wordsOf } from "./kills/fakes.mjs";

/** Runs what is left of a journal. */
async function resume(path, options) {
  const journal = await openJournal(path);
  try {
    return await runBatch({ journal, batch: fakeBatch(), ...options });
  } finally {
    await journal.close();
  }
}

async function start(path, plan, options) {
  await (await createJournal(path, plan)).close();
  return resume(path, options);
}

test("each item is on disk as sent before it is sent, and the report is the journal's", async (t) => {
  const path = pathIn(folderOf(t));
  const words = { 43: "changed", 44: "unchanged", 45: "failed", 46: "unknown", 47: "changed?" };
  const batch = fakeBatch({
    words,
    onSend: (identifier) => assert.ok(readJournal(path).items.find((item) => item.identifier === identifier).sent),
  });
  const report = await start(path, planOf(Object.keys(words)), { batch });
  const { outcomes, ...counts } = report;
  assert.deepEqual(counts, {
    kind: "apiSecret",
    action: "deactivate",
    total: 5,
    changed: 2,
    unchanged: 1,
    failed: 1,
    unknown: 1,
    skipped: 0,
    aborted: false,
    given: 5,
    takenBack: [],
  });
  assert.deepEqual(wordsOf({ outcomes }), words);
  const run = readJournal(path);
  assert.deepEqual(wordsOf(run), words);
  assert.deepEqual(run.end, { aborted: false });
});

test("a resumed run sends what is left, and its report is of all runs", async (t) => {
  const path = pathIn(folderOf(t));
  const words = { 43: "changed", 44: "unchanged", 45: "failed", 46: "unknown", 47: "changed?" };
  await start(path, planOf(Object.keys(words)), { batch: fakeBatch({ words }) });
  const batch = fakeBatch({ words: { 45: "changed", 46: "unchanged" } });
  const progress = [];
  const report = await resume(path, { batch, onProgress: (event) => progress.push(event) });
  assert.deepEqual(batch.sent, ["45", "46"]);
  const all = { ...words, 45: "changed", 46: "changed?" };
  assert.deepEqual(wordsOf(report), all);
  assert.deepEqual(wordsOf(readJournal(path)), all);
  assert.deepEqual(
    progress.map(({ done, total }) => [done, total]),
    [
      [1, 2],
      [2, 2],
    ],
  );
  assert.deepEqual(wordsOf({ outcomes: progress.map(({ outcome }) => outcome) }), { 45: "changed", 46: "changed?" });
});

test("a finished journal is left as it is, and nothing is sent", async (t) => {
  const path = pathIn(folderOf(t));
  await start(path, planOf(["43", "44"]));
  const before = readFileSync(path, "utf8");
  const batch = fakeBatch();
  const report = await resume(path, { batch });
  assert.deepEqual([report.given, report.changed, batch.sent], [0, 2, []]);
  assert.equal(readFileSync(path, "utf8"), before);
});

test("a run that was killed before its end line only gets that", async (t) => {
  const path = pathIn(folderOf(t));
  const journal = await createJournal(path, planOf(["43"]));
  await journal.sent("43");
  journal.outcome(outcomeOf("43", "changed"));
  await journal.close();
  assert.equal(readJournal(path).end, undefined);
  assert.equal((await resume(path)).given, 0);
  assert.deepEqual(readJournal(path).end, { aborted: false });
});

test("what was sent and has no outcome is unknown, and is asked again", async (t) => {
  const path = pathIn(folderOf(t));
  const journal = await createJournal(path, planOf(["43", "44", "45", "46", "47"]));
  for (const identifier of ["43", "44", "45", "46"]) await journal.sent(identifier);
  await journal.close(); // And nothing else: as after kill -9.
  const { items } = readJournal(path);
  assert.equal(
    items[0].outcome.error.message,
    'deactivate "43": the run ended before the outcome was noted. The change may have been made: resume, which asks again.',
  );
  assert.equal(items[0].outcome.error.attempts, 1);
  const batch = fakeBatch({ words: { 43: "changed", 44: "unchanged", 45: "failed", 46: "skipped" } });
  const report = await resume(path, { batch });
  assert.deepEqual(batch.sent, ["43", "44", "45", "46", "47"]);
  assert.deepEqual(wordsOf(report), { 43: "changed", 44: "changed?", 45: "unknown", 46: "unknown", 47: "changed" });
});

test("an aborted run keeps what it has, and is gone on with", async (t) => {
  const path = pathIn(folderOf(t));
  const identifiers = Array.from({ length: 50 }, (_, number) => `${number}`);
  const abort = new AbortController();
  let sent = 0;
  const batch = fakeBatch({
    async onSend() {
      sent += 1;
      if (sent === 20) abort.abort();
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
  });
  const report = await start(path, planOf(identifiers), { batch, signal: abort.signal, concurrency: 4 });
  assert.equal(report.aborted, true);
  assert.ok(report.unknown > 0 && report.unknown <= 4);
  assert.equal(report.changed + report.unknown, batch.sent.length);
  const run = readJournal(path);
  assert.deepEqual(run.end, { aborted: true });
  assert.deepEqual(wordsOf(run), wordsOf(report));
  // One that was announced and not sent, because the abort came in between, is not in doubt.
  for (const { identifier, outcome } of run.items) {
    assert.equal(outcome.state === "skipped", !batch.sent.includes(identifier));
  }
  const rest = fakeBatch();
  await resume(path, { batch: rest });
  assert.equal(rest.sent.length, 50 - report.changed);
  assert.equal(readJournal(path).end.aborted, false);
});

test("why a run ended early is in the journal", async (t) => {
  const path = pathIn(folderOf(t));
  const error = new MySafeError({ code: "UNAUTHORIZED", message: "the credentials were refused", status: 401 });
  const batch = async (items) => ({
    aborted: false,
    error,
    outcomes: items.map((identifier) => ({ identifier, state: "skipped" })),
  });
  const report = await start(path, planOf(["43", "44"]), { batch });
  assert.equal(report.error, error);
  assert.equal(report.skipped, 2);
  assert.deepEqual(readJournal(path).end, {
    aborted: false,
    error: { code: "UNAUTHORIZED", message: "the credentials were refused" },
  });
  assert.ok(!readFileSync(path, "utf8").includes('"skipped"'), "what was never sent needs no line");
});

test("outcomes that are only in the report are noted too", async (t) => {
  const path = pathIn(folderOf(t));
  const batch = async (items, { beforeSend }) => {
    for (const item of items) await beforeSend(item);
    return { aborted: false, outcomes: [outcomeOf("43", "changed"), outcomeOf("44", "unknown")] };
  };
  const report = await start(path, planOf(["43", "44"]), { batch });
  assert.deepEqual(wordsOf(report), { 43: "changed", 44: "unknown" });
  assert.deepEqual(wordsOf(readJournal(path)), { 43: "changed", 44: "unknown" });
});

test("an item that was given twice is sent once and reported twice", async (t) => {
  const path = pathIn(folderOf(t));
  const batch = fakeBatch();
  const report = await start(path, planOf(["43", "44", "043", "43"]), { batch });
  assert.deepEqual(batch.sent, ["43", "44"]);
  assert.deepEqual(
    report.outcomes.map(({ identifier, state }) => [identifier, state]),
    [
      ["43", "changed"],
      ["44", "changed"],
      ["043", "changed"],
      ["43", "changed"],
    ],
  );
});

test("the options of the batch are passed on; verify is the plan's", async (t) => {
  const path = pathIn(folderOf(t));
  let seen;
  const batch = (items, options) => {
    seen = options;
    return fakeBatch()(items, options);
  };
  await start(path, planOf(["43"], { verify: true }), { batch, concurrency: 3, outage: 5, timeout: 7, verify: false });
  const { beforeSend, onProgress, ...rest } = seen;
  assert.deepEqual(rest, { concurrency: 3, outage: 5, timeout: 7, verify: true });
});

test("a batch that refuses its options rejects, and leaves a journal to go on with", async (t) => {
  const path = pathIn(folderOf(t));
  const refusal = new MySafeError({ code: "INVALID_ARGUMENT", message: "timeout must be positive" });
  await assert.rejects(
    start(path, planOf(["43"]), { batch: () => Promise.reject(refusal) }),
    (error) => error === refusal,
  );
  assert.deepEqual(wordsOf(await resume(path)), { 43: "changed" });
});

test("a progress function that throws is its own affair", async (t) => {
  const path = pathIn(folderOf(t));
  const onProgress = () => {
    throw new Error("mine");
  };
  assert.equal((await start(path, planOf(["43", "44"]), { onProgress })).changed, 2);
});

test("outcomes of another kind are a defect, and are not taken", async (t) => {
  const path = pathIn(folderOf(t));
  await assert.rejects(start(path, planOf(["43"]), { batch: fakeBatch({ kind: "note" }) }), /another kind/);
  assert.deepEqual(wordsOf(readJournal(path)), { 43: "unknown" });
});
