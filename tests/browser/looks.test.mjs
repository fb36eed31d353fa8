// @ts-check
// How the page looks: colours by choice, forced colours, and rows that stay where they are and in view.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  button,
  checkbox,
  connect,
  credentials,
  dialog,
  openView,
  pageAndSandbox,
  runBar,
  showKind,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openPage, openConnected, url } = pageAndSandbox({ secrets: 80 });

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** A computed style. @param {import("playwright-core").Locator} locator @param {string} property @param {string} [pseudo] */
const styleOf = (locator, property, pseudo) =>
  locator.evaluate(
    (element, [name, of]) => getComputedStyle(element, of || null).getPropertyValue(name ?? ""),
    [property, pseudo ?? ""],
  );

/** Starts a run on all items, and pauses it. @param {Page} page */
async function pauseRun(page) {
  sandbox.setFaults({ rate: 1, kinds: ["stall"], operations: ["deactivate"] });
  await page.getByRole("checkbox", { name: /^Select all/ }).check();
  await button(page, "Deactivate 80").click();
  await dialog(page)
    .getByRole("textbox", { name: /^That’s a lot/ })
    .fill("80");
  await page.keyboard.press("Enter");
  await button(page, "Pause").click();
  await button(page, "Resume").waitFor();
}

describe("the colours", () => {
  const colours = (/** @type {Page} */ page) => styleOf(page.locator("html"), "color-scheme");
  const backgroundOf = (/** @type {Page} */ page) => styleOf(page.locator("body"), "background-color");

  test("are those of the system until the visitor chooses, and a choice is remembered", async (t) => {
    const { page } = await openPage(t, { colorScheme: "light" });
    const light = await backgroundOf(page);
    assert.equal(await colours(page), "light dark");
    await button(page, "Colours: as the system").click();
    await button(page, "Colours: light").click();
    await button(page, "Colours: dark").waitFor();
    assert.equal(await colours(page), "dark");
    assert.notEqual(await backgroundOf(page), light);
    await assertAccessible(page, "dark by choice");
    assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), { "mysafe-scheme": "dark" });
    await page.reload();
    await button(page, "Colours: dark").click();
    assert.equal(await colours(page), "light dark");
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });

  test("are chosen before anything is painted: without the page's own code, they are there", async (t) => {
    const { page } = await openPage(t, { colorScheme: "light" });
    await page.evaluate(() => localStorage.setItem("mysafe-scheme", "dark"));
    await page.route("**/assets/*.js", (route) => route.abort());
    await page.reload();
    assert.equal(await page.locator("#app > *").count(), 0);
    assert.equal(await colours(page), "dark");
    const first = await page
      .locator("head")
      .evaluate((head) => [...head.querySelectorAll("script, link")][0]?.outerHTML);
    assert.equal(first, '<script src="./scheme.js"></script>');
  });

  test("can be chosen where the browser stores nothing, and nonsense in the storage changes nothing", async (t) => {
    const { page } = await openPage(t);
    await page.evaluate(() => localStorage.setItem("mysafe-scheme", "url(x)"));
    await page.reload();
    await button(page, "Colours: as the system").waitFor();
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    });
    await page.reload();
    await button(page, "Colours: as the system").click();
    await button(page, "Colours: light").click();
    assert.equal(await colours(page), "dark");
  });
});

