// @ts-check
// Helpers for tests of the built page (www/dist) in a browser, on one origin with a sandbox.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, beforeEach } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { page as builtPage } from "../../scripts/dev/page.mjs";
import { launchChromium } from "./chromium.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Long and unusual, so that they never occur by chance. */
export const credentials = { clientId: "c4nary/id 7f3a", clientSecret: "c4nary+secret/9c1e:%&=" };

/**
 * Sets up a sandbox and a browser for the tests of one file.
 * @param {import("mysafe-sandbox").SandboxOptions} [options]
 * @param {{ fallback?: (request: Request) => Promise<Response>, home?: string }} [site] what answers the paths that are not
 * the sandbox's, and the page's path
 */
export function pageAndSandbox(options, { fallback = builtPage(), home = "/" } = {}) {
  const sandbox = createSandbox({ clients: [credentials], secrets: 60, ...options });
  /** @type {import("mysafe-sandbox/node").Server} */
  let server;
  /** @type {import("playwright-core").Browser} */
  let browser;
  before(async () => {
    server = await serve(sandbox, { fallback });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => sandbox.reset());

  /**
   * Opens the page as a new visitor. At its end, the test fails after any script error, console error or violation of the
   * Content-Security-Policy.
   * @param {import("node:test").TestContext} t
   * @param {import("playwright-core").BrowserContextOptions & { clock?: boolean, path?: string }} [options]
   */
  async function openPage(t, { clock = false, path = home, ...options } = {}) {
    const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    if (clock) await page.clock.install();
    const errors = await collectErrors(page);
    t.after(async () => {
      await context.close();
      assert.deepEqual(errors, []);
    });
    await page.goto(server.url + path);
    return { page, errors };
  }

  /**
   * Opens the page and connects with the access key.
   * @param {import("node:test").TestContext} t
   * @param {Parameters<typeof openPage>[1]} [options]
   */
  async function openConnected(t, options) {
    const visited = await openPage(t, options);
    await connect(visited.page);
    return visited;
  }

  return {
    sandbox,
    openPage,
    openConnected,
    url: () => server.url,
    /** The operations that reached the sandbox, in order, without token requests. */
    operations: () => sandbox.requests.map(({ operation }) => operation).filter((operation) => operation !== "token"),
  };
}

/** @param {Page} page */
async function collectErrors(page) {
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    // Chromium logs an error for each answer that is not 2xx, each failed connection and each CORS refusal.
    const isNetworkNote = /^(Failed to load resource:|Access to fetch at .* blocked by CORS policy)/.test(
      message.text(),
    );
    if (message.type() === "error" && !isNetworkNote) errors.push(message.text());
  });
  await page.exposeFunction("reportViolation", (/** @type {string} */ text) => errors.push(text));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      Reflect.get(window, "reportViolation")(`${violatedDirective} blocked ${blockedURI}`);
    });
  });
  return errors;
}

/**
 * @param {Page} page
 * @param {{ address?: string, clientId?: string, clientSecret?: string }} [entries]
 */
export async function fill(page, { address, clientId, clientSecret } = credentials) {
  if (address !== undefined) await field(page, "Address of MySafe").fill(address);
  if (clientId !== undefined) await field(page, "Client ID").fill(clientId);
  if (clientSecret !== undefined) await field(page, "Client secret").fill(clientSecret);
}

/** @param {Page} page */
export async function connect(page) {
  await fill(page);
  await button(page, "Connect").click();
  await page.getByRole("heading", { name: "API secrets", exact: true }).waitFor();
}

/** @param {Page} page @param {string} label */
export const field = (page, label) => page.getByLabel(label, { exact: true });

/** @param {Page} page @param {string | RegExp} name */
export const button = (page, name) =>
  page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });

/** Shows a kind of item. @param {Page} page @param {"API secrets" | "Passwords" | "Notes"} title */
export async function showKind(page, title) {
  await page.getByRole("radio", { name: title, exact: true }).check();
  await page.getByRole("grid", { name: title, exact: true }).waitFor();
}

/**
 * The row of an item.
 * @param {Page} page
 * @param {string | number} identifier
 */
export const row = (page, identifier) =>
  page.getByRole("row").filter({ has: page.getByRole("gridcell", { name: String(identifier), exact: true }) });

