// @ts-check
// In every state, on a phone and on a desk, in light and dark, in both languages: no violation that axe knows, and
// nothing sticks out. And the rest of good manners.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessible, connect, credentials, pageAndSandbox } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, visit, enter } = pageAndSandbox({ secrets: 80 });

const english = {
  id: "Client ID",
  secret: "Client secret",
  connect: "Connect",
  secrets: /^Secrets/,
  reports: /^Reports/,
  log: /^Log/,
  all: /^Choose all/,
  off: /^Deactivate 80/,
  pause: "Pause",
  cancel: "Cancel the batch",
  see: "See the report",
  undo: /^Undo/,
  paste: "Paste a list",
  end: "Disconnect",
};
const portuguese = {
  id: "Client ID",
  secret: "Client secret",
  connect: "Conectar",
  secrets: /^Segredos/,
  reports: /^Relatórios/,
  log: /^Registro/,
  all: /^Escolher todos/,
  off: /^Desativar 80/,
  pause: "Pausar",
  cancel: "Cancelar o lote",
  see: "Ver o relatório",
  undo: /^Desfazer/,
  paste: "Colar uma lista",
  end: "Desconectar",
};

/**
 * Goes through the states of the page, and looks at each.
 * @param {Page} page
 * @param {typeof english | typeof portuguese} words
 * @param {(state: string) => Promise<void>} look
 */
async function tour(page, words, look) {
  const press = (/** @type {string | RegExp} */ name) =>
    page
      .getByRole("button", typeof name === "string" ? { name, exact: true } : { name })
      .first()
      .click();
  await look("before connecting");
  await page.getByLabel(words.id, { exact: true }).fill(credentials.clientId);
  await page.getByLabel(words.secret, { exact: true }).fill("wrong");
  await press(words.connect);
  await page.getByRole("alert").getByRole("group").waitFor();
  await look("refused");
  await page.getByLabel(words.secret, { exact: true }).fill(credentials.clientSecret);
  await press(words.connect);
  await page.getByRole("grid").waitFor();
  await look("the list");
  await press(words.reports);
  await look("no report");
  await press(words.secrets);
  await press(words.paste);
  await page.getByRole("dialog").getByRole("textbox").fill("43 44 999 such");
  await look("pasting");
  await page.keyboard.press("Escape");
  await page.getByRole("checkbox", { name: words.all }).check();
  await look("all chosen");
  sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [80, 80], operations: ["deactivate"] });
  sandbox.next({ operation: "deactivate", identifier: 43, fault: "no-route" });
  sandbox.next({ operation: "deactivate", identifier: 44, fault: "lost-timeout" });
  await press(words.off);
  await look("the question");
  await page.getByRole("dialog").getByRole("textbox").fill("80");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 8);
  await press(words.pause);
  await look("paused");
  await press(words.cancel);
  await page.getByRole("button", { name: words.see }).waitFor();
  await look("ended");
  await press(words.see);
  await look("the report");
  await press(words.undo);
  await look("undoing");
  await page.keyboard.press("Escape");
  await press(words.log);
  await look("the log");
  await press(words.end);
  await look("disconnected");
}

describe("every state", () => {
  for (const { name, words, ...options } of [
    { name: "on a desk, in light, in English", words: english, viewport: { width: 1440, height: 900 } },
    {
      name: "on a desk, in dark, in Portuguese",
      words: portuguese,
      locale: "pt-BR",
      colorScheme: /** @type {const} */ ("dark"),
    },
    {
      name: "on the smallest phone, in light, in Portuguese",
      words: portuguese,
      locale: "pt-PT",
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
    },
    {
      name: "on a phone, in dark, in English",
      words: english,
      viewport: { width: 412, height: 860 },
      colorScheme: /** @type {const} */ ("dark"),
      hasTouch: true,
    },
  ]) {
    test(name, async (t) => {
      const { page } = await visit(t, options);
      await tour(page, words, async (state) => {
        await accessible(page, state);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(sideways <= 0, `${state}: ${sideways} px stick out`);
      });
    });
  }
});

describe("language", () => {
  test("is the browser's to begin with, and can be switched at any time; nothing is lost, nothing is kept", async (t) => {
    const { page } = await enter(t);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await page.getByRole("searchbox").fill("4");
    await page.getByRole("button", { name: "PT: português do Brasil" }).click();
    await page.getByRole("button", { name: "Desconectar" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "pt-BR");
    assert.equal(await page.title(), "Segredos de API do MySafe");
    assert.equal(await page.getByRole("searchbox").inputValue(), "4");
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    await page.reload();
    await page.getByRole("button", { name: "Connect", exact: true }).waitFor();
  });
});

describe("motion", () => {
  test("is reduced for those who ask for that", async (t) => {
    const { page } = await visit(t, { reducedMotion: "reduce" });
    await connect(page);
    sandbox.setFaults({ rate: 1, kinds: ["stall"], operations: ["deactivate"] });
    await page.getByRole("button", { name: /^Deactivate .*, 43$/ }).click();
    assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
    await page.getByRole("button", { name: "Deactivate 1 secret", exact: true }).click();
    await page.getByRole("progressbar").waitFor();
    assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
  });

  test("is there for the others", async (t) => {
    const { page } = await enter(t);
    sandbox.setFaults({ rate: 1, kinds: ["stall"], operations: ["deactivate"] });
    await page.getByRole("button", { name: /^Deactivate .*, 43$/ }).click();
    await page.getByRole("button", { name: "Deactivate 1 secret", exact: true }).click();
    await page.getByRole("progressbar").waitFor();
    assert.ok((await page.evaluate(() => document.getAnimations().length)) > 0);
  });
});
