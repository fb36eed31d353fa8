// @ts-check
// Helpers for tests of reports: secrets and a run with every kind of outcome, and files.

import { readFile } from "node:fs/promises";
import { generateSecrets } from "mysafe-sandbox";
import { button, credentials, waitForEnd } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("mysafe-sandbox").Sandbox} Sandbox */

/** Twelve secrets from 43 on: 44 is read only, and the name of 48 is a formula. */
export const secrets = generateSecrets(12).map((secret, index) => {
  if (index === 1) return { ...secret, access: { [credentials.clientId]: { canWrite: false } } };
  if (index === 5) return { ...secret, name: '=HYPERLINK("http://evil.example","x")' };
  return secret;
});

/**
 * Deactivates all twelve secrets with faults for every kind of outcome, and opens the report.
 * @param {Page} page
 * @param {Sandbox} sandbox
 */
export async function runWithFaults(page, sandbox) {
  sandbox.secrets.remove(45); // the page has already listed it
  sandbox.secrets.setActive(46, false);
  sandbox.next({ operation: "deactivate", identifier: 47, fault: "lost-timeout" });
  sandbox.next({ operation: "deactivate", identifier: 49, fault: "lost-timeout", times: 5 });
  await page.getByRole("checkbox", { name: "Select all 12 that match" }).check();
  await button(page, "Deactivate 12").click();
  await button(page, "Deactivate 12 API secrets").click();
  await waitForEnd(page, "9 of 12 API secrets inactive");
  await button(page, "See the report").click();
}

/** The identifiers of inactive secrets. @param {Sandbox} sandbox */
export const inactiveIdentifiers = (sandbox) =>
  sandbox.secrets
    .list()
    .filter(({ active }) => !active)
    .map(({ identifier }) => identifier);

/** The title of the oldest report. @param {Page} page */
export const firstReport = async (page) =>
  (await page.getByRole("combobox", { name: "Report" }).getByRole("option").last().textContent()) ?? "";

/**
 * Presses a button that downloads a file, and reads the file.
 * @param {Page} page
 * @param {string} name
 */
export async function saveFile(page, name) {
  const download = page.waitForEvent("download");
  await button(page, name).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

/**
 * Loads a file as a report.
 * @param {Page} page
 * @param {string} name
 * @param {string} content
 */
export const loadReport = (page, name, content) =>
  page
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
