// @ts-check
// The printed report: all of it, on light paper, with nothing cut off.

import assert from "node:assert/strict";
import { test } from "node:test";
import { loadReport } from "./report.mjs";
import { button, pageAndSandbox } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { openPage } = pageAndSandbox();

const many = 300;
const [first, second, looked] = ["17:40:01", "17:44:02", "17:48:03"].map((time) => `2026-11-25T${time}.000Z`);
const change = { active: false, changed: true, certain: true, verified: false, status: 200, attempts: 1 };
const outcomes = Array.from({ length: many }, (_, index) => {
  const identifier = String(43 + index);
  const known = { identifier, name: `Name ${identifier}`, at: index % 2 === 0 ? first : second, run: 1 + (index % 2) };
  if (index > 0) {
    const looks = [{ at: looked, active: index === 1 }];
    return { ...known, state: "changed", change: { ...change, message: "API secret successfully deactivated" }, looks };
  }
  const error = { code: "NOT_FOUND", message: "x".repeat(400), apiCode: 1005, requestId: "r".repeat(300), attempts: 1 };
  return { ...known, name: "n".repeat(300), state: "failed", error };
});
const report = {
  ...{ kind: "apiSecret", action: "deactivate", address: "https://vault.example", tenant: "acme" },
  ...{ startedAt: first, endedAt: second, duration: 60_000, aborted: true, outcomes },
  runs: [
    { startedAt: first, endedAt: first, operator: "Ana Lima", ticket: "INC-4711", note: "leaked", clientId: "oncall" },
    { startedAt: second, endedAt: second, operator: "Rui", identity: "rui@team.example" },
  ],
  verifications: [{ startedAt: looked, endedAt: looked, operator: "Vera" }],
};

/** What a page shows for print: the lines, the table, and what is wider than the page. @param {Page} page */
const onPaper = (page) =>
  page.evaluate(() => {
    const sheet = document.querySelector(".printed");
    const isShown = (/** @type {Element | null} */ element) => element !== null && element.getClientRects().length > 0;
    const width = document.documentElement.clientWidth;
    return {
      isShown: isShown(sheet),
      pageIsShown: isShown(document.querySelector("#app")),
      text: sheet instanceof HTMLElement ? sheet.innerText : "",
      rows: [...(sheet?.querySelectorAll("table:last-of-type tbody tr") ?? [])].length,
      heads: [...(sheet?.querySelectorAll("thead") ?? [])].map((head) => getComputedStyle(head).display),
      breaks: [...(sheet?.querySelectorAll("tr") ?? [])].every((row) => getComputedStyle(row).breakInside === "avoid"),
      wide: [...(sheet?.querySelectorAll("*") ?? [])].filter((each) => each.getBoundingClientRect().right > width)
        .length,
      clipped: [...(sheet?.querySelectorAll("th, td") ?? [])].filter((each) => each.scrollWidth > each.clientWidth)
        .length,
      ink: sheet && getComputedStyle(sheet).color,
      paper: getComputedStyle(document.body).backgroundColor,
      scheme: getComputedStyle(document.documentElement).colorScheme,
    };
  });

/** @param {Page} page */
async function beginPrinting(page) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
}

test("a printed report has every item with its outcome, time, operator and last look, and who, why and when", async (t) => {
  const { page } = await openPage(t, { colorScheme: "dark", timezoneId: "UTC", viewport: { width: 680, height: 900 } });
  await loadReport(page, "incident.json", JSON.stringify(report));
  await button(page, "Print").waitFor();
  assert.equal(await page.locator(".printed").count(), 0);
  await page.getByRole("searchbox").fill("Name 99");
  const title = await page.title();
  await beginPrinting(page);
  const paper = await onPaper(page);
  assert.deepEqual([paper.isShown, paper.pageIsShown], [true, false]);
  assert.equal(paper.rows, many, "all items, whatever the page shows of them");
  assert.deepEqual(paper.heads, ["table-header-group", "table-header-group", "table-header-group"]);
  assert.ok(paper.breaks, "no row is broken between pages");
  assert.deepEqual([paper.wide, paper.clipped], [0, 0], "nothing is cut off");
  assert.deepEqual([paper.ink, paper.paper, paper.scheme], ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)", "light"]);
  const lines = paper.text.split("\n").map((line) => line.replaceAll("\t", " | ").trim());
  for (const line of [
    "Deactivate 300 API secrets",
    "https://vault.example",
    "acme",
    "The run was cancelled",
    "UTC",
    "1 Failed – Nothing was changed",
    "299 Done – This run changed it",
    "298 of 300 were seen to be inactive. A check shows the state at that time. It may have changed since.",
    "1 was active: 44",
    "1 has not been checked since its outcome",
    "Checked by, date, signature",
  ]) {
    assert.ok(lines.includes(line), `${line}\n${lines.slice(0, 60).join("\n")}`);
  }
  const cells = (/** @type {string} */ start) => lines.find((line) => line.startsWith(start));
  assert.equal(
    cells("1 | Nov"),
    "1 | Nov 25, 2026, 17:40:01 | Nov 25, 2026, 17:40:01 | Ana Lima (as entered) | INC-4711 | leaked | oncall",
  );
  assert.match(cells("2 | Nov") ?? "", /^2 \| .*17:44:02 \| Rui \(rui@team\.example, signed in\)/);
  assert.equal(
    cells("45 |"),
    "45 | Name 45 | Done | Nov 25, 2026, 17:40:01 | 1 | Ana Lima | API secret successfully deactivated | Verified inactive on Nov 25, 2026 at 17:48",
  );
  assert.match(
    cells("44 |") ?? "",
    /\| Done \| Nov 25, 2026, 17:44:02 \| 2 \| Rui \| .* \| Was active on Nov 25, 2026 at 17:48$/,
  );
  assert.match(
    cells("43 |") ?? "",
    /\| Failed \| .* \| MySafe has no API secret with this identifier\. \(NOT_FOUND · 1005 · r+\)/,
  );
  assert.match(await page.title(), /^mysafe-deactivate-api-secrets-2026-11-25T17-40-01$/);

  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  assert.equal(await page.locator(".printed").count(), 0);
  assert.equal(await page.title(), title);
});

test("the button and the browser's own command print the report, in the language of the page", async (t) => {
  const { page } = await openPage(t, { locale: "pt-BR", timezoneId: "America/Sao_Paulo" });
  await loadReport(page, "incident.json", JSON.stringify(report));
  await page.evaluate(() => {
    window.print = () => void Reflect.set(window, "printed", true);
  });
  await button(page, "Imprimir").click();
  assert.equal(await page.evaluate(() => Reflect.get(window, "printed")), true);
  await beginPrinting(page);
  const { text } = await onPaper(page);
  assert.match(text, /Desativar 300 segredos de API/);
  assert.match(text, /298 de 300 foram vistos inativos\./);
  assert.match(text, /Verificado como inativo em .* às 14:48/);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  // Chromium itself fires the event, and makes the pages.
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  const pages = pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 8 && pages <= 40, `${pages} pages`);
  assert.equal(await page.locator(".printed").count(), 0);
});
