// @ts-check
// The demo of the built page, as static files below a path of a host that sends no headers.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { page as builtPage } from "../../scripts/dev/page.mjs";
import { launchChromium } from "./chromium.mjs";
import { assertAccessible, button, dialog, runBar, waitForEnd } from "./visit.mjs";

const basePath = "/tools/mysafe/";
const files = builtPage();
const host = createServer(async ({ url = "/" }, response) => {
  const path = url.startsWith(basePath) ? `/${url.slice(basePath.length)}` : "/nothing";
  const file = await files(new Request(`http://host.example${path}`));
  response.writeHead(file.status, { "content-type": file.headers.get("content-type") ?? "" });
  response.end(Buffer.from(await file.arrayBuffer()));
});
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  host.listen(0, "127.0.0.1");
  await once(host, "listening");
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  host.close();
  host.closeAllConnections();
});

test("?demo runs on a sandbox inside the page, and sends no request to another host", async (t) => {
  const page = await browser.newPage({ locale: "en-US", viewport: { width: 1280, height: 800 } });
  t.after(() => page.close());
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  const { port } = /** @type {import("node:net").AddressInfo} */ (host.address());
  const base = `http://127.0.0.1:${port}${basePath}`;
  await page.goto(`${base}?demo`);
  await page.getByText("A demo, with nothing to lose").waitFor();
  await assertAccessible(page, "the demo");
  await button(page, "Connect").click();
  await page.getByText("10,000 API secrets", { exact: true }).waitFor();
  await page.getByRole("searchbox").fill("Payroll (production");
  await page.getByRole("checkbox", { name: /^Select all/ }).check();
  await button(page, /^Deactivate \d+$/).click();
  const [count = ""] = (await dialog(page).getByRole("heading").innerText()).match(/\d+/) ?? [];
  await dialog(page)
    .getByLabel(/^That’s a lot/)
    .fill(count);
  await page.keyboard.press("Enter");
  await runBar(page).getByRole("button", { name: "See the report" }).waitFor();
  await waitForEnd(page, (await runBar(page).locator("strong").innerText()).trim());
  await button(page, "Disconnect").click();
  await button(page, "Connect").click();
  await page.getByRole("grid").waitFor(); // the credentials of the demo are filled in again
  assert.deepEqual(
    requests.filter((url) => !url.startsWith(base)),
    [],
  );
  assert.deepEqual(errors, []);
});