/** @param {Page} page @param {string | number} identifier */
export const checkbox = (page, identifier) => row(page, identifier).getByRole("checkbox");

/**
 * Waits until a row shows this state.
 * @param {Page} page
 * @param {string | number} identifier
 * @param {"Active" | "Inactive" | "Unknown" | "Not checked"} state
 */
export const waitForState = (page, identifier, state) =>
  row(page, identifier).getByRole("gridcell", { name: state }).waitFor();

/** @param {Page} page */
export const dialog = (page) => page.getByRole("dialog");

/** Waits until the list shows this count. @param {Page} page @param {string} text */
export const waitForCount = (page, text) =>
  page.getByRole("group", { name: "Selection" }).getByText(text, { exact: true }).waitFor();

/** The events of the log, newest first. @param {Page} page @param {string} name */
export async function logLines(page, name = "This visit") {
  const lines = await page.getByRole("region", { name }).getByRole("listitem").allInnerTexts();
  return lines.map((line) => line.replace(/^\d\d:\d\d:\d\d\s*/, ""));
}

/** The bar with the progress and result of a batch. @param {Page} page */
export const runBar = (page) => page.getByRole("region", { name: "Run" });

/**
 * Waits until the batch has ended with this result.
 * @param {Page} page
 * @param {string} text
 */
export const waitForEnd = (page, text) => runBar(page).getByText(text, { exact: true }).waitFor();

/** @param {Page} page @param {"Items" | "Reports" | "Log"} name */
export const openView = (page, name) =>
  page
    .getByRole("navigation")
    .getByRole("button", { name: new RegExp(`^${name}`) })
    .click();

/**
 * The entry of an item in the report.
 * @param {Page} page
 * @param {string | number} identifier
 */
export const outcome = (page, identifier) =>
  page
    .getByRole("region", { name: "Outcomes" })
    .getByRole("listitem")
    .filter({ has: page.getByText(String(identifier), { exact: true }) });

/**
 * The numbers of outcomes in the report by kind, without zeros.
 * @param {Page} page
 * @returns {Promise<Record<string, number>>}
 */
export async function counts(page) {
  const texts = await page.getByRole("group", { name: "Show only" }).getByRole("button").allInnerTexts();
  const pairs = texts.map((text) => text.split("\n").map((line) => line.trim()));
  return Object.fromEntries(pairs.map(([count, name]) => [name, Number(count)]).filter(([, count]) => count !== 0));
}

/**
 * The accessible name of the element with the focus.
 * @param {Page} page
 */
export function focusedName(page) {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    const field = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    return element?.getAttribute("aria-label") ?? (field ? element.labels?.[0] : element)?.textContent?.trim();
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Asserts that axe finds no violation of its default rules.
 * @param {Page} page
 * @param {string} state the state of the page, for the failure message
 */
export async function assertAccessible(page, state) {
  // Waits for finite animations to finish.
  await page.evaluate(() => {
    const finite = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(finite.map(({ finished }) => finished));
  });
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, "axe").run();
    return violations.map((/** @type {{ id: string, nodes: { html: string }[] }} */ { id, nodes }) => [
      id,
      ...nodes.slice(0, 3).map(({ html }) => html),
    ]);
  });
  assert.deepEqual(violations, [], state);
  assert.deepEqual(await unreadableButtons(page), [], `${state}: words of buttons that cannot be read`);
}

/** The buttons whose words are cut off, and those of a dialog's end without words to see: axe reads names, and not what is seen
 * of them. @param {import("playwright-core").Page} page */
function unreadableButtons(page) {
  return page.evaluate(() => {
    const scope = document.querySelector("dialog:modal") ?? document;
    const isCut = (/** @type {Element} */ each) => each.scrollWidth > each.clientWidth + 1;
    const isHidden = (/** @type {Element} */ each) =>
      each.matches("footer *") && (each.querySelector("span")?.getBoundingClientRect().width ?? 0) < 8;
    return [...scope.querySelectorAll(".button:not(.skip-link)")]
      .filter((each) => each.checkVisibility() && (isCut(each) || isHidden(each)))
      .map(({ textContent }) => textContent);
  });
}
