// Deactivating 50 000 secrets in the page, against the same batch of the package alone in the same browser.

import { build } from "esbuild";
import { createSandbox, generateSecrets } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { at } from "../../scripts/base/project.mjs";
import { page as builtPage } from "../../scripts/dev/page.mjs";
import { launchChromium } from "../../tests/browser/chromium.mjs";
import { connect, credentials } from "../../tests/browser/visit.mjs";
import { figures, median, spread, target } from "../figures.mjs";

const alone = "the package alone";
const inPage = "the page";

/** @param {boolean} quick */
export async function pageRun(quick) {
  const many = quick ? 1_000 : 50_000;
  const sandbox = createSandbox({ clients: [credentials], secrets: generateSecrets(many) });
  const site = await siteWithBatch();
  const server = await serve(sandbox, { fallback: site });
  const browser = await launchChromium();
  const times = { [alone]: [], [inPage]: [] };
  const longest = [];
  try {
    for (let round = 0; round < (quick ? 1 : 2); round += 1) {
      const deactivated = async (run) => {
        sandbox.reset();
        const page = await browser.newPage();
        const result = await run(page, server.url, many);
        const left = sandbox.secrets.list().filter(({ active }) => active).length;
        if (left > 0) throw new Error(`${left} of ${many} secrets are still active.`);
        await page.close();
        return result;
      };
      times[alone].push((await deactivated(runAlone)).time);
      const { time, longestTask } = await deactivated(runInPage);
      times[inPage].push(time);
      longest.push(longestTask);
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return {
    title: `Deactivating ${many.toLocaleString("en").replace(",", " ")} secrets in Chromium`,
    unit: "ms",
    against: alone,
    figures: [...figures(times, alone), spread("longest task of the page", longest)],
    targets: [target("at most 1.25 of the package alone", median(ratios(times)), 1.25)],
  };
}

const ratios = (times) => times[inPage].map((time, round) => time / times[alone][round]);

/** The page, and beside it one that has only the batch. */
async function siteWithBatch() {
  const stdin = { contents: batch, resolveDir: at("bench") };
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    target: "esnext",
  });
  const script = outputFiles[0].text;
  const page = builtPage();
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/alone") {
      const html = '<!doctype html><title>alone</title><script type="module" src="/alone.js"></script>';
      return new Response(html, { headers: { "content-type": "text/html" } });
    }
    if (pathname === "/alone.js") return new Response(script, { headers: { "content-type": "text/javascript" } });
    return page(request);
  };
}

const batch = `
  import { MySafe } from "mysafe-wasm";
  globalThis.deactivateAll = async (credentials) => {
    const mysafe = new MySafe({ baseUrl: location.origin, ...credentials });
    const items = await mysafe.list();
    const began = performance.now();
    await mysafe.deactivateMany(items);
    return performance.now() - began;
  };`;

/** @param {import("playwright-core").Page} page @param {string} url */
async function runAlone(page, url) {
  await page.goto(`${url}/alone`);
  await page.waitForFunction(() => "deactivateAll" in globalThis);
  return { time: await page.evaluate((key) => globalThis.deactivateAll(key), credentials) };
}

/**
 * Deactivates everything as a person does, and times it from the confirmation to the result.
 * @param {import("playwright-core").Page} page @param {string} url @param {number} many
 */
async function runInPage(page, url, many) {
  await page.goto(url);
  await connect(page);
  await page.getByRole("grid").getByRole("checkbox").first().check();
  await page
    .getByRole("group", { name: "Selection" })
    .getByRole("button", { name: /^Deactivate / })
    .click();
  await page.getByRole("dialog").locator('input[inputmode="numeric"]').fill(String(many));
  await page.evaluate(() => {
    globalThis.longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longestTask = Math.max(globalThis.longestTask, duration);
    }).observe({ type: "longtask" });
    document.querySelector("dialog form").addEventListener("submit", () => {
      globalThis.began = performance.now();
    });
  });
  await page.keyboard.press("Enter");
  return page.evaluate(async () => {
    while (!document.querySelector(".run-head.ended")) await new Promise(requestAnimationFrame);
    return { time: performance.now() - globalThis.began, longestTask: globalThis.longestTask };
  });
}
