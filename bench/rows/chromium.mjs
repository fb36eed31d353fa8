// Single calls, in a page of Chromium that is of the server's own origin.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { launchChromium } from "../../tests/browser/chromium.mjs";
import { rowOf } from "../manners.mjs";
import { served } from "../serve.mjs";

const code = `
  import { timesOf } from "./manners.mjs";
  globalThis.timesOf = (manner, rounds) => timesOf(manner, location.origin, rounds);`;

/** @param {boolean} quick */
export const one = (quick) => inChromium("one", quick ? 3 : 60);
/** @param {boolean} quick */
export const together = (quick) => inChromium("together", quick ? 3 : 40);

/** @param {"one" | "together"} manner @param {number} rounds */
async function inChromium(manner, rounds) {
  const directory = mkdtempSync(join(tmpdir(), "mysafe-bench-"));
  const browser = await launchChromium();
  try {
    const stdin = { contents: code, resolveDir: new URL("..", import.meta.url).pathname };
    await build({ stdin, outfile: join(directory, "page.js"), bundle: true, format: "esm", minify: true });
    const times = await served(async (url) => {
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForFunction(() => "timesOf" in globalThis);
      return page.evaluate(([manner, rounds]) => globalThis.timesOf(manner, rounds), [manner, rounds]);
    }, directory);
    return rowOf(manner, "Chromium", times);
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
