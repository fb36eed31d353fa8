// The life of one journal: a run that is killed again and again, resumed until it is done, and undone, also with kills. What
// the journals say is compared with the sandbox's truth after every kill.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readJournal } from "../../dist/journal/read.js";
import { undoable } from "../../dist/journal/undo.js";

const driver = fileURLToPath(new URL("driver.mjs", import.meta.url));
const secrets = 200;

/** The moments at which a run kills itself. Each can come `most` times. */
const moments = {
  run: [
    ["opened", 1],
    ["before sent", secrets],
    ["sent", secrets],
    ["before outcome", secrets],
    ["outcome", secrets],
    ["before end", 1],
    ["end", 1],
  ],
  undo: [
    ["opened", 1],
    ["before undoing", 1],
    ["undoing", 1],
    ["before sent", secrets],
    ["sent", secrets],
    ["before outcome", secrets],
    ["outcome", secrets],
    ["end", 1],
    ["before undone", 1],
    ["undone", 1],
  ],
};

/** Lives one life.
 *
 * @param kills how many times its runs are to be killed
 * @param ask a question to the sandbox's process
 * @param random numbers from 0 to 1
 * @returns its figures */
export async function live({ seed, kills, ask, random }) {
  const folder = mkdtempSync(join(tmpdir(), "mysafe-kills-"));
  const journal = join(folder, "run.jsonl");
  const url = await ask("open", { seed, secrets });
  const before = await ask("truth");
  const items = Object.keys(before.active).map((identifier) => ({ identifier, name: `secret ${identifier}` }));
  const figures = { kills: 0, runs: 0, torn: 0, early: 0, uncertain: 0, foreign: 0 };
  const expected = { ...before.active };

  async function attempt(what, phase) {
    const wanted = figures.kills < (phase === "run" ? Math.ceil(kills / 2) : kills);
    const [at, most] = moments[phase][Math.floor(random() * moments[phase].length)];
    const itself = wanted && random() < 0.5 ? { at, number: 1 + Math.floor(random() * most) } : undefined;
    const after = wanted && itself === undefined ? 30 + random() * 700 : undefined;
    figures.runs += 1;
    const { killed, output } = await start({ ...what, url, die: itself }, after);
    if (killed) figures.kills += 1;
    if (killed && random() < 0.3) tear(what.undo ?? what.journal);
    return killed ? undefined : JSON.parse(output);
  }

  try {
    await runUntilDone();
    const run = check(before, await ask("truth"));
    const inDoubt = new Set(undoable([{ path: journal, run }]).uncertain.map(({ identifier }) => identifier));
    figures.uncertain = inDoubt.size;
    await undoUntilDone();
    const end = await ask("truth");
    for (const { identifier } of items) {
      if (inDoubt.has(identifier)) continue;
      assert.equal(end.active[identifier], expected[identifier], `the state of ${identifier} after the undo`);
    }
    await doesNothingTwice(end);
    assert.deepEqual(locks(), [], "locks that are left");
    rmSync(folder, { recursive: true });
    return figures;
  } catch (error) {
    error.message += `\n  seed ${seed}, journals in ${folder}`;
    throw error;
  }

  /** The locks of journals that were gone on with. One that was killed before its list was whole is left alone. */
  function locks() {
    const all = readdirSync(folder).filter((name) => name.includes(".lock-"));
    return all.filter((name) => hasList(join(folder, name.replace(/\.lock-.*/, ""))));
  }

  async function runUntilDone() {
    for (let round = 0; round < 60; round += 1) {
      const isThere = hasList(journal);
      if (!isThere) rmSync(journal, { force: true });
      const what = isThere ? { command: "resume", journal } : { command: "run", journal, items };
      const report = await attempt(what, "run");
      if (hasList(journal)) check(before, await ask("truth"));
      else figures.early += 1;
      if (report && report.changed + report.unchanged === secrets) return;
    }
    assert.fail("the run is never done");
  }

  async function undoUntilDone() {
    let number = 0;
    for (let round = 0; round < 60; round += 1) {
      const undo = join(folder, `undo-${number}.jsonl`);
      const goesOn = number > 0 && random() < 0.5;
      const last = join(folder, `undo-${number - 1}.jsonl`);
      if (!goesOn || !hasList(last)) number += 1;
      const what = goesOn && hasList(last) ? { command: "resume", journal: last } : { command: "undo", journal, undo };
      const report = await attempt(what, "undo");
      await checkUndo();
      const left = undoable([{ path: journal, run: readJournal(journal) }]).certain;
      if (report && left.length === 0 && figures.kills >= kills) return;
      if (report === undefined) await somebodySwitchesOff();
      else if (left.length === 0) return;
    }
    assert.fail("the undo is never done");
  }

  /** Compares the journal of the run with the truth, during the run. */
  function check(then, { active, asked }) {
    const run = readJournal(journal);
    if (run.torn) figures.torn += 1;
    for (const { identifier, sent, outcome } of run.items) {
      const [was, is] = [then.active[identifier], active[identifier]];
      if (!sent) assert.equal(asked[identifier], undefined, `${identifier} was sent and not announced`);
      if (outcome.state === "changed") assert.equal(is, false, `${identifier} is said to be off`);
      if (outcome.state === "unchanged") assert.equal(is, false, `${identifier} is said to be off`);
      if (outcome.state === "changed" && outcome.change.certain)
        assert.equal(was, true, `${identifier} was off before`);
      if (outcome.state === "unchanged")
        assert.equal(was, false, `${identifier} was switched off, and is not said to be`);
      if (outcome.state === "failed") assert.equal(is, was, `${identifier} is said not to be changed`);
      if (outcome.state === "skipped") assert.equal(is, was, `${identifier} is said not to be sent`);
    }
    return run;
  }

  /** Compares the journals of the undos with the truth. */
  async function checkUndo() {
    const { active } = await ask("truth");
    for (const run of undos()) {
      for (const { identifier, outcome } of run.items) {
        if (outcome.state !== "changed" && outcome.state !== "unchanged") continue;
        assert.equal(active[identifier], expected[identifier], `the state of ${identifier} after its undo`);
      }
    }
  }

  /** After a kill somebody else switches off what was put back. A second undo must leave that alone. */
  async function somebodySwitchesOff() {
    const back = undos()
      .flatMap((run) => run.items)
      .filter(({ identifier, outcome }) => outcome.state === "changed" && expected[identifier]);
    if (back.length === 0) return;
    const { identifier } = back[Math.floor(random() * back.length)];
    await ask("somebody", { identifier, active: false });
    expected[identifier] = false;
    figures.foreign += 1;
  }

  function undos() {
    return readdirSync(folder)
      .filter((name) => /^undo-\d+\.jsonl$/.test(name) && hasList(join(folder, name)))
      .map((name) => readJournal(join(folder, name)));
  }

  async function doesNothingTwice({ asked }) {
    const again = join(folder, "again.jsonl");
    const finished = [
      { command: "resume", journal },
      { command: "undo", journal, undo: again },
    ];
    for (const name of readdirSync(folder).filter((name) => /^undo-\d+\.jsonl$/.test(name))) {
      if (hasList(join(folder, name))) finished.push({ command: "resume", journal: join(folder, name) });
    }
    for (const what of finished) {
      const { output } = await start({ ...what, url }, undefined);
      assert.equal(JSON.parse(output).given, 0, `${what.command} of ${what.journal} sends something again`);
    }
    const total = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);
    assert.equal(total((await ask("truth")).asked), total(asked), "requests of finished runs");
  }
}

/** Whether there is a journal with all its items: a run that was killed before has sent nothing. */
function hasList(path) {
  if (!existsSync(path)) return false;
  try {
    readJournal(path);
    return true;
  } catch (error) {
    if (/nothing was sent/.test(error.message)) return false;
    throw error;
  }
}

/** A power cut can leave a part of the line that was being written. */
function tear(path) {
  if (hasList(path)) appendFileSync(path, '{"type":"outcome","at":"2026-0');
}

/** Runs the driver, and kills it after so many milliseconds. */
function start(what, killAfter) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [driver, JSON.stringify(what)], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (data) => {
      output += data;
    });
    child.stderr.on("data", (data) => {
      errors += data;
    });
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfter);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (signal === "SIGKILL") resolve({ killed: true, output });
      else if (code === 0) resolve({ killed: false, output });
      else reject(new Error(`the driver failed with ${code ?? signal}: ${errors}`));
    });
  });
}
