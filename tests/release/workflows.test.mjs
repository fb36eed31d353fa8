// The workflows of CI.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { at, read, rustVersion } from "../../scripts/base/project.mjs";
import { commands } from "../../scripts/dev/release/checks.mjs";

const names = readdirSync(at(".github/workflows"));
const publish = read(".github/workflows/publish.yml");

for (const name of names) {
  const text = read(`.github/workflows/${name}`);

  test(`${name} pins each action by its commit, with the version beside it`, () => {
    const used = [...text.matchAll(/uses: (.+)$/gm)]
      .map(([, action]) => action)
      .filter((action) => !action.startsWith("./"));
    assert.ok(used.length > 0);
    for (const action of used) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test(`${name} may only read, unless a job says otherwise`, () => {
    assert.match(text, /^permissions:\n {2}contents: read$/m);
    assert.doesNotMatch(text, /secrets\./);
  });
}

test("a push and a pull request run npm test", () => {
  const text = read(".github/workflows/test.yml");
  assert.match(text, /^on:\n {2}push:\n.*\n {2}pull_request:$/m);
  assert.match(text, /^ {6}- run: \.ci\/run$/m);
  assert.match(read(".ci/run"), /^exec npm test$/m);
});

test("a tag publishes the npm packages by the documented commands, after the tests, with provenance", () => {
  assert.match(publish, /^ {4}tags: \["v\*"\]$/m);
  assert.match(publish, /^ {4}needs: test$/m);
  assert.match(publish, /^ {6}id-token: write/m);
  const documented = commands("1.2.3").filter((command) => command.startsWith("npm publish"));
  const run = [...publish.matchAll(/run: (npm publish .+)$/gm)].map(([, command]) => command);
  assert.deepEqual(run, documented);
});

test("the toolchain is pinned by its full version", () => {
  assert.match(rustVersion(), /^\d+\.\d+\.\d+$/);
});
