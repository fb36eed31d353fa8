// @ts-check
// Command lines that cannot be used: one line that says why, where to look, and exit status 2.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bench } from "./support/mysafe.mjs";

/** @type {readonly (readonly [string, RegExp, string])[]} */
const cases = [
  ["", /A command is needed\./, "mysafe"],
  ["--quiet", /A command is needed\./, "mysafe"],
  ["help nonsense", /A command is needed\./, "mysafe"],
  ["lst", /There is no command lst\. Did you mean list\?/, "mysafe"],
  ["list --tga x", /There is no option --tga\. Did you mean --tag\?/, "mysafe list"],
  ["list --tag", /--tag needs a value\./, "mysafe list"],
  ["list --tag a --tag b", /--tag is given twice\./, "mysafe list"],
  ["list more", /more arguments than the command takes/, "mysafe list"],
  ["list --json --csv", /Give --json or --csv, not both\./, "mysafe list"],
  ["list --kind secret", /--kind: one of api-secret, password, note is needed\./, "mysafe list"],
  ["list --lang de", /--lang: one of en, pt-BR is needed\./, "mysafe list"],
  ["get", /An argument is needed: identifier/, "mysafe get"],
  ["completion tcsh", /one of bash, zsh, fish is needed/, "mysafe completion"],
  ["deactivate", /Say which items/, "mysafe deactivate"],
  ["deactivate 43 --tag x --yes", /not several of them/, "mysafe deactivate"],
  ["deactivate 43 --column id --yes", /--column belongs to --from/, "mysafe deactivate"],
  ["deactivate 43 --yes --concurrency 0", /a whole number from 1 to 1000/, "mysafe deactivate"],
  ["deactivate 43 --yes --timeout 5", /a time has a number and ms, s, m or h/, "mysafe deactivate"],
  ["deactivate 43 --yes --deadline 0s", /a time has a number/, "mysafe deactivate"],
];

test("usage errors", async (t) => {
  const { run, sandbox } = await bench(t);
  for (const [line, why, command] of cases) {
    const { code, stdout, stderr } = await run(line.split(" ").filter(Boolean));
    assert.equal(code, 2, line);
    assert.equal(stdout, "");
    const [first = "", second, ...rest] = stderr.trimEnd().split("\n");
    assert.match(first, why);
    assert.equal(second, `Try ${command} --help`);
    assert.deepEqual(rest, []);
  }
  assert.equal(sandbox.requests.length, 0);
});

test("what is not an identifier is refused before anything is sent", async (t) => {
  const { run, sandbox } = await bench(t);
  for (const identifier of ["a,b", "1.204", "43 44", "=43"]) {
    const { code, stderr } = await run(["deactivate", "43", identifier, "--yes"]);
    assert.equal(code, 2);
    assert.match(stderr, /is not an identifier/);
  }
  const { code, stderr } = await run(["deactivate", "--from", "-", "--yes"], { input: "43\n44\nfourty five\n" });
  assert.equal(code, 2);
  assert.match(stderr, /line 3/);
  assert.equal(sandbox.requests.length, 0);
});

test("addresses that would give the credentials away", async (t) => {
  const { run } = await bench(t);
  for (const [url, why] of /** @type {const} */ ([
    ["http://vault.example", /begins with http:\/\//],
    ["https://user:word@vault.example", /must not have a user name/],
    ["https://vault.example/?token=word", /must not have a user name/],
    ["vault.example", /cannot be read/],
  ])) {
    const { code, stderr } = await run(["list", "--url", url]);
    assert.equal(code, 2);
    assert.match(stderr, why);
    assert.ok(!stderr.includes("word@") && !stderr.includes("token=word"));
  }
});

test("durations have units", async (t) => {
  const { run } = await bench(t);
  const { code, stderr } = await run(
    "deactivate 43 --yes --timeout 500ms --deadline 2m --outage never --retries 0".split(" "),
  );
  assert.equal(code, 0, stderr);
});
