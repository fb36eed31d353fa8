// Runs after all other tests, when every code block should have been used.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allBlocks } from "./markdown.mjs";

test("a test uses every code block of the documents", () => {
  const unused = allBlocks.filter(({ taken }) => !taken);
  assert.deepEqual(
    unused.map(({ path, line, language }) => `${path}:${line} ${language}`),
    [],
  );
});
