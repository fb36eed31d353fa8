// Checks links and tables.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { anchor, documents, parts, root } from "./markdown.mjs";

for (const path of documents) {
  test(`every link of ${path} has a target`, () => {
    const broken = [];
    for (const { line, text } of parts(path).prose) {
      for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (target.startsWith("https://")) continue;
        const [file, fragment] = target.split("#");
        const linked = file ? join(dirname(path), file) : path;
        const exists = existsSync(join(root, linked));
        if (!exists || (fragment && !parts(linked).headings.map(anchor).includes(fragment))) {
          broken.push(`${path}:${line}: ${target}`);
        }
      }
    }
    assert.deepEqual(broken, []);
  });

  test(`the rows of each table of ${path} have as many cells as its header`, () => {
    let columns = 0;
    for (const { line, text } of parts(path).prose) {
      const cells = text.startsWith("|") ? text.split("|").length : 0;
      if (cells && columns) assert.equal(cells, columns, `${path}:${line}`);
      columns = cells;
    }
  });
}
