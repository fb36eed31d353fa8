// After all other tests: nothing that could be run was passed over.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allBlocks } from "./markdown.mjs";

test("every block of the documents was tested", () => {
  const left = allBlocks.filter(({ taken }) => !taken);
  assert.deepEqual(
    left.map(({ path, line, language }) => `${path}:${line} ${language}`),
    [],
  );
});
