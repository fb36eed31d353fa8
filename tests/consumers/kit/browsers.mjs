// Visits pages with Chromium, Firefox and WebKit.

import { launchChromium } from "../../browser/chromium.mjs";
import { closeScreen, startBrowser } from "./webdriver.mjs";

export const engines = ["chromium", "firefox", "webkit"];
export const titles = { chromium: "Chromium", firefox: "Firefox", webkit: "WebKit" };

let launched;
/** One Chromium serves all visits, each in a context of its own. */
function chromium() {
  launched ??= launchChromium();
  return launched;
}

export async function closeBrowsers() {
  await (await launched)?.close();
  await closeScreen();
}

/** The version of each engine that was started. */
export const versions = new Map();

async function openChromium(url) {
  const browser = await chromium();
  versions.set("chromium", browser.version());
  const context = await browser.newContext();
  const page = await context.newPage();
  const consoleErrors = [];
  const failed = new Promise((_, reject) => {
    page.on("pageerror", (error) => reject(new Error(`the page threw ${error}`)));
    page.on("console", (message) => message.type() === "error" && consoleErrors.push(message.text()));
  });
  failed.catch(() => {}); // it may reject before `visit` awaits it
  await page.goto(url, { waitUntil: "commit" });
  return { failed, consoleErrors: () => consoleErrors, close: () => context.close() };
}

async function openByWebDriver(engine, url) {
  const browser = await startBrowser(engine);
  versions.set(engine, browser.version);
  await browser.go(url).catch(async (error) => {
    await browser.close();
    throw error;
  });
  return { failed: new Promise(() => {}), consoleErrors: () => [], close: browser.close };
}

/**
 * Visits a page with the URL of its MySafe in the query, and returns what the page reports.
 * @param {"chromium" | "firefox" | "webkit"} engine
 * @param {string} address
 * @param {Awaited<ReturnType<typeof import("./mysafe.mjs").serveMySafe>>} mysafe
 */
export async function visit(engine, address, mysafe) {
  const url = new URL(address);
  url.searchParams.set("api", mysafe.url);
  const page = await (engine === "chromium" ? openChromium(url.href) : openByWebDriver(engine, url.href));
  try {
    return await Promise.race([mysafe.reported(), page.failed]);
  } catch (error) {
    throw new Error([error.message, ...page.consoleErrors()].join("\n"));
  } finally {
    await page.close();
  }
}
