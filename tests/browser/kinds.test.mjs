// @ts-check
// The main flow for each kind of item, and the choice of the kind.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inactiveItems, items, kinds } from "./kinds.mjs";
import { saveFile } from "./report.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  connect,
  counts,
  dialog,
  field,
  focusedName,
  logLines,
  openView,
  pageAndSandbox,
  row,
  runBar,
  showKind,
  waitForCount,
  waitForEnd,
  waitForState,
} from "./visit.mjs";

const { sandbox, openConnected } = pageAndSandbox(items);

/** The kinds of the lists that were requested, in order. */
const listedKinds = () => sandbox.requests.filter(({ operation }) => operation === "list").map(({ kind }) => kind);

for (const { kind, store, title, one, many, fileName, columns, filter, filterValue } of kinds) {
  describe(title, () => {
    test("are filtered, chosen, deactivated, reported and put back, and the log names them", async (t) => {
      const { page } = await openConnected(t);
      await showKind(page, title);
      await waitForCount(page, `12 ${many}`);
      await field(page, filter).fill(filterValue);
      await button(page, "Load").click();
      await row(page, 45).waitFor();
      await button(page, "Clear filter").click();
      await waitForCount(page, `12 ${many}`);

      await checkbox(page, 43).check();
      await checkbox(page, 45).click({ modifiers: ["Shift"] });
      await page.getByText(`3 ${many} selected`).waitFor();
      await button(page, "Check 3").click();
      await waitForState(page, 43, "Active");
      sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [600, 600], operations: ["deactivate"] });
      await button(page, "Deactivate 3").click();
      await dialog(page)
        .getByRole("heading", { name: `Deactivate 3 ${many}?`, exact: true })
        .waitFor();
      await dialog(page).getByText(`a view of the ${one}.`).waitFor();
      await button(page, `Deactivate 3 ${many}`).click();
      await runBar(page).getByText(`Deactivating 3 ${many}`, { exact: true }).waitFor();
      assert.match(await page.title(), new RegExp(`^\\d+% · Deactivating ${many} · MySafe$`));
      await waitForEnd(page, `3 ${many} inactive`);
      sandbox.setFaults(0);
      await waitForState(page, 44, "Inactive");
      assert.deepEqual(inactiveItems(sandbox), [`${kind} 43`, `${kind} 44`, `${kind} 45`]);

      await button(page, "See the report").click();
      await page.getByRole("article", { name: `1. Deactivate 3 ${many} · ` }).waitFor();
      assert.deepEqual(await counts(page), { Done: 3 });
      await assertAccessible(page, "the report");
      const json = await saveFile(page, "JSON");
      assert.ok(json.name.startsWith(`mysafe-deactivate-${fileName}-`), json.name);
      assert.equal(JSON.parse(json.text).kind, kind);
      const csv = await saveFile(page, "CSV");
      assert.ok(csv.text.split("\r\n")[1]?.startsWith(`43,${kind},`), csv.text);

      await button(page, "Undo: activate 3").click();
      await dialog(page).getByText(`Activate the 3 ${many} that this run deactivated:`).waitFor();
      await button(page, `Activate 3 ${many}…`).click();
      await button(page, `Activate 3 ${many}`).click();
      await waitForEnd(page, `3 ${many} active`);
      assert.deepEqual(inactiveItems(sandbox), []);
      await page.getByRole("article", { name: `2. Undo 1: activate 3 ${many} · ` }).waitFor();

      await openView(page, "Log");
      const lines = await logLines(page);
      assert.deepEqual(lines.filter((line) => !line.startsWith("Saved")).slice(0, 5), [
        `Activation of ${many} ended: 3 done`,
        `Activating 3 ${many}`,
        `Deactivation of ${many} ended: 3 done`,
        `Deactivating 3 ${many}`,
        `Checked 3 ${many}`,
      ]);
      assert.deepEqual([...new Set(sandbox.changes.map((change) => change.kind))], [kind]);
    });

    test("have their columns, which are searched and sorted", async (t) => {
      const { page } = await openConnected(t);
      await showKind(page, title);
      const headers = await page.getByRole("columnheader").allInnerTexts();
      assert.deepEqual(
        headers.map((text) => text.trim()).filter((text) => text !== ""),
        ["Name", ...columns, "Identifier", "Permissions", "State", "Actions"],
      );
      const texts = new Map(
        sandbox[store].list().map((item) => [
          item.identifier,
          columns.map((column) => {
            const key = { URL: "url", Username: "username", Tags: "tags" }[column];
            return String(Reflect.get(item, key) ?? "");
          }),
        ]),
      );
      for (const [at, column] of columns.entries()) {
        const text = texts.get("44")?.[at] ?? "";
        await row(page, 44)
          .getByRole("gridcell", { name: text.replace("https://", ""), exact: true })
          .first()
          .waitFor();
        await page.getByRole("searchbox").fill(text.toUpperCase());
        const found = [...texts.values()].filter((each) => each.some((other) => other.includes(text))).length;
        await waitForCount(page, found === 12 ? `12 ${many}` : `${found} of 12 ${many}`);
        await page.getByRole("searchbox").fill("");
        await button(page, column).click();
        const header = page.getByRole("columnheader", { name: column, exact: true });
        assert.equal(await header.getAttribute("aria-sort"), "ascending");
        const least =
          [...texts.values()].map((each) => each[at] ?? "").sort((a, b) => a.localeCompare(b, "en"))[0] ?? "";
        const first = await page.locator('[aria-rowindex="2"]').innerText();
        assert.ok(first.includes(least.replace("https://", "")), `${first} is not the first by ${column}: ${least}`);
      }
      await assertAccessible(page, title);
    });

    test("take their columns to a line below the name in a narrow window", async (t) => {
      for (const width of [390, 320]) {
        const { page } = await openConnected(t, { viewport: { width, height: 844 }, hasTouch: true });
        await showKind(page, title);
        const rowOf = row(page, 43);
        await rowOf.scrollIntoViewIfNeeded();
        const [whole, name, ...others] = await Promise.all(
          [
            rowOf,
            rowOf.locator(".cell-name"),
            rowOf.locator(".cell-actions"),
            ...(await rowOf.locator(".cell-column").all()),
          ].map(async (part) => {
            const box = await part.boundingBox();
            assert.ok(box);
            return box;
          }),
        );
        const [actions, ...cells] = others;
        assert.ok(whole && name && actions);
        assert.equal(cells.length, columns.length);
        for (const cell of cells) {
          assert.ok(cell.y >= name.y + name.height, "below the name");
          assert.ok(cell.x + cell.width <= whole.x + whole.width, "inside the row");
        }
        assert.ok(actions.x + actions.width <= whole.x + whole.width, "the actions are inside the row");
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
        await page.context().close();
      }
    });

    test("never bring a stored value to the page", async (t) => {
      const { page } = await openConnected(t);
      await showKind(page, title);
      await button(page, "Check visible").click();
      await waitForState(page, 43, "Active");
      const html = await page.content();
      const values = sandbox[store].list().flatMap((item) =>
        ["clientSecret", "password", "secretKey", "note"].flatMap((key) => {
          const value = Reflect.get(item, key);
          return typeof value === "string" && value !== "" ? [value] : [];
        }),
      );
      assert.ok(values.length >= 12);
      for (const value of values) assert.ok(!html.includes(value));
    });
  });
}

