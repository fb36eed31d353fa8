import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { GroupCommit } from "../dist/journal/group-commit.js";
import { readJournal } from "../dist/journal/read.js";
import { createJournal, openJournal } from "../dist/journal/write.js";
import { runBatch } from "../dist/run/runner.js";
import { fakeBatch, folderOf, outcomeOf, pathIn, planOf, wordsOf } from "./kills/fakes.mjs";

/** A disk that notes what it does, takes `time` ms for a sync, and fails as `fails` says. */
function fakeDisk({ time = 2, fails = () => undefined, most = Number.POSITIVE_INFINITY } = {}) {
  const disk = { written: "", synced: "", log: [] };
  disk.write = async (bytes, offset, length) => {
    const error = fails("write", disk);
    if (error) throw error;
    const bytesWritten = Math.min(length, most);
    disk.written += Buffer.from(bytes).toString("utf8", offset, offset + bytesWritten);
    disk.log.push("write");
    return { bytesWritten };
  };
  disk.datasync = async () => {
    const before = disk.written;
    await new Promise((resolve) => setTimeout(resolve, time));
    const error = fails("datasync", disk);
    if (error) throw error;
    disk.synced = before;
    disk.log.push("datasync");
  };
  disk.close = async () => {
    disk.log.push("close");
  };
  return disk;
}

const isSync = (word) => word === "datasync";

test("announcements of one turn share one write and one sync, and each is on disk when it resolves", async () => {
  const disk = fakeDisk();
  const lines = new GroupCommit(disk, "j");
  const numbers = Array.from({ length: 100 }, (_, number) => `${number}\n`);
  await Promise.all(
    numbers.map(async (text) => {
      await lines.commit(text);
      assert.ok(disk.synced.includes(text));
    }),
  );
  assert.deepEqual(disk.log, ["write", "datasync"]);
  assert.equal(disk.synced, numbers.join(""));
});

test("what comes while the disk is busy shares the next sync, in order", async () => {
  const disk = fakeDisk({ time: 20 });
  const lines = new GroupCommit(disk, "j");
  const first = lines.commit("1\n");
  await new Promise((resolve) => setTimeout(resolve, 5));
  lines.append("2\n");
  const second = lines.commit("3\n");
  lines.append("4\n");
  await first;
  assert.equal(disk.synced, "1\n");
  await second;
  assert.equal(disk.synced, "1\n2\n3\n4\n");
  await lines.close();
  assert.deepEqual(disk.log, ["write", "datasync", "write", "datasync", "close"]);
});

test("a short write goes on where it stopped", async () => {
  const disk = fakeDisk({ most: 3 });
  await new GroupCommit(disk, "j").commit("0123456789\n");
  assert.equal(disk.synced, "0123456789\n");
});

for (const operation of ["write", "datasync"]) {
  test(`after a failed ${operation} nothing is written any more, and every announcement is refused`, async () => {
    const failure = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    const disk = fakeDisk({
      fails: (at, { log }) => (at === operation && log.filter(isSync).length > 0 ? failure : undefined),
    });
    const lines = new GroupCommit(disk, "run.jsonl");
    await lines.commit("1\n");
    const results = await Promise.allSettled([lines.commit("2\n"), lines.commit("3\n"), lines.flush()]);
    for (const { status, reason } of results) {
      assert.equal(status, "rejected");
      assert.match(reason.message, /run\.jsonl cannot be written: ENOSPC/);
      assert.equal(reason.exitStatus, 3);
    }
    const { length } = disk.log;
    await assert.rejects(lines.commit("4\n"), /ENOSPC/);
    lines.append("5\n");
    await assert.rejects(lines.flush(), /ENOSPC/);
    assert.equal(disk.log.length, length);
    await assert.rejects(lines.close(), /ENOSPC/);
    assert.equal(disk.log.at(-1), "close");
  });
}

test("a batch of eight at a time needs one sync for eight announcements", async (t) => {
  const path = pathIn(folderOf(t));
  const journal = await createJournal(path, planOf(Array.from({ length: 400 }, (_, number) => `${number}`)));
  const handle = await open(path, "a");
  const { datasync } = Object.getPrototypeOf(handle);
  let syncs = 0;
  t.mock.method(Object.getPrototypeOf(handle), "datasync", async function () {
    syncs += 1;
    await new Promise((resolve) => setTimeout(resolve, 5)); // A sync is slower than what waits for it.
    return datasync.call(this);
  });
  await runBatch({ journal, batch: fakeBatch({ onSend: () => new Promise((resolve) => setImmediate(resolve)) }) });
  await journal.close();
  await handle.close();
  assert.ok(syncs >= 400 / 8 && syncs < 150, `${syncs} syncs`);
});

test("a new journal is a file of its own, for its owner only, with all items", async (t) => {
  const folder = folderOf(t);
  const path = pathIn(folder);
  const mask = process.umask(0);
  t.after(() => process.umask(mask));
  const items = Array.from({ length: 1234 }, (_, number) => ({ identifier: `${number}`, name: `item ${number}` }));
  const journal = await createJournal(path, planOf([], { items }));
  if (process.platform !== "win32") assert.equal(statSync(path).mode & 0o777, 0o600);
  const { plan, begun, torn, end } = readJournal(path);
  assert.deepEqual(plan, planOf([], { items }));
  assert.deepEqual({ begun, torn, end }, { begun: false, torn: false, end: undefined });
  await journal.close();
  assert.deepEqual(readdirSync(folder), ["run.jsonl"]);
});

