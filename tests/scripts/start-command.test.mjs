// The command line of `npm start`, which is read before anything is built.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { root } from "../../scripts/base/project.mjs";

const start = (...args) =>
  spawnSync(process.execPath, ["scripts/dev/start.mjs", ...args], { cwd: root, encoding: "utf8" });

test("the help names each option", () => {
  const { status, stdout } = start("--help");
  assert.equal(status, 0);
  for (const option of ["--port", "--target", "--help"]) assert.ok(stdout.includes(option), option);
});

test("a wrong option ends with exit code 2 and an explanation", () => {
  for (const [args, words] of [
    [["--target", "vault.example"], /--target is a URL, such as https:\/\/vault\.example\./],
    [["--target", "http://vault.example"], /would send credentials in the clear/],
    [["--target"], /--target/],
    [["--targets", "x"], /--targets/],
    [["--port", "x"], /--port is a number/],
    [["https://vault.example"], /https:\/\/vault\.example/],
  ]) {
    const { status, stdout, stderr } = start(...args);
    assert.deepEqual([status, stdout], [2, ""], stderr);
    assert.match(stderr, words);
  }
});
