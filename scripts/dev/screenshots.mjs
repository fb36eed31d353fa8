// @ts-check
// `npm run screenshots`: pictures of the main states of the built page, into docs/screenshots/. The secrets are a sandbox's,
// at an address that only the browser resolves.

import { mkdirSync, rmSync, statSync } from "node:fs";
import { launchChromium } from "../../tests/browser/chromium.mjs";
import { Failure, main } from "../base/failure.mjs";
import { at } from "../base/project.mjs";
import { page as builtPage } from "./page.mjs";

/** @typedef {import("playwright-core").Page} Page */

const address = "https://vault.example";
const sizeLimit = 200_000;
const directory = at("docs/screenshots");
/** Together: both widths, both themes and both languages. */
const tours = {
  desk: { viewport: { width: 1280, height: 800 }, locale: "en-US", colorScheme: /** @type {const} */ ("light") },
  phone: {
    viewport: { width: 390, height: 844 },
    locale: "pt-BR",
    colorScheme: /** @type {const} */ ("dark"),
    hasTouch: true,
    deviceScaleFactor: 1.5,
  },
};

/** What a person pastes. */
const ticket = `INC-4711 of 2026-11-23 13:58, from Ana Lima
3 files of a public repository (v2.1) have these keys:
 - #44 and #45
 - secret 47: https://vault.example/secrets/47
 - 1204
Call 555-0100 when they are off.`;

await main(async () => {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const browser = await launchChromium();
  try {
    for (const [name, options] of Object.entries(tours)) await tour(browser, name, options);
  } finally {
    await browser.close();
  }
});

/**
 * Goes through the main flow and saves a picture of each state.
 * @param {import("playwright-core").Browser} browser
 * @param {string} name
 * @param {import("playwright-core").BrowserContextOptions} options
 */