describe("the choice of the kind", () => {
  test("loads a list at its first use, keeps it, and starts with API secrets on each connection", async (t) => {
    const { page } = await openConnected(t);
    await showKind(page, "Notes");
    await showKind(page, "Passwords");
    await showKind(page, "Notes");
    await showKind(page, "API secrets");
    assert.deepEqual(listedKinds(), ["apiSecret", "note", "password"]);
    await openView(page, "Log");
    assert.deepEqual((await logLines(page)).slice(0, 2), ["12 passwords listed", "12 notes listed"]);
    await openView(page, "Items");
    await showKind(page, "Notes");
    await button(page, "Disconnect").click();
    await connect(page);
    await page.getByRole("grid", { name: "API secrets" }).waitFor();
    await showKind(page, "Notes");
    assert.deepEqual(listedKinds(), ["apiSecret", "note", "password", "apiSecret", "note"]);
  });

  test("works with the keyboard, and is announced", async (t) => {
    const { page } = await openConnected(t);
    const group = page.getByRole("group", { name: "Kind" });
    await group.getByRole("radio", { name: "API secrets" }).focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await focusedName(page), "Passwords");
    await page.getByRole("grid", { name: "Passwords" }).waitFor();
    const status = page.getByRole("status");
    await status.getByText("Showing 12 of 12 passwords").waitFor({ state: "attached" });
    await page.keyboard.press("ArrowRight");
    await status.getByText("Showing 12 of 12 notes").waitFor({ state: "attached" });
    assert.equal(await group.getByRole("radio", { name: "Notes" }).isChecked(), true);
    await page.keyboard.press("Tab");
    assert.equal(await focusedName(page), "Name, identifier, tags");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focusedName(page), "Passwords");
  });

  test("is visible with forced colours", async (t) => {
    const { page } = await openConnected(t, { forcedColors: "active" });
    const colours = await page
      .getByRole("group", { name: "Kind" })
      .locator("span")
      .evaluateAll((spans) => spans.map((span) => getComputedStyle(span).backgroundColor));
    assert.equal(colours.length, 3);
    assert.notEqual(colours[0], colours[1]);
    assert.equal(colours[1], colours[2]);
  });

  test("shows for each kind whether its list failed", async (t) => {
    const { page } = await openConnected(t);
    sandbox.next({ kind: "password", operation: "list", fault: "server-error", status: 500, times: 5 });
    await page.getByRole("radio", { name: "Passwords" }).check();
    await page.getByRole("alert").getByText("The list of passwords couldn’t be loaded").waitFor();
    assert.equal(await page.getByText("No passwords to show").count(), 0);
    assert.equal(await button(page, "Check visible").getAttribute("aria-disabled"), "true");
    await assertAccessible(page, "not loaded");
    await showKind(page, "API secrets");
    assert.equal(await page.getByText("couldn’t be loaded").count(), 0);
    sandbox.next({ kind: "note", operation: "list", fault: "no-route", times: 5 });
    await page.getByRole("radio", { name: "Notes" }).check();
    await page.getByText("doesn’t offer notes to this access key.").waitFor();
    await page.getByRole("radio", { name: "Passwords" }).check();
    await page.getByRole("alert").getByText("The list of passwords couldn’t be loaded").waitFor();
    await button(page, "Reload").click();
    await waitForCount(page, "12 passwords");
    await openView(page, "Log");
    await page.getByText("The list of notes couldn’t be loaded (ROUTE_NOT_FOUND)").waitFor();
  });
});

