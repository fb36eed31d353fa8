// The edits of wasm-bindgen's glue.

import assert from "node:assert/strict";
import { test } from "node:test";
import { edited } from "../../scripts/build/glue.mjs";
import { edits } from "../../scripts/build/glue-edits.mjs";

const edit = { name: "a name", reason: "A reason.", since: "", upstream: "" };

test("an edit replaces every match and adds its code before the glue", () => {
  const code = edited("let a = 1; a;\n", [{ ...edit, replace: [[/\ba\b/g, "b"]], prepend: "let c;\n" }]);
  assert.equal(code, "let c;\nlet b = 1; b;\n");
});

test("an edit that no longer applies fails the build by its name and reason", () => {
  assert.throws(
    () => edited("let a = 1;", [{ ...edit, replace: [["missing", "b"]] }]),
    /The glue edit "a name".* does not apply.*\n\nmissing\n\n.*A reason\./s,
  );
});

test("every edit has its own name, a reason, a first version and an issue for wasm-bindgen", () => {
  assert.equal(new Set(edits.map(({ name }) => name)).size, edits.length);
  for (const { name, reason, since, upstream } of edits) {
    for (const text of [reason, since, upstream]) assert.ok(text.length > 5, name);
  }
});
