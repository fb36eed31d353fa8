// @ts-check
// Help, its examples, completion and the man page.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { commands } from "../dist/commands/all.js";
import { manualOf } from "../dist/help/manual.js";
import { en } from "../dist/words/en.js";
import { ptBr } from "../dist/words/pt-br.js";
import { bench } from "./support/mysafe.mjs";

const all = Object.values(commands);

for (const { name, examples } of all) {
  for (const example of examples) {
    test(`the example of ${name}: ${example}`, async (t) => {
      const { shell, run, folder } = await bench(t);
      writeFileSync(join(folder, "leaked.csv"), "id,name\n43,billing\n44,mail\n");
      writeFileSync(join(folder, "fixed.txt"), "43\n44\n");
      const first = await run(["deactivate", "43", "44", "--yes", "--json", "--journal", "run.jsonl"]);
      assert.equal(first.code, 0, first.stderr);
      writeFileSync(join(folder, "report.json"), first.stdout);
      await run(["deactivate", "45", "--yes", "--journal", "second.jsonl"]);
      if (name === "get") await run(["activate", "43", "--yes"]);
      // Nobody can be asked in a test.
      const asks = ["deactivate", "activate", "resume", "undo"].includes(name) && !/--(yes|dry-run)/.test(example);
      const { code, stderr } = await shell(`set -o pipefail; ${example}${asks ? " --yes" : ""}`);
      assert.equal(code, 0, stderr);
    });
  }
}

test("each help has its options, its examples, and 80 columns", async (t) => {
  const { run } = await bench(t);
  for (const command of all) {
    for (const lang of ["en", "pt-BR"]) {
      const { code, stdout } = await run([command.name, "--help", "--lang", lang]);
      assert.equal(code, 0);
      for (const example of command.examples) assert.ok(stdout.includes(example));
      const long = stdout.split("\n").filter((line) => line.length > 80 && !command.examples.includes(line.trim()));
      assert.deepEqual(long, []);
    }
  }
  const { stdout } = await run(["--help"]);
  for (const status of ["0", "1", "2", "3", "130"]) assert.match(stdout, new RegExp(`^ {2}${status} +\\w`, "m"));
  assert.equal((await run(["help", "undo"])).stdout, (await run(["undo", "--help"])).stdout);
});

test("--version is the package's", async (t) => {
  const { run } = await bench(t);
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  assert.equal((await run(["--version"])).stdout, `${version}\n`);
});

test("bash completes commands, options and their values", async (t) => {
  const { run, folder } = await bench(t);
  const { stdout } = await run(["completion", "bash"]);
  writeFileSync(join(folder, "completion"), stdout);
  const complete = (/** @type {string[]} */ ...words) => {
    const quoted = words.map((word) => `'${word}'`).join(" ");
    const script = `source completion; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _mysafe; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], { cwd: folder, encoding: "utf8" });
    assert.equal(stderr, "");
    return stdout.trim().split("\n");
  };
  assert.deepEqual(complete("mysafe", "de"), ["deactivate"]);
  assert.deepEqual(complete("mysafe", "--quiet", "re"), ["resume", "report"]);
  assert.deepEqual(complete("mysafe", "deactivate", "--ki"), ["--kind"]);
  assert.deepEqual(complete("mysafe", "deactivate", "--kind", "p"), ["password"]);
  assert.deepEqual(complete("mysafe", "completion", ""), ["bash", "zsh", "fish"]);
  assert.deepEqual(complete("mysafe", "deactivate", "4"), [""]);
  writeFileSync(join(folder, "run.jsonl"), "");
  assert.deepEqual(complete("mysafe", "undo", "run"), ["run.jsonl"]);
});

for (const [shell, check] of /** @type {const} */ ([
  ["zsh", "-n"],
  ["fish", "--no-execute"],
])) {
  const isThere = spawnSync(shell, ["--version"]).status === 0;
  test(`the completion of ${shell} can be read`, { skip: !isThere && `there is no ${shell}` }, async (t) => {
    const { run, folder } = await bench(t);
    const { stdout } = await run(["completion", shell]);
    writeFileSync(join(folder, "completion"), stdout);
    assert.equal(spawnSync(shell, [check, "completion"], { cwd: folder }).status, 0);
  });
  test(`the completion of ${shell} names every command and option`, async (t) => {
    const { run } = await bench(t);
    const { stdout } = await run(["completion", shell]);
    for (const { name } of all) assert.ok(stdout.includes(name));
    for (const option of ["kind", "include-uncertain", "outage"]) assert.ok(stdout.includes(option));
  });
}

test("the man page is made of the same data", async (t) => {
  const { folder } = await bench(t);
  for (const words of [en, ptBr]) {
    const page = manualOf(all, words, "0.0.0");
    for (const { name, examples } of all) {
      assert.ok(page.includes(`.B mysafe ${name}`));
      for (const example of examples) assert.ok(page.includes(example.replaceAll("-", "\\-")));
    }
    mkdirSync(join(folder, "man"), { recursive: true });
    writeFileSync(join(folder, "man", "page.1"), page);
    const groff = spawnSync("groff", ["-man", "-Tutf8", "-ww", "-K", "utf8", "man/page.1"], {
      cwd: folder,
      encoding: "utf8",
    });
    if (groff.error) t.diagnostic("there is no groff");
    else assert.equal(groff.stderr, "");
    rmSync(join(folder, "man"), { recursive: true });
  }
});