describe("forced colours", () => {
  const forced = { forcedColors: /** @type {const} */ ("active") };

  test("show what is chosen, bars and what is not available, in every state", async (t) => {
    const { page } = await openPage(t, forced);
    await page.waitForFunction(() => document.querySelector('link[href*="forced-colors"]'));
    const canvas = await styleOf(page.locator("body"), "background-color");
    const segment = page.locator(".segments input:checked + span");
    assert.notEqual(await styleOf(segment, "background-color"), canvas, "the chosen segment");
    assert.notEqual(await styleOf(page.locator(".promises li").first(), "background-color", "::before"), canvas);
    await assertAccessible(page, "forced: before connecting");
    await connect(page);
    const tab = page.locator(".views button[aria-current]");
    assert.notEqual(await styleOf(tab, "background-color"), canvas, "the current tab");
    assert.match(
      await styleOf(page.locator(".views button:not([aria-current])").first(), "background-color"),
      /, 0\)$/,
    );
    await assertAccessible(page, "forced: the list");
    await checkbox(page, 44).check();
    assert.equal(await styleOf(page.locator(".row.chosen"), "outline-style"), "solid", "a chosen row");
    await assertAccessible(page, "forced: chosen");
    await button(page, "Deactivate 1").click();
    await dialog(page).waitFor();
    await assertAccessible(page, "forced: confirming");
    await page.keyboard.press("Escape");
    await checkbox(page, 44).uncheck();
    await pauseRun(page);
    const bar = page.getByRole("progressbar");
    assert.equal(await styleOf(bar, "border-top-width"), "1px", "the progress bar");
    const pictures = [];
    for (const value of [0, 80]) {
      await bar.evaluate((element, done) => Object.assign(element, { value: done }), value);
      pictures.push((await bar.screenshot()).toString("base64"));
    }
    assert.notEqual(pictures[0], pictures[1], "an empty bar looks other than a full one");
    const [unavailable, available] = [button(page, "Deactivate 80"), button(page, "Paste a list")];
    assert.notEqual(await styleOf(unavailable, "color"), await styleOf(available, "color"));
    await assertAccessible(page, "forced: a run");
    await button(page, "Cancel the run").click();
    await button(page, "See the report").click();
    for (const part of await page.locator(".proportions i").all()) {
      assert.deepEqual(
        [await styleOf(part, "border-top-width"), await styleOf(part, "forced-color-adjust")],
        ["1px", "none"],
      );
    }
    assert.ok((await page.locator(".proportions i").count()) > 0);
    await page.locator(".outcome-buttons button").first().click();
    const pressed = page.locator('.outcome-buttons [aria-pressed="true"]');
    assert.notEqual(await styleOf(pressed, "background-color"), canvas, "the pressed filter");
    await assertAccessible(page, "forced: a report");
    await openView(page, "Log");
    await assertAccessible(page, "forced: the log");
  });

  test("tell off from on by their edges, where there are no words", async (t) => {
    const { page } = await openPage(t, { ...phone, ...forced });
    await connect(page);
    const edge = (/** @type {string} */ action) =>
      styleOf(page.locator(`.row-action.${action}`).first(), "border-top-width");
    assert.deepEqual([await edge("deactivate"), await edge("activate")], ["4px", "1px"]);
  });

  test("cost nothing without them", async (t) => {
    const { page } = await openConnected(t);
    assert.equal(await page.locator('link[href*="forced-colors"], link[href*="narrow"]').count(), 0);
  });
});

describe("off and on", () => {
  for (const { name, kind, ...options } of [
    { name: "on a phone", kind: /** @type {const} */ ("API secrets"), ...phone },
    { name: "in a list without room for words", kind: /** @type {const} */ ("Passwords") },
  ]) {
    test(`differ by more than their colour ${name}: one is full, one is empty`, async (t) => {
      const { page } = await openConnected(t, options);
      await showKind(page, kind);
      const fill = (/** @type {string} */ action) =>
        styleOf(page.locator(`.row-action.${action}`).first(), "background-color");
      assert.equal(await fill("activate"), "rgba(0, 0, 0, 0)");
      assert.notEqual(await fill("deactivate"), "rgba(0, 0, 0, 0)");
      assert.equal(await page.locator(".row-action.activate span").first().isVisible(), false, "no words");
    });
  }
});

