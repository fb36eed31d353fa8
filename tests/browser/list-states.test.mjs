// @ts-check
// Accessibility and layout of the list with its overview, checks and details, on phone and desktop, light and dark, in both
// languages and in forced colours.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, button, credentials, pageAndSandbox } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openPage } = pageAndSandbox({ secrets: 80 });

const english = {
  connect: "Connect",
  many: "43 44, #99999",
  inactive: /^Inactive /,
  all: /^All /,
  check: /^Check 2$/,
  checkAll: /^Check all/,
  yes: /^Check \d+ API secrets$/,
  stop: "Stop checking",
  only: "Show selected only",
  details: /^Details of .*, 44$/,
  others: /^Details of .*, 43$/,
  open: "Open it",
  close: "Close",
  paste: "Paste a list",
  replace: /^Replace/,
  end: "Disconnect",
  kept: "from before you connected again",
};
const portuguese = {
  ...english,
  connect: "Conectar",
  inactive: /^Inativo /,
  all: /^Todos /,
  check: /^Verificar 2$/,
  checkAll: /^Verificar tudo/,
  yes: /^Verificar \d+ segredos de API$/,
  stop: "Parar a verificação",
  only: "Mostrar só a seleção",
  details: /^Detalhes de .*, 44$/,
  others: /^Detalhes de .*, 43$/,
  open: "Abrir",
  close: "Fechar",
  paste: "Colar uma lista",
  replace: /^Substituir/,
  end: "Desconectar",
  kept: "de antes de você se conectar de novo",
};

/**
 * Brings the list into each of its states, and calls `check` there.
 * @param {Page} page
 * @param {typeof english} words
 * @param {(state: string) => Promise<void>} check
 */
async function visitStates(page, words, check) {
  const press = (/** @type {string | RegExp} */ name) => button(page, name).click();
  const connect = async () => {
    await page.getByLabel("Client ID", { exact: true }).fill(credentials.clientId);
    await page.getByLabel("Client secret", { exact: true }).fill(credentials.clientSecret);
    await press(words.connect);
    await page.getByRole("grid").waitFor();
  };
  await connect();
  await page.locator(".grid-body .cell-name").nth(0).click();
  await page.locator(".grid-body .cell-name").nth(1).click();
  await page.getByRole("searchbox").fill(words.many);
  await check("several identifiers");
  await press(words.only);
  await check("chosen only");
  await press(words.only);
  sandbox.secrets.setActive(44, false);
  await press(words.check);
  await page.locator(".state.inactive").waitFor();
  await page.getByRole("radio", { name: words.inactive }).check();
  await check("not checked");
  await press(words.checkAll);
  await page.getByRole("dialog").waitFor();
  await check("asking before a check");
  sandbox.setFaults({ rate: 1, kinds: ["stall"], operations: ["get"] });
  await press(words.yes);
  await page.getByRole("progressbar").waitFor();
  await check("checking");
  await press(words.stop);
  sandbox.setFaults(0);
  await page.getByRole("radio", { name: words.all }).check();
  await press(words.details);
  await page.getByRole("dialog").waitFor();
  await check("details");
  await press(words.open);
  await page.getByRole("dialog").locator(".notice").waitFor();
  await check("details of an inactive item");
  await press(words.close);
  await press(words.others);
  await press(words.open);
  await page.getByRole("dialog").getByText("https://", { exact: false }).waitFor();
  await check("details of an opened item");
  await press(words.close);
  // The smallest screens have no room for it beside a selection.
  if ((page.viewportSize()?.width ?? 0) > 384) {
    await press(words.paste);
    await page.getByRole("dialog").getByRole("textbox").fill("45");
    await page.getByRole("radio", { name: words.replace }).check();
    await check("replacing the selection");
    await page.keyboard.press("Escape");
  }
  await press(words.end);
  await connect();
  await page.getByText(words.kept, { exact: false }).waitFor();
  await check("connected again");
}

describe("every state of the list is accessible and fits the window", () => {
  for (const { name, words, ...options } of [
    { name: "desktop, light, English", words: english },
    { name: "forced colours", words: english, forcedColors: /** @type {const} */ ("active") },
    {
      name: "small desktop, dark, Portuguese",
      words: portuguese,
      locale: "pt-BR",
      viewport: { width: 1024, height: 768 },
      colorScheme: /** @type {const} */ ("dark"),
    },
    {
      name: "smallest phone, light, Portuguese",
      words: portuguese,
      locale: "pt-BR",
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
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
