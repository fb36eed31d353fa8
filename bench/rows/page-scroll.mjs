// Scrolling the page's list of ten thousand: the work for each frame, and the frames per second.

import { createSandbox, generateSecrets } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { page as builtPage } from "../../scripts/dev/page.mjs";
import { launchChromium } from "../../tests/browser/chromium.mjs";
import { connect, credentials } from "../../tests/browser/visit.mjs";
import { spread } from "../figures.mjs";

const frames = 60;

/** @param {boolean} quick */
export async function pageScroll(quick) {
  const sandbox = createSandbox({ clients: [credentials], secrets: generateSecrets(10_000) });
  const server = await serve(sandbox, { fallback: builtPage() });
  const browser = await launchChromium();
  const work = [];
  const rates = [];
  try {
    for (let visit = 0; visit < (quick ? 1 : 10); visit += 1) {
      const page = await browser.newPage();
      await page.goto(server.url);
      await connect(page);
      const { milliseconds, worked } = await scroll(page);
      work.push(worked / frames);
      rates.push((frames / milliseconds) * 1000);
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return {
    title: "The page's list of 10 000, scrolled",
    unit: "ms, frames",
    figures: [spread("work of a frame, ms", work), spread("frames in a second", rates)],
    targets: [],
  };
}

/** Scrolls the list; returns how long it took, and how long of that the page worked. @param {import("playwright-core").Page} page */
async function scroll(page) {
  const worked = await workClock(page);
  const before = await worked();
  const milliseconds = await page.getByRole("grid").evaluate(async (element, frames) => {
    const began = performance.now();
    for (let frame = 0; frame < frames; frame += 1) {
      element.scrollTop += 400;
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - began;
  }, frames);
  return { milliseconds, worked: (await worked()) - before };
}

/**
 * Returns a function that reads how long the page has worked on script, styles and layout, ms, without other load on the machine.
 * @param {import("playwright-core").Page} page
 */
async function workClock(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const parts = metrics.filter(({ name }) => /^(?:Script|RecalcStyle|Layout)Duration$/.test(name));
    return parts.reduce((sum, { value }) => sum + value * 1000, 0);
  };
}
