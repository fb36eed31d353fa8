// The built page: its time to interactive on a processor four times as slow, and its bytes.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { at } from "../../scripts/base/project.mjs";
import { page as builtPage } from "../../scripts/dev/page.mjs";
import { serveSandbox } from "../../scripts/dev/sandbox.mjs";
import { launchChromium } from "../../tests/browser/chromium.mjs";
import { median, spread, target } from "../figures.mjs";

const slowdown = 4;
/** The page is interactive when no long task follows for so many ms. */
const quietWindow = 2000;

/** @param {boolean} quick */
export async function page(quick) {
  const bytes = gzippedBytes(at("www/dist"));
  const times = await interactive(quick ? 2 : 15);
  return {
    title: `The page, on a processor ${slowdown} times as slow`,
    unit: "ms",
    figures: [spread("time to interactive", times), { name: "bytes in all, gzip -9", value: bytes }],
    targets: [target("interactive in 2 000 ms", median(times), 2000), target("at most 120 000 bytes", bytes, 120_000)],
  };
}

/** @param {string} directory */
function gzippedBytes(directory) {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const contents = files.map((file) => readFileSync(join(file.parentPath, file.name)));
  return contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
}

/** The times to interactive of so many first visits. @param {number} visits */
async function interactive(visits) {
  const { server } = await serveSandbox(0, builtPage());
  const browser = await launchChromium();
  try {
    const times = [];
    // The first visit warms up the server, and does not count.
    for (let visit = -1; visit < visits; visit += 1) {
      const time = await firstVisit(browser, server.url);
      if (visit >= 0) times.push(time);
    }
    return times;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {import("playwright-core").Browser} browser @param {string} url */
async function firstVisit(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries())).observe({
      type: "longtask",
      buffered: true,
    });
  });
  await page.goto(url, { waitUntil: "networkidle" });
  // Time to interactive as Lighthouse defined it: painted, parsed, and the end of the last long task.
  const time = await page.evaluate(async (quiet) => {
    const interactive = () => {
      const painted = performance.getEntriesByName("first-contentful-paint")[0];
      if (!painted) return Number.POSITIVE_INFINITY;
      const [{ domContentLoadedEventEnd }] = performance.getEntriesByType("navigation");
      const ends = globalThis.longTasks.map(({ startTime, duration }) => startTime + duration);
      return Math.max(painted.startTime, domContentLoadedEventEnd, ...ends);
    };
    while (!(performance.now() - interactive() > quiet)) await new Promise((look) => setTimeout(look, 100));
    return interactive();
  }, quietWindow);
  await context.close();
  return time;
}
