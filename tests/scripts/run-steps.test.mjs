// The output of steps that run side by side.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { root } from "../../scripts/base/project.mjs";

/** Runs steps in a process of their own; each prints two lines, with a pause between them. */
function runSteps(steps, options = {}) {
  const script = `
    import { print } from "./scripts/base/output.mjs";
    import { run } from "./scripts/base/run.mjs";
    import { runSteps } from "./scripts/dev/run-steps.mjs";
    const steps = ${JSON.stringify(steps)}.map((step) => ({
      title: "title of " + step.name,
      ...step,
      async work() {
        print(step.name + " first");
        const code = await run("sh", ["-c", "sleep 0.1; echo " + step.name + " second; exit " + (step.code ?? 0)]);
        if (step.throws) throw new Error("a defect");
        return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
      },
    }));
    process.exit((await runSteps(steps, async () => {}, ${JSON.stringify(options)})) ? 0 : 1);`;
  return new Promise((resolve) => {
    const args = ["--input-type=module", "--eval", script];
    execFile(process.execPath, args, { cwd: root }, (error, stdout) => resolve({ code: error?.code ?? 0, stdout }));
  });
}

test("the output of each step is printed as one piece", async () => {
  const { code, stdout } = await runSteps([{ name: "one" }, { name: "two" }, { name: "three" }]);
  assert.equal(code, 0);
  for (const name of ["one", "two", "three"]) {
    const piece = `━━ title of ${name} (${name})\n\n${name} first\n${name} second\n\n✓ ${name}: 1 passed, 0 failed`;
    assert.ok(stdout.includes(piece), stdout);
  }
  assert.match(stdout, /Summary.* set-up .* one .* two .* three .*in all\n\n4 passed, 0 failed\n$/s);
});

test("a step that fails or throws fails the run, and the other steps run", async () => {
  const { code, stdout } = await runSteps([
    { name: "one", code: 3 },
    { name: "two", throws: true },
    { name: "three", after: "one" },
    { name: "four", alone: true },
  ]);
  assert.equal(code, 1);
  assert.match(stdout, /✗ one: 0 passed, 1 failed/);
  assert.match(stdout, /a defect.*✗ two: 0 passed, 1 failed/s);
  assert.match(stdout, /four second\n\n✓ four/);
  assert.match(stdout, /Not run: three\.\n\n2 passed, 2 failed\n$/);
});

test("on request, only the output of failed steps is printed", async () => {
  const steps = [{ name: "one" }, { name: "two", code: 3 }, { name: "three", alone: true }];
  const { stdout } = await runSteps(steps, { onlyFailures: true });
  assert.match(stdout, /two first\ntwo second\n/);
  assert.doesNotMatch(stdout, /(one|three) (first|second)/);
  assert.match(stdout, /✓ one: 1 passed.*✓ three: 1 passed/s);
});
