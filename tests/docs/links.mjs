// Links and tables.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { anchor, documents, parts, root } from "./markdown.mjs";

for (const path of documents) {
  test(`the links of ${path} lead somewhere`, () => {
    for (const { line, text } of parts(path).prose) {
      for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https:\/\//.test(target)) continue;
        const [file, fragment] = target.split("#");
        const found = file ? join(dirname(path), file) : path;
        assert.ok(existsSync(join(root, found)), `${path}:${line}: ${target}`);
        // What npm shows has nothing around it but what the package holds.
        if (path.startsWith("pkg/")) assert.match(relative("pkg", found), /^(README\.md|dist\/.+)$/, target);
        if (fragment) assert.ok(parts(found).headings.map(anchor).includes(fragment), `${path}:${line}: ${target}`);
      }
    }
  });

  test(`the tables of ${path} are well formed`, () => {
    let columns = 0;
    for (const { line, text } of parts(path).prose) {
      const here = text.startsWith("|") ? text.split("|").length : 0;
      if (here && columns) assert.equal(here, columns, `${path}:${line}`);
      columns = here;
    }
  });
}
