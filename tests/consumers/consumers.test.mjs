// The packed tarball in every runtime and bundler. Each folder beside this file with a cells.mjs is a consumer.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { closeBrowsers, versions } from "./kit/browsers.mjs";
import { assertLeak, serveMySafe } from "./kit/mysafe.mjs";
import { layOut } from "./kit/workbench.mjs";

/**
 * @typedef {object} Cell
 * @property {string} name the runtime or bundler, and what of it
 * @property {string} [version] of the tool; of a browser, when there is none
 * @property {"chromium" | "firefox" | "webkit"} [engine] the browser that is the runtime
 * @property {string} [note] the trick that it needs, in a line
 * @property {boolean} [refuses] whether it cannot work, and the error has to say what to do
 * @property {(mysafe: Context) => Promise<unknown>} [run] gives what shared/leak.js found
 * @property {(mysafe: Context) => Promise<void>} [check] in place of `run`: looks by itself
 */
/** @typedef {Awaited<ReturnType<typeof serveMySafe>> & { after: (work: () => unknown) => void }} Context */

const folders = readdirSync(import.meta.dirname)
  .filter((name) => existsSync(join(import.meta.dirname, name, "cells.mjs")))
  .sort();
const modules = await Promise.all(folders.map((name) => import(`./${name}/cells.mjs`)));
/** @type {Cell[]} */
const cells = modules.flatMap((module) => module.default);

const results = new Map();

async function use(cell) {
  const mysafe = await serveMySafe();
  const leftovers = [mysafe.close];
  try {
    const context = { ...mysafe, after: (work) => leftovers.unshift(work) };
    if (cell.check) await cell.check(context);
    else assertLeak(await cell.run(context), mysafe.sandbox);
  } finally {
    for (const work of leftovers) await work();
  }
}

before(layOut);

describe("consumers", { concurrency: 2 }, () => {
  for (const cell of cells) {
    test(cell.name, { timeout: 240_000 }, async () => {
      const began = Date.now();
      results.set(cell, "fails");
      await use(cell);
      results.set(cell, `${cell.refuses ? "refuses" : "works"}, ${((Date.now() - began) / 1000).toFixed(1)} s`);
    });
  }
});

after(() => {
  const rows = cells.map((cell) => [
    cell.name,
    (cell.engine ? versions.get(cell.engine) : cell.version) ?? "?",
    results.get(cell) ?? "not run",
    cell.note ?? "",
  ]);
  const all = [["runtime or bundler", "version", "result", "trick"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join("  ");
  console.log(`\n${all.map((row) => line(row).trimEnd()).join("\n")}\n`);
  return closeBrowsers();
});