test("a file that is there is not replaced, nor what a link points to", async (t) => {
  const folder = folderOf(t);
  writeFileSync(pathIn(folder, "there"), "mine");
  symlinkSync(pathIn(folder, "nowhere"), pathIn(folder, "link"));
  for (const name of ["there", "link"]) {
    await assert.rejects(createJournal(pathIn(folder, name), planOf(["43"])), /already is a file/);
  }
  await assert.rejects(createJournal(pathIn(folder, "no/such/run.jsonl"), planOf(["43"])), /no folder/);
  assert.equal(readFileSync(pathIn(folder, "there"), "utf8"), "mine");
  assert.deepEqual(readdirSync(folder).sort(), ["link", "there"]);
});

test("an address with credentials is refused before there is a file", async (t) => {
  const folder = folderOf(t);
  const plan = planOf(["43"], { address: "https://demo:secret@vault.example" });
  await assert.rejects(createJournal(pathIn(folder), plan), (error) => !error.message.includes("secret"));
  await assert.rejects(createJournal(pathIn(folder), planOf(["43"], { started: "now" })));
  assert.deepEqual(readdirSync(folder), []);
});

test("a torn last line is cut off before the journal goes on", async (t) => {
  const path = pathIn(folderOf(t));
  const journal = await createJournal(path, planOf(["43", "44"]));
  await journal.sent("43");
  await journal.close();
  writeFileSync(path, '{"type":"outco', { flag: "a" });
  assert.equal(readJournal(path).torn, true);
  const again = await openJournal(path);
  again.resume();
  await again.sent("44");
  again.outcome(outcomeOf("44", "changed"));
  await again.close();
  const run = readJournal(path);
  assert.equal(run.torn, false);
  assert.deepEqual(wordsOf(run), { 43: "unknown", 44: "changed" });
});

test("a last line that only lacks its line feed is kept", async (t) => {
  const path = pathIn(folderOf(t));
  const journal = await createJournal(path, planOf(["43", "44"]));
  await journal.sent("43");
  journal.outcome(outcomeOf("43", "changed"));
  await journal.close();
  writeFileSync(path, readFileSync(path, "utf8").trimEnd());
  assert.equal(readJournal(path).torn, false);
  const again = await openJournal(path);
  again.resume();
  await again.close();
  assert.deepEqual(wordsOf(readJournal(path)), { 43: "changed", 44: "skipped" });
});

const full = { skip: !existsSync("/dev/full") };

test("a full disk is a failure that says so", full, async () => {
  const lines = new GroupCommit(await open("/dev/full", "a"), "run.jsonl");
  await assert.rejects(lines.commit("1\n"), /cannot be written: ENOSPC/);
  await assert.rejects(lines.close(), /ENOSPC/);
});

/** A file system of 64 kB, if this process may mount one. */
function tinyDisk(t) {
  const mount = mkdtempSync(join(tmpdir(), "mysafe-tiny-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", mount], { stdio: "ignore" });
    t.after(() => execFileSync("umount", [mount]));
  } catch {
    return undefined;
  } finally {
    t.after(() => rmdirSync(mount)); // After it was unmounted.
  }
  return mount;
}

test("when the disk is full in the middle of a run, nothing is sent that the journal does not know of", async (t) => {
  const mount = tinyDisk(t);
  if (mount === undefined) return t.skip("may not mount");
  const path = pathIn(mount);
  const identifiers = Array.from({ length: 500 }, (_, number) => `${number}`);
  const journal = await createJournal(path, planOf(identifiers));
  const batch = fakeBatch();
  const report = await runBatch({ journal, batch });
  assert.match(report.journalFailure.message, /ENOSPC/);
  assert.match(report.error.message, /ENOSPC/);
  assert.ok(batch.sent.length > 50 && batch.sent.length < 500, `${batch.sent.length} sent`);
  assert.equal(report.changed, batch.sent.length);
  assert.equal(report.skipped, 500 - batch.sent.length);
  await assert.rejects(journal.close(), /ENOSPC/);

  const run = readJournal(path);
  for (const identifier of batch.sent) assert.ok(run.items.find((item) => item.identifier === identifier).sent);
  for (const { identifier, outcome } of run.items) {
    if (outcome.state === "changed") assert.ok(batch.sent.includes(identifier));
  }
  // With room again, it goes on.
  execFileSync("mount", ["-o", "remount,size=1m", mount]);
  const again = await openJournal(path);
  const rest = await runBatch({ journal: again, batch: fakeBatch() });
  await again.close();
  assert.equal(rest.changed, 500);
  assert.equal(readJournal(path).end.error, undefined);
});

test("a journal whose list has no room is not left behind", async (t) => {
  const mount = tinyDisk(t);
  if (mount === undefined) return t.skip("may not mount");
  const identifiers = Array.from({ length: 5000 }, (_, number) => `${number}`);
  await assert.rejects(createJournal(pathIn(mount), planOf(identifiers)), /ENOSPC/);
  assert.deepEqual(readdirSync(mount), []);
});
