// @ts-check
// Accessibility and layout in every state of the page, on phone and desktop, light and dark, in both languages. Language
// and reduced motion.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, button, connect, credentials, pageAndSandbox } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openPage, openConnected } = pageAndSandbox({ secrets: 80 });

const english = {
  id: "Client ID",
  secret: "Client secret",
  connect: "Connect",
  kinds: ["Passwords", "Notes", "API secrets"],
  items: /^Items/,
  reports: /^Reports/,
  log: /^Log/,
  all: /^Select all/,
  off: /^Deactivate 80/,
  pause: "Pause",
  cancel: "Cancel the run",
  see: "See the report",
  undo: /^Undo/,
  paste: "Paste a list",
  end: "Disconnect",
};
const portuguese = {
  id: "Client ID",
  secret: "Client secret",
  connect: "Conectar",
  kinds: ["Senhas", "Notas", "Segredos de API"],
  items: /^Itens/,
  reports: /^Relatórios/,
  log: /^Registro/,
  all: /^Selecionar tudo/,
  off: /^Desativar 80/,
  pause: "Pausar",
  cancel: "Cancelar a execução",
  see: "Ver o relatório",
  undo: /^Desfazer/,
  paste: "Colar uma lista",
  end: "Desconectar",
};

/**
 * Brings the page into each of its states, and calls `check` there.
 * @param {Page} page
 * @param {typeof english | typeof portuguese} words
 * @param {(state: string) => Promise<void>} check
 */
async function visitStates(page, words, check) {
  const press = (/** @type {string | RegExp} */ name) => button(page, name).first().click();
  await page.getByRole("button", { name: words.connect, exact: true }).waitFor();
  await check("before connecting");
  await page.getByLabel(words.id, { exact: true }).fill(credentials.clientId);
  await page.getByLabel(words.secret, { exact: true }).fill("wrong");
  await press(words.connect);
  await page.getByRole("alert").getByRole("group").waitFor();
  await check("refused");
  await page.getByLabel(words.secret, { exact: true }).fill(credentials.clientSecret);
  await press(words.connect);
  await page.getByRole("grid").waitFor();
  await check("the list");
  for (const kind of words.kinds) {
    await page.getByRole("radio", { name: kind, exact: true }).check();
    await page.getByRole("grid", { name: kind, exact: true }).waitFor();
    await check(kind);
  }
  await press(words.reports);
  await check("no report");
  await press(words.items);
  await press(words.paste);
  await page.getByRole("dialog").getByRole("textbox").fill("43 44 999 such");
  await check("pasting");
  await page.keyboard.press("Escape");
  await page.getByRole("checkbox", { name: words.all }).check();
  await check("all chosen");
  sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [80, 80], operations: ["deactivate"] });
  sandbox.next({ operation: "deactivate", identifier: 43, fault: "no-route" });
  sandbox.next({ operation: "deactivate", identifier: 44, fault: "lost-timeout" });
  await press(words.off);
  // The fields for who and why are loaded then, and move what is below them.
  await page
    .getByRole("dialog")
    .getByLabel(/^Opera[td]or/)
    .waitFor();
  await check("confirming");
  await page
    .getByRole("dialog")
    .getByLabel(/^(That’s a lot|São muit)/)
    .fill("80");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 8);
  await press(words.pause);
  await check("paused");
  await press(words.cancel);
  await page.getByRole("button", { name: words.see }).waitFor();
  await check("ended");
  await press(words.see);
  await check("the report");
  await press(words.undo);
  await check("undoing");
  await page.keyboard.press("Escape");
  await press(words.log);
  await check("the log");
  await press(words.end);
  await check("disconnected");
}

describe("every state is accessible and fits the window", () => {
  for (const { name, words, ...options } of [
    { name: "desktop, light, English", words: english, viewport: { width: 1440, height: 900 } },
    {
      name: "desktop, dark, Portuguese",
      words: portuguese,
      locale: "pt-BR",
      colorScheme: /** @type {const} */ ("dark"),
    },
    {
      name: "smallest phone, light, Portuguese",
      words: portuguese,
      locale: "pt-PT",
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
    },
    {
      name: "phone, dark, English",
      words: english,
      viewport: { width: 412, height: 860 },
      colorScheme: /** @type {const} */ ("dark"),
      hasTouch: true,
    },
  ]) {
    test(name, async (t) => {
      const { page } = await openPage(t, options);
      await visitStates(page, words, async (state) => {
        await assertAccessible(page, state);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${state}: ${overflow} px too wide`);
      });
    });
  }
});

describe("language", () => {
  test("starts with the browser's, and a switch keeps the entries and is not stored", async (t) => {
    const { page } = await openConnected(t);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await page.getByRole("searchbox").fill("4");
    await page.getByRole("button", { name: "PT: português do Brasil" }).click();
    await page.getByRole("button", { name: "Desconectar" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "pt-BR");
    assert.equal(await page.title(), "MySafe: segredos de API, senhas, notas");
    assert.equal(await page.getByRole("searchbox").inputValue(), "4");
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    await page.reload();
    await page.getByRole("button", { name: "Connect", exact: true }).waitFor();
  });
});

test("a language that cannot be loaded leaves the page as it is, and can be tried again", async (t) => {
  const { page } = await openConnected(t);
  await page.route("**/pt-br-*.js", (route) => route.abort());
  const portuguese = page.getByRole("button", { name: "PT: português do Brasil" });
  await portuguese.click();
  await page.getByRole("alert").getByText("The rest of this page did not load").waitFor({ state: "attached" });
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.unroute("**/pt-br-*.js");
  await portuguese.click();
  await page.getByRole("button", { name: "Desconectar" }).waitFor();
});

describe("motion", () => {
  test("is off with prefers-reduced-motion", async (t) => {
    const { page } = await openPage(t, { reducedMotion: "reduce" });
    await connect(page);
    sandbox.setFaults({ rate: 1, kinds: ["stall"], operations: ["deactivate"] });
    await page.getByRole("button", { name: /^Deactivate .*, 43$/ }).click();
    assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
    await page.getByRole("button", { name: "Deactivate 1 API secret", exact: true }).click();
    await page.getByRole("progressbar").waitFor();
    assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
  });

  test("is on without that preference", async (t) => {
    const { page } = await openConnected(t);
    sandbox.setFaults({ rate: 1, kinds: ["stall"], operations: ["deactivate"] });
    await page.getByRole("button", { name: /^Deactivate .*, 43$/ }).click();
    await page.getByRole("button", { name: "Deactivate 1 API secret", exact: true }).click();
    await page.getByRole("progressbar").waitFor();
    assert.ok((await page.evaluate(() => document.getAnimations().length)) > 0);
  });
});