test("in Portuguese, the texts agree with each kind", async (t) => {
  const { page } = await openConnected(t, { locale: "en-US" });
  await button(page, "PT: português do Brasil").click();
  await page.getByRole("heading", { name: "Segredos de API", exact: true }).waitFor();
  const run = page.getByRole("region", { name: "Execução" });
  for (const [title, one, many, off, offOnes] of /** @type {const} */ ([
    ["Senhas", "senha", "senhas", "inativa", "inativas"],
    ["Notas", "nota", "notas", "inativa", "inativas"],
    ["Segredos de API", "segredo de API", "segredos de API", "inativo", "inativos"],
  ])) {
    await page.getByRole("radio", { name: title, exact: true }).check();
    await page.getByText(`12 ${many}`, { exact: true }).waitFor();
    for (const [identifiers, noun, state] of /** @type {const} */ ([
      [[43], one, off],
      [[44, 45, 46], many, offOnes],
    ])) {
      for (const identifier of identifiers) await checkbox(page, identifier).check();
      await button(page, `Desativar ${identifiers.length}`).click();
      await button(page, `Desativar ${identifiers.length} ${noun}`).click();
      await run.getByText(`${identifiers.length} ${noun} ${state}`, { exact: true }).waitFor();
      await button(page, "Limpar").click();
    }
    await button(page, "Ver o relatório").click();
    await page
      .getByText(new RegExp(`^Foi desativad${off.at(-1)} às \\d\\d:\\d\\d\\.$`))
      .first()
      .waitFor();
    await button(page, "Desfazer: ativar 3").click();
    const article = off.endsWith("a") ? "as" : "os";
    await dialog(page).getByText(`Ativar ${article} 3 ${many} que esta execução desativou:`).waitFor();
    await button(page, `Ativar 3 ${many}…`).click();
    await dialog(page).getByText(`voltará a entregá-l${article}.`).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Itens/ }).click();
  }
  assert.equal(inactiveItems(sandbox).length, 12);
  await page.getByRole("button", { name: /^Registro/ }).click();
  assert.deepEqual((await logLines(page, "Esta visita")).slice(0, 7), [
    "Desativação de segredos de API terminou: 3 feitos",
    "Desativando 3 segredos de API",
    "Desativação de segredos de API terminou: 1 feito",
    "Desativando 1 segredo de API",
    "Desativação de notas terminou: 3 feitos",
    "Desativando 3 notas",
    "Desativação de notas terminou: 1 feito",
  ]);
});
