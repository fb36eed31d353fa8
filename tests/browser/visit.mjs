// @ts-check
// The page as a person meets it: the build from www/dist beside the sandbox on one origin, in a real browser. What the
// tests share.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, beforeEach } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { page as builtPage } from "../../scripts/dev/page.mjs";
import { launchChromium } from "./chromium.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Long and odd, so that wherever they turn up they are not there by chance. */
export const credentials = { clientId: "c4nary/id 7f3a", clientSecret: "c4nary+secret/9c1e:%&=" };

/**
 * A sandbox and a browser for the tests of one file.
 * @param {import("mysafe-sandbox").SandboxOptions} [options]
 */
export function pageAndSandbox(options) {
  const sandbox = createSandbox({ clients: [credentials], secrets: 60, ...options });
  /** @type {import("mysafe-sandbox/node").Server} */
  let server;
  /** @type {import("playwright-core").Browser} */
  let browser;
  before(async () => {
    server = await serve(sandbox, { fallback: builtPage() });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => sandbox.reset());

  /**
   * Opens the page as a new visitor. When the test ends, nothing may have been complained about: no script error, no
   * console error, no violation of the Content-Security-Policy.
   * @param {import("node:test").TestContext} t
   * @param {import("playwright-core").BrowserContextOptions & { clock?: boolean, path?: string }} [options]
   */
  async function visit(t, { clock = false, path = "/", ...options } = {}) {
    const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    if (clock) await page.clock.install();
    const complaints = await hearComplaints(page);
    t.after(async () => {
      await context.close();
      assert.deepEqual(complaints, []);
    });
    await page.goto(server.url + path);
    return { page, complaints };
  }

  /**
   * Opens the page and connects.
   * @param {import("node:test").TestContext} t
   * @param {Parameters<typeof visit>[1]} [options]
   */
  async function enter(t, options) {
    const visited = await visit(t, options);
    await connect(visited.page);
    return visited;
  }

  return {
    sandbox,
    visit,
    enter,
    url: () => server.url,
    /** The operations that reached MySafe, in order, without tokens. */
    arrived: () => sandbox.requests.map(({ operation }) => operation).filter((operation) => operation !== "token"),
  };
}

/** @param {Page} page */
async function hearComplaints(page) {
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // Chromium itself notes each answer that is not 2xx, each connection that fails and each answer that CORS withholds.
    const aboutAnAnswer = /^(Failed to load resource:|Access to fetch at .* blocked by CORS policy)/.test(
      message.text(),
    );
    if (message.type() === "error" && !aboutAnAnswer) complaints.push(message.text());
  });
  await page.exposeFunction("complain", (/** @type {string} */ text) => complaints.push(text));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      Reflect.get(window, "complain")(`${violatedDirective} blocked ${blockedURI}`);
    });
  });
  return complaints;
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
  await page.getByRole("heading", { name: "Secrets", exact: true }).waitFor();
}

/** @param {Page} page @param {string} label */
export const field = (page, label) => page.getByLabel(label, { exact: true });

/** @param {Page} page @param {string | RegExp} name */
export const button = (page, name) =>
  page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });

/**
 * The row of a secret.
 * @param {Page} page
 * @param {string | number} identifier
 */
export const row = (page, identifier) =>
  page.getByRole("row").filter({ has: page.getByRole("gridcell", { name: String(identifier), exact: true }) });

/** @param {Page} page @param {string | number} identifier */
export const tick = (page, identifier) => row(page, identifier).getByRole("checkbox");

/**
 * Waits until a row says what state its secret is in.
 * @param {Page} page
 * @param {string | number} identifier
 * @param {"Active" | "Inactive" | "Unknown"} state
 */
export const shows = (page, identifier, state) =>
  row(page, identifier).getByRole("gridcell", { name: state }).waitFor();

/** @param {Page} page */
export const dialog = (page) => page.getByRole("dialog");

/** The bar of the batch. @param {Page} page */
export const bar = (page) => page.getByRole("region", { name: "Batch" });

/**
 * Waits until the batch has ended, and its end says this.
 * @param {Page} page
 * @param {string} text
 */
export const ended = (page, text) => bar(page).getByText(text, { exact: true }).waitFor();

/** @param {Page} page @param {"Secrets" | "Reports" | "Log"} name */
export const look = (page, name) =>
  page
    .getByRole("navigation")
    .getByRole("button", { name: new RegExp(`^${name}`) })
    .click();

/**
 * The outcome of a secret in the report.
 * @param {Page} page
 * @param {string | number} identifier
 */
export const outcome = (page, identifier) =>
  page
    .getByRole("region", { name: "Outcomes" })
    .getByRole("listitem")
    .filter({ has: page.getByText(String(identifier), { exact: true }) });

/**
 * How many outcomes of each kind the report tells, without those of which there is none.
 * @param {Page} page
 * @returns {Promise<Record<string, number>>}
 */
export async function counts(page) {
  const texts = await page.getByRole("group", { name: "Show only" }).getByRole("button").allInnerTexts();
  const pairs = texts.map((text) => text.split("\n").map((line) => line.trim()));
  return Object.fromEntries(pairs.map(([count, name]) => [name, Number(count)]).filter(([, count]) => count !== 0));
}

/**
 * What has the focus, by its role and name.
 * @param {Page} page
 */
export function focused(page) {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    const field = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    return element?.getAttribute("aria-label") ?? (field ? element.labels?.[0] : element)?.textContent?.trim();
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Finds no violation of what axe knows: all its rules but those still tried out.
 * @param {Page} page
 * @param {string} state for the message
 */
export async function accessible(page, state) {
  // What moves in has arrived.
  await page.evaluate(() => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(ending.map(({ finished }) => finished));
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
}