describe("a selection", () => {
  for (const width of [1600, 1280, 1216, 1024, 833, 390, 320]) {
    for (const locale of ["en-US", "pt-BR"]) {
      test(`moves no row at ${width} pixels in ${locale}`, async (t) => {
        const { page } = await openPage(t, { locale, viewport: { width, height: 800 }, hasTouch: width < 800 });
        await page.locator(".connect-form input").nth(3).fill(credentials.clientId);
        await page.locator('input[type="password"]').fill(credentials.clientSecret);
        await page.locator('.connect-form button[type="submit"]').click();
        const first = page.locator('[aria-rowindex="2"]');
        await first.waitFor();
        if (width < 800) await page.waitForFunction(() => document.querySelector('link[href*="narrow"]'));
        const top = async () => (await first.boundingBox())?.y;
        const before = await top();
        await page.locator('[aria-rowindex="3"] input').check();
        assert.equal(await top(), before, "one chosen");
        await page.locator(".grid-head input").check();
        assert.equal(await top(), before, "all chosen");
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} px too wide`);
      });
    }
  }
});

for (const width of [1024, 390, 320]) {
  test(`the dialogs that a selection opens show their words at ${width} pixels`, async (t) => {
    const { page } = await openConnected(t, { viewport: { width, height: 844 }, hasTouch: width < 800 });
    if (width < 800) await page.waitForFunction(() => document.querySelector('link[href*="narrow"]'));
    await checkbox(page, 43).check();
    const openers = page.getByRole("group", { name: "Selection" }).getByRole("button");
    for (const name of ["Paste a list", "Find leaked values"]) {
      const opener = openers.filter({ hasText: name });
      if (!(await opener.isVisible())) continue; // "Paste a list" has no room at 320 pixels
      await opener.click();
      await dialog(page).locator("textarea").waitFor();
      await assertAccessible(page, `${name} beside a selection`);
      await page.keyboard.press("Escape");
      await dialog(page).waitFor({ state: "detached" });
    }
  });
}

test("on a phone, four rows are in view during a run, and all that was hidden is back after it", async (t) => {
  const { page } = await openConnected(t, phone);
  const visible = () =>
    page
      .locator(".filters > *, .selection-actions, .grid-head")
      .evaluateAll((parts) => parts.filter((part) => part.checkVisibility()).length);
  await page.waitForFunction(() => document.querySelector('link[href*="narrow"]'));
  const before = await visible();
  await pauseRun(page);
  assert.ok((await visible()) < before);
  await button(page, "Resume").click();
  await button(page, "Pause").waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  const bottoms = await page.locator(".grid-body .row").evaluateAll((rows) => {
    const end = Math.min(innerHeight, document.querySelector(".grid")?.getBoundingClientRect().bottom ?? 0);
    return rows.filter((row) => row.getBoundingClientRect().bottom <= end + 1).length;
  });
  assert.ok(bottoms >= 4, `${bottoms} rows`);
  await assertAccessible(page, "a run on a phone");
  await button(page, "Cancel the run").click();
  await runBar(page).getByRole("button", { name: "See the report" }).waitFor();
  assert.equal(await visible(), before);
});

test("the demo is one link away from the form, and an access key is explained there", async (t) => {
  const { page } = await openPage(t);
  await page.getByText("Where do I get an access key?", { exact: true }).click();
  await page.getByText(/go to Integrations, then Access keys/).waitFor();
  await page.getByText(`HTTP referrers, if it’s limited to some: ${url()} among them`).waitFor();
  for (const link of await page.locator(".key-help a").all()) {
    const [href, rel] = [await link.getAttribute("href"), await link.getAttribute("rel")];
    assert.deepEqual([new URL(href ?? "").hostname, rel], ["docs.senhasegura.io", "noreferrer"]);
  }
  await assertAccessible(page, "access keys explained");
  await page.getByRole("link", { name: "Try the demo" }).click();
  await page.getByText("A demo, with nothing to lose").waitFor();
  assert.equal(await page.getByRole("link", { name: "Try the demo" }).count(), 0);
});
