// @ts-check
// With a terminal and without: questions, progress, colours, signals, lost readers.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { bench, noTerminal, secret } from "./support/mysafe.mjs";

const skip = noTerminal;
const forty = Array.from({ length: 40 }, (_, index) => String(43 + index));
const csi = "\u001B[";
const slow = {
  faults: { rate: 1, kinds: /** @type {const} */ (["delay"]), delay: /** @type {[number, number]} */ ([80, 120]) },
};

test("a question, a bar and colours on a terminal", { skip }, async (t) => {
  const { terminal, sandbox } = await bench(t, slow);
  const { code, stdout } = await terminal(`mysafe deactivate ${forty.slice(0, 20).join(" ")}`, { input: "y\n" });
  assert.equal(code, 0, stdout);
  assert.match(stdout, /Deactivate 20 API secrets at http.*\?/);
  assert.match(stdout, /… and 10 more/);
  assert.match(stdout, /[█░]{20} \d+ of 20 processed · \S+ a second · \d:\d\d left/);
  assert.ok(stdout.includes(`${csi}32m`));
  assert.equal(sandbox.changes.length, 20);
});

test("anything but yes is no", { skip }, async (t) => {
  const { terminal, sandbox } = await bench(t);
  for (const [input, lang] of [
    ["\n", "en"],
    ["n\n", "en"],
    ["y\n", "pt-BR"],
  ]) {
    const { code } = await terminal(`mysafe deactivate 43 --lang ${lang}`, { input });
    assert.equal(code, 1);
  }
  assert.equal(sandbox.changes.length, 0);
  const { code, stdout } = await terminal("mysafe deactivate 43 --lang pt-BR", { input: "s\n" });
  assert.equal(code, 0, stdout);
});

test("a secret is asked for without echo", { skip }, async (t) => {
  const { typed } = await bench(t);
  const { answer, result } = typed("mysafe list", { env: { MYSAFE_CLIENT_SECRET: undefined } });
  await answer("Client secret:", `${secret}\r`);
  const { code, stdout } = await result;
  assert.equal(code, 0, stdout);
  assert.match(stdout, /40 API secrets/);
  assert.ok(!stdout.includes(secret), stdout);
});

test("the address and the client id are asked for, too", { skip }, async (t) => {
  const { typed, url } = await bench(t);
  const env = { MYSAFE_URL: undefined, MYSAFE_CLIENT_ID: undefined };
  const { answer, result } = typed("mysafe list --lang pt-BR", { env });
  await answer("Endereço do MySafe:", `${url}/\r`);
  await answer("Client ID:", "oncall\r");
  const { code, stdout } = await result;
  assert.equal(code, 0, stdout);
});

test("Ctrl-C at a question sends nothing", { skip }, async (t) => {
  const { typed, sandbox } = await bench(t);
  const asked = typed("mysafe deactivate 43");
  await asked.answer("(y/N)", "\u0003");
  const { code, stdout } = await asked.result;
  assert.equal(code, 130, stdout);
  assert.match(stdout, /Interrupted\./);
  const secretAsked = typed("mysafe list", { env: { MYSAFE_CLIENT_SECRET: undefined } });
  await secretAsked.answer("Client secret:", "\u0003");
  assert.equal((await secretAsked.result).code, 130);
  assert.equal(sandbox.requests.length, 0);
});

test("Ctrl-C on a terminal ends a batch softly, and the bar leaves the words whole", { skip }, async (t) => {
  const { typed } = await bench(t, slow);
  const { answer, result } = typed(`mysafe deactivate ${forty.join(" ")} --yes --concurrency 2`);
  await answer("4 of 40 processed", "\u0003");
  const { code, stdout } = await result;
  assert.equal(code, 130, stdout);
  assert.match(stdout, /Ending: requests under way are given up\. Once more ends at once\.\r\n/);
  assert.match(stdout, /The run was interrupted\./);
});

test("the reason of a wait is shown", { skip }, async (t) => {
  const { terminal, sandbox } = await bench(t);
  sandbox.next({ operation: "deactivate", identifier: 43, fault: "rate-limit", retryAfter: 2 });
  const { stdout } = await terminal("mysafe deactivate 43 44 --yes");
  assert.match(stdout, /Too many requests\. Next try in 0:0[12]/);
});

test("no colour with NO_COLOR, --no-color, TERM=dumb or without a terminal, unless FORCE_COLOR asks for it", {
  skip,
}, async (t) => {
  const { terminal, run } = await bench(t);
  for (const [line, env] of /** @type {const} */ ([
    ["mysafe check", { NO_COLOR: "1" }],
    ["mysafe check --no-color", {}],
    ["mysafe --no-color check", {}],
    ["mysafe check", { TERM: "dumb" }],
  ])) {
    const { stdout } = await terminal(line, { env });
    assert.match(stdout, /The credentials are good/);
    assert.ok(!stdout.includes(csi), JSON.stringify(stdout));
  }
  assert.ok((await terminal("mysafe check")).stdout.includes(csi));
  assert.ok(!(await run(["check"])).stdout.includes(csi));
  assert.ok((await run(["check"], { env: { FORCE_COLOR: "1" } })).stdout.includes(csi));
});

