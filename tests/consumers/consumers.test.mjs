// Tests the packed tarball in every runtime and bundler. Each folder beside this file that has a cells.mjs is a consumer.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { serveBreaking } from "./kit/breaking.mjs";
import { assertTruth } from "./kit/broken-posts.mjs";
import { closeBrowsers, versions } from "./kit/browsers.mjs";
import { assertLeak, serveMySafe } from "./kit/mysafe.mjs";
import { layOut } from "./kit/workbench.mjs";

/**
 * @typedef {object} Cell
 * A row of the table.
 * @property {string} name the runtime or bundler, and how it is used
 * @property {string} [version] of the tool; without it, that of the browser
 * @property {"chromium" | "firefox" | "webkit"} [engine] the browser that is the runtime
 * @property {string} [note] the set-up that it needs, in one line
 * @property {boolean} [refuses] whether the package cannot work there, so that the error must say what to do
 * @property {(mysafe: Context) => Promise<unknown>} [run] returns the result of shared/leak.js
 * @property {(mysafe: Context) => Promise<void>} [check] replaces `run`, and makes its own assertions
 * @property {Posts} [posts] on one cell of each runtime and browser
 */
/**
 * The test of POSTs whose connection breaks.
 * @typedef {object} Posts
 * @property {(mysafe: Context) => Promise<any>} run returns the result of shared/broken-posts.js
 * @property {boolean} once whether the platform sends a POST only once, and the client may rely on that
 * @property {boolean} [apart] whether each POST uses a new connection
 */
/** @typedef {Awaited<ReturnType<typeof serveMySafe>> & { after: (work: () => unknown) => void }} Context */

const folders = readdirSync(import.meta.dirname)
  .filter((name) => existsSync(join(import.meta.dirname, name, "cells.mjs")))
  .sort();
const modules = await Promise.all(folders.map((name) => import(`./${name}/cells.mjs`)));
/** @type {Cell[]} */
const cells = modules.flatMap((module) => module.default);

const results = new Map();
const posts = new Map();

/** Calls `work` with a MySafe. `after` registers a clean-up, which runs when the work is over. */
async function use(mysafe, work) {
  const cleanups = [mysafe.close];
  try {
    return await work({ ...mysafe, after: (cleanup) => cleanups.unshift(cleanup) });
  } finally {
    for (const cleanup of cleanups) await cleanup();
  }
}

before(layOut);

describe("consumers", { concurrency: 2 }, () => {
  for (const cell of cells) {
    test(cell.name, { timeout: 240_000 }, async () => {
      const began = Date.now();
      results.set(cell, "fails");
      await use(await serveMySafe(), async (mysafe) => {
        if (cell.check) await cell.check(mysafe);
        else assertLeak(await cell.run(mysafe), mysafe.sandbox);
      });
      results.set(cell, `${cell.refuses ? "refuses" : "works"}, ${((Date.now() - began) / 1000).toFixed(1)} s`);
    });
  }
  for (const cell of cells.filter(({ posts }) => posts)) {
    test(`${cell.name}, POSTs whose connection breaks after the change is made`, { timeout: 240_000 }, async () => {
      posts.set(cell, "fails");
      const mysafe = await serveBreaking();
      const found = await use(mysafe, cell.posts.run);
      posts.set(cell, assertTruth(found, mysafe, cell.posts));
    });
  }
});

after(() => {
  const rows = cells.map((cell) => [
    cell.name,
    (cell.engine ? versions.get(cell.engine) : cell.version) ?? "?",
    results.get(cell) ?? "not run",
    cell.posts ? (posts.get(cell) ?? "not run") : "",
    cell.note ?? "",
  ]);
  const all = [["runtime or bundler", "version", "result", "a broken POST arrives", "set-up"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join("  ");
  console.log(`\n${all.map((row) => line(row).trimEnd()).join("\n")}\n`);
  return closeBrowsers();
});
