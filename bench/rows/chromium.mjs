// Single calls in a page of Chromium that has the server's origin.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { launchChromium } from "../../tests/browser/chromium.mjs";
import { rowOf } from "../call-patterns.mjs";
import { withServer } from "../serve.mjs";

const code = `
  import { timesOf } from "./call-patterns.mjs";
  globalThis.timesOf = (pattern, rounds) => timesOf(pattern, location.origin, rounds);`;

/** @param {boolean} quick */
export const one = (quick) => inChromium("one", quick ? 3 : 60);
/** @param {boolean} quick */
export const together = (quick) => inChromium("together", quick ? 3 : 40);

/** @param {"one" | "together"} pattern @param {number} rounds */
async function inChromium(pattern, rounds) {
  const directory = mkdtempSync(join(tmpdir(), "mysafe-bench-"));
  const browser = await launchChromium();
  try {
    const stdin = { contents: code, resolveDir: new URL("..", import.meta.url).pathname };
    await build({ stdin, outfile: join(directory, "page.js"), bundle: true, format: "esm", minify: true });
    const times = await withServer(async (url) => {
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForFunction(() => "timesOf" in globalThis);
      return page.evaluate(([pattern, rounds]) => globalThis.timesOf(pattern, rounds), [pattern, rounds]);
    }, directory);
    return rowOf(pattern, "Chromium", times);
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
