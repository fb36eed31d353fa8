// @ts-check
// The built page as plain files below some path of a host that sends no headers: it needs no server of its own.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { page as builtPage } from "../../scripts/dev/page.mjs";
import { launchChromium } from "./chromium.mjs";
import { accessible, bar, button, dialog, ended } from "./visit.mjs";

const below = "/tools/mysafe/";
const files = builtPage();
const host = createServer(async ({ url = "/" }, response) => {
  const path = url.startsWith(below) ? `/${url.slice(below.length)}` : "/nothing";
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

test("?demo runs on a MySafe inside the page, and asks nobody anything", async (t) => {
  const page = await browser.newPage({ locale: "en-US", viewport: { width: 1280, height: 800 } });
  t.after(() => page.close());
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const { port } = /** @type {import("node:net").AddressInfo} */ (host.address());
  const base = `http://127.0.0.1:${port}${below}`;
  await page.goto(`${base}?demo`);
  await page.getByText("A demo, with nothing to lose").waitFor();
  await accessible(page, "the demo");
  await button(page, "Connect").click();
  await page.getByText("10,000 secrets", { exact: true }).waitFor();
  await page.getByRole("searchbox").fill("Payroll (production");
  await page.getByRole("checkbox", { name: /^Choose all/ }).check();
  await button(page, /^Deactivate \d+$/).click();
  const [many = ""] = (await dialog(page).getByRole("heading").innerText()).match(/\d+/) ?? [];
  await dialog(page).getByRole("textbox").fill(many);
  await page.keyboard.press("Enter");
  await bar(page).getByRole("button", { name: "See the report" }).waitFor();
  await ended(page, (await bar(page).locator("strong").innerText()).trim());
  await button(page, "Disconnect").click();
  await button(page, "Connect").click();
  await page.getByRole("grid").waitFor(); // what it needs for that was still there
  assert.deepEqual(
    asked.filter((url) => !url.startsWith(base)),
    [],
  );
  assert.deepEqual(complaints, []);
});