test("a table on a terminal", { skip }, async (t) => {
  const { terminal } = await bench(t);
  const { stdout } = await terminal("mysafe list --kind password --no-color");
  assert.match(stdout, /^Identifier {2}Name +User name +URL +Tags +Permissions\r\n43 {10}\w/);
});

test("without a terminal, lines tell the progress", async (t) => {
  const { run } = await bench(t, { faults: { rate: 1, kinds: ["delay"], delay: [300, 320] } });
  const { stderr } = await run(["deactivate", ...forty, "--yes", "--concurrency", "4"]);
  const lines = stderr.match(/^\d+ of 40 processed · \S+ a second · \d:\d\d left$/gm) ?? [];
  assert.ok(lines.length >= 1 && lines.length <= 10, stderr);
  assert.ok(!stderr.includes("\r") && !stderr.includes(csi));
});

test("the first Ctrl-C ends softly, with a report and the end in the journal", async (t) => {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    const { start, run, sandbox, folder } = await bench(t, slow);
    const args = ["deactivate", ...forty, "--yes", "--json", "--concurrency", "2", "--journal", "run.jsonl"];
    const { child, result } = start(args);
    while (sandbox.changes.length < 3) await sleep(10);
    child.kill(signal);
    const { code, stdout, stderr } = await result;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /Ending:.*[\s\S]*The run was interrupted\.[\s\S]*mysafe resume run\.jsonl/);
    assert.equal(JSON.parse(stdout).aborted, true);
    const last = readFileSync(join(folder, "run.jsonl"), "utf8").trimEnd().split("\n").at(-1) ?? "";
    assert.equal(JSON.parse(last).type, "end");
    const rest = await run(["resume", "run.jsonl", "--yes"]);
    assert.equal(rest.code, 0, rest.stderr);
  }
});

test("the second Ctrl-C ends at once, and the journal can be resumed", async (t) => {
  const { start, run, sandbox } = await bench(t, {
    faults: { rate: 0.5, kinds: ["stall"], operations: ["deactivate"] },
  });
  const { child, result, said } = start(["deactivate", ...forty, "--yes", "--journal", "run.jsonl"]);
  while (sandbox.changes.length < 1) await sleep(5);
  child.kill("SIGINT");
  child.kill("SIGINT");
  const { code } = await result;
  assert.equal(code, 130, said());
  sandbox.setFaults({ rate: 0 });
  const rest = await run(["resume", "run.jsonl", "--yes"]);
  assert.equal(rest.code, 0, rest.stderr);
});

test("Ctrl-C outside a batch", async (t) => {
  const { start } = await bench(t, { faults: { rate: 1, kinds: ["stall"], operations: ["list"] } });
  const { child, result } = start(["list"]);
  await sleep(600);
  child.kill("SIGINT");
  const { code, stderr } = await result;
  assert.equal(code, 130);
  assert.equal(stderr, "Interrupted.\n");
});

test("a reader that leaves early loses neither the batch nor the journal", async (t) => {
  const { shell, sandbox, folder } = await bench(t);
  const list = await shell("set -o pipefail; mysafe list --json | head -1");
  assert.equal(list.stdout, "{\n");
  assert.equal(list.stderr, "");
  const line = `mysafe deactivate ${forty.join(" ")} --yes --json 2> >(head -1 >&2) | head -1`;
  await shell(line);
  for (let tries = 0; tries < 100 && sandbox.changes.length < 40; tries += 1) await sleep(50);
  assert.equal(sandbox.changes.length, 40);
  await sleep(300);
  const [journal = ""] = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
  assert.match(readFileSync(join(folder, journal), "utf8"), /"type":"end"/);
});

test("a column that is not plain is asked for on a terminal", { skip }, async (t) => {
  const { terminal, run, folder, sandbox } = await bench(t);
  writeFileSync(join(folder, "odd.csv"), "alpha,beta\n43,44\n45,46\n");
  const { code, stderr } = await run(["deactivate", "--from", "odd.csv", "--yes"]);
  assert.equal(code, 2);
  assert.match(stderr, /1 .alpha., 2 .beta./);
  const asked = await terminal("mysafe deactivate --from odd.csv --yes", { input: "\r" });
  assert.match(asked.stdout, /Which column has the identifiers\?/);
  assert.equal(asked.code, 0, asked.stdout);
  assert.equal(sandbox.changes.length, 2);
});

test("a terminal that is lost ends the batch softly", { skip }, async (t) => {
  const { hangUp, run, sandbox, folder } = await bench(t, slow);
  await hangUp(`mysafe deactivate ${forty.join(" ")} --yes --journal run.jsonl --concurrency 2`, async () => {
    while (sandbox.changes.length < 3) await sleep(10);
  });
  const journal = join(folder, "run.jsonl");
  for (let tries = 0; tries < 100 && !readFileSync(journal, "utf8").includes('"type":"end"'); tries += 1)
    await sleep(50);
  assert.match(readFileSync(journal, "utf8"), /"type":"end","at":"[^"]+","aborted":true/);
  assert.ok(sandbox.changes.length < 40);
  const rest = await run(["resume", "run.jsonl", "--yes"]);
  assert.equal(rest.code, 0, rest.stderr);
});
