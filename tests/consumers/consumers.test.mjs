// The packed tarball in every runtime and bundler. Each folder beside this file with a cells.mjs is a consumer.

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
 * @property {string} name the runtime or bundler, and what of it
 * @property {string} [version] of the tool; of a browser, when there is none
 * @property {"chromium" | "firefox" | "webkit"} [engine] the browser that is the runtime
 * @property {string} [note] the trick that it needs, in a line
 * @property {boolean} [refuses] whether it cannot work, and the error has to say what to do
 * @property {(mysafe: Context) => Promise<unknown>} [run] gives what shared/leak.js found
 * @property {(mysafe: Context) => Promise<void>} [check] in place of `run`: looks by itself
 * @property {Posts} [posts] once for each runtime and browser
 */
/**
 * @typedef {object} Posts
 * @property {(mysafe: Context) => Promise<any>} run gives what shared/broken-posts.js found
 * @property {boolean} once whether the client may rely on it that a POST is sent once
 * @property {boolean} [apart] whether each POST has a new connection
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

/** Works with a MySafe, and clears away what the work leaves behind. */
async function use(mysafe, work) {
  const leftovers = [mysafe.close];
  try {
    return await work({ ...mysafe, after: (leftover) => leftovers.unshift(leftover) });
  } finally {
    for (const leftover of leftovers) await leftover();
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
    test(`${cell.name}, POSTs whose connection breaks after the work`, { timeout: 240_000 }, async () => {
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
  const all = [["runtime or bundler", "version", "result", "a broken POST arrives", "trick"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join("  ");
  console.log(`\n${all.map((row) => line(row).trimEnd()).join("\n")}\n`);
  return closeBrowsers();
});
