// The packages under publint and arethetypeswrong.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { packages, root } from "../../scripts/base/project.mjs";

for (const name of packages) {
  test(`publint has no complaints about ${name}`, async () => {
    const pkgDir = join(root, name);
    const { messages, pkg } = await publint({ pkgDir, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });
}

test("the types of the packed package agree with its modules, by import and by require", (t) => {
  const directory = mkdtempSync(join(tmpdir(), "mysafe-package-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const options = { cwd: join(root, "pkg"), encoding: "utf8", stdio: "pipe" };
  const [{ filename }] = JSON.parse(
    execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", directory], options),
  );
  const attw = createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json");
  const program = join(dirname(attw), "dist/index.js");
  try {
    execFileSync(process.execPath, [program, join(directory, filename), "--no-color"], options);
  } catch (error) {
    assert.fail(error.stdout || String(error));
  }
});