async function tour(browser, name, options) {
  const context = await browser.newContext({ ...options, timezoneId: "America/Sao_Paulo", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.clock.install({ time: "2026-11-23T14:05:00-03:00" });
  const sandbox = await serveFor(page);

  /** @param {string} state */
  async function picture(state) {
    const path = `${directory}/${name}-${state}.png`;
    await page.screenshot({ path, scale: "device" });
    const { size } = statSync(path);
    console.log(`  ${`${name}-${state}.png`.padEnd(32)}${Math.ceil(size / 1_000)} kB`);
    if (size > sizeLimit) throw new Failure(`${path} has ${size} bytes, more than ${sizeLimit}.`);
  }

  await page.goto(address);
  await page.locator('input[type="password"]').waitFor();
  await picture("connect");
  await page.locator('input[type="text"]:not([inputmode])').first().fill("incident-desk");
  await page.locator('input[type="password"]').fill("not this one");
  await page.locator('.connect-form button[type="submit"]').click();
  await page.locator(".notice.bad").waitFor();
  await picture("refused");
  await page.locator('input[type="password"]').fill("a-secret");
  await page.locator('.connect-form button[type="submit"]').click();
  await page.locator('[role="row"]').nth(5).waitFor();
  sandbox.secrets.setActive(46, false);
  await page.locator(".selection-actions .button").nth(2).click();
  await page.locator(".state.inactive").waitFor();
  await page.locator(".grid-body .check-target").nth(1).click();
  await page
    .locator(".grid-body .check-target")
    .nth(4)
    .click({ modifiers: ["Shift"] });
  await page.locator(".grid").evaluate((grid) => grid.scrollTo(0, 0));
  await picture("secrets");
  await page
    .getByRole("button", { name: /^(Details of|Detalhes de) / })
    .first()
    .click();
  await page.locator("dialog.details button", { hasText: /^(Open it|Abrir)$/ }).click();
  await page.locator("dialog.details", { hasText: /(Opened at|Aberto às) / }).waitFor();
  await picture("details");
  await page.keyboard.press("Escape");
  await page.locator(".selection-actions .button").nth(0).click();
  await page.locator("dialog textarea").fill(ticket);
  await page.locator(".mentions").first().waitFor();
  await picture("paste");
  await page.keyboard.press("Escape");
  await page.locator(".selection-actions .button").nth(1).click();
  await page.locator("dialog textarea").fill("AWS_SECRET=4kR9-not-a-real-one\nhunter2");
  await picture("find");
  await page.keyboard.press("Escape");

  await page.locator(".filters .segments input").nth(1).check();
  await page.locator(".cell-columns").first().waitFor();
  await picture("passwords");
  await page.locator(".filters .segments input").nth(0).check();
  await page.locator(".cell-columns").first().waitFor({ state: "detached" });
  await page.locator(".search input").fill("payments");
  await page.locator(".grid-head .check-target").click();
  await page.locator(".selection-actions .off").click();
  await page.locator(".typed input").waitFor();
  await page.locator(".sign-off input").nth(0).fill("Ana Lima");
  await page.locator(".sign-off input").nth(1).fill("INC-4711");
  await picture("question");
  const many = ((await page.locator(".dialog h2").innerText()).match(/\d+/) ?? [""])[0];
  await page.locator(".typed input").fill(many);
  await page.locator('.dialog button[type="submit"]').click();
  await page.waitForFunction(() => {
    const { value = 0, max = 1 } = document.querySelector("progress") ?? {};
    return value / max > 0.45;
  });
  await page.locator(".grid").evaluate((grid) => grid.scrollTo(0, 0));
  await picture("running");
  await page.locator(".run-bar .ended").waitFor();
  await page.locator(".run-bar .main").click();
  await page.locator(".outcome").first().waitFor();
  await picture("report");
  await page.locator(".report-actions > .button", { hasText: /undo|desfazer/i }).click();
  await page.locator(".target-list li").first().waitFor();
  await picture("undo");
  await page.keyboard.press("Escape");
  await page.locator(".report-actions > .button", { hasText: /new values|novos valores/i }).click();
  await page.locator(".dialog input").first().waitFor();
  await picture("new-values");
  await page.keyboard.press("Escape");
  await page.locator(".report-actions > .button", { hasText: /^(Verify|Verificar) / }).click();
  await page.locator('.dialog button[type="submit"]').click();
  await page.locator(".verified").waitFor();
  await page.locator(".verification").evaluate((node) => node.scrollIntoView());
  await picture("verified");
  await page.clock.fastForward("10:01");
  await page.locator(".notice.doubt").waitFor();
  await picture("locked");
  await context.close();
}

/**
 * Answers the browser's requests to the address with the built page and a sandbox.
 * @param {Page} page
 */
async function serveFor(page) {
  const { createSandbox, generateSecrets } = await import("mysafe-sandbox");
  const client = { clientId: "incident-desk", clientSecret: "a-secret" };
  const secrets = generateSecrets(1_200, 5).map((secret, index) =>
    index % 40 === 7 ? { ...secret, access: { [client.clientId]: { canWrite: false } } } : secret,
  );
  const sandbox = createSandbox({ clients: [client], secrets, latency: 60 });
  const payments = secrets.filter(({ name }) => name.includes("payments")).map(({ identifier }) => identifier);
  for (const identifier of payments.slice(2, 4)) {
    sandbox.next({ operation: "deactivate", identifier, fault: "lost-timeout" });
  }
  sandbox.next({ operation: "deactivate", identifier: payments[5] ?? "", fault: "lost-timeout", times: 5 });
  const serve = builtPage();
  await page.route(`${address}/**`, async (route) => {
    const intercepted = route.request();
    const body = intercepted.postData();
    const request = new Request(intercepted.url(), {
      method: intercepted.method(),
      headers: intercepted.headers(),
      ...(body && { body }),
    });
    const answer = await (new URL(request.url).pathname.startsWith("/api") ? sandbox.fetch(request) : serve(request));
    const headers = Object.fromEntries(answer.headers);
    await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
  });
  return sandbox;
}
