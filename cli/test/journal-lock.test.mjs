import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { lock } from "../dist/journal/lock.js";
import { readJournal } from "../dist/journal/read.js";
import { createJournal, openJournal } from "../dist/journal/write.js";
import { folderOf, pathIn, planOf } from "./kills/fakes.mjs";

const module = new URL("../dist/journal/lock.js", import.meta.url).href;

/** A process that takes the lock, says `held` or `refused`, and waits. */
function holder(path) {
  const script = `
    import { lock } from ${JSON.stringify(module)};
    lock(${JSON.stringify(path)}).then(() => console.log("held"), ({ message }) => console.log("refused", message));
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const answer = once(child.stdout, "data").then(([data]) => String(data));
  return { child, answer };
}

async function end(child) {
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}

const locksIn = (folder) => readdirSync(folder).filter((name) => name.includes(".lock-"));

test("a second process is refused, and takes over at once when the first was killed", async (t) => {
  const folder = folderOf(t);
  const path = pathIn(folder);
  await (await createJournal(path, planOf(["43"]))).close();
  const { child, answer } = holder(path);
  assert.equal(await answer, "held\n");
  await assert.rejects(openJournal(path), new RegExp(`in use by another run \\(process ${child.pid}\\)`));
  symlinkSync(path, pathIn(folder, "link"));
  await assert.rejects(openJournal(pathIn(folder, "link")), /in use/);
  readJournal(path); // Reading needs no lock.
  await end(child);
  assert.equal(locksIn(folder).length, 1);
  const journal = await openJournal(path);
  assert.equal(locksIn(folder).length, 1);
  await journal.close();
  assert.deepEqual(locksIn(folder), []);
});

test("the same process is refused too, and a refusal leaves the holder its lock", async (t) => {
  const folder = folderOf(t);
  const held = await lock(pathIn(folder));
  await assert.rejects(lock(pathIn(folder)), /in use/);
  assert.equal(locksIn(folder).length, 1);
  held.release();
  held.release();
  (await lock(pathIn(folder))).release();
  assert.deepEqual(locksIn(folder), []);
});

test("a number of a process that is used again is no lock", { skip: process.platform === "win32" }, async (t) => {
  const folder = folderOf(t);
  (await lock(pathIn(folder))).release();
  const held = await lock(pathIn(folder));
  const [name] = locksIn(folder);
  held.release();
  // This process's parent runs, but began at another time.
  writeFileSync(pathIn(folder, name.replace(/-\d+-(\w+)$/, `-${process.ppid}-${"0".repeat(12)}`)), "");
  (await lock(pathIn(folder))).release();
  assert.deepEqual(locksIn(folder), []);
});

test("a killed process that nobody has waited for is no lock", { skip: process.platform !== "linux" }, async (t) => {
  const folder = folderOf(t);
  const path = pathIn(folder);
  // The shell does not wait for its child, which stays a zombie.
  const script = `import { lock } from ${JSON.stringify(module)}; await lock(${JSON.stringify(path)}); process.kill(process.pid, "SIGKILL");`;
  const command = `"${process.execPath}" --input-type=module -e '${script.replaceAll("'", "'\\''")}' & exec sleep 60`;
  const child = spawn("sh", ["-c", command], { stdio: "ignore" });
  t.after(() => child.kill("SIGKILL"));
  while (locksIn(folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => setTimeout(resolve, 100));
  (await lock(path)).release();
  assert.deepEqual(locksIn(folder), []);
});

test("the lock of another machine is not taken over", async (t) => {
  const folder = folderOf(t);
  const name = `run.jsonl.lock-${"a".repeat(12)}-1-${"b".repeat(12)}`;
  writeFileSync(pathIn(folder, name), "");
  await assert.rejects(lock(pathIn(folder)), new RegExp(`another machine.*delete .*${name}`));
  assert.deepEqual(locksIn(folder), [name]);
});

test("a process that exits in the middle leaves no lock", async (t) => {
  const folder = folderOf(t);
  const script = `import { lock } from ${JSON.stringify(module)}; await lock(${JSON.stringify(pathIn(folder))}); process.exit(130);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  assert.deepEqual(await once(child, "close"), [130, null]);
  assert.deepEqual(locksIn(folder), []);
});

test("a lock of another journal beside it is none", async (t) => {
  const folder = folderOf(t);
  const other = await lock(pathIn(folder, "run.jsonl.2"));
  (await lock(pathIn(folder, "run.jsonl"))).release();
  other.release();
});

test("of many processes that begin at once at most one holds the lock, also over a lock that was left", async (t) => {
  const folder = folderOf(t);
  const path = pathIn(folder);
  const left = holder(path);
  assert.equal(await left.answer, "held\n");
  await end(left.child);
  const holders = Array.from({ length: 8 }, () => holder(path));
  const answers = await Promise.all(holders.map(({ answer }) => answer));
  assert.ok(answers.filter((answer) => answer === "held\n").length <= 1, answers.join(""));
  for (const answer of answers) assert.match(answer, /^(held|refused .* is in use by another run)/);
  await Promise.all(holders.map(({ child }) => end(child)));
  (await lock(path)).release();
  assert.deepEqual(locksIn(folder), []);
});
