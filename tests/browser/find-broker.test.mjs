// @ts-check
// What is offered behind a broker, which takes stored values out of what it passes on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pageAndTeam } from "./team.mjs";
import { button, checkbox, dialog } from "./visit.mjs";

const { sandbox, openAs, operations } = pageAndTeam({ secrets: 6, passwords: 6 });

test("the search for leaked values is not offered without the right to see values: all would be unseen", async (t) => {
  const { page } = await openAs(t, "Ana");
  await button(page, "Paste a list").waitFor();
  for (const kind of ["API secrets", "Passwords", "Notes"]) {
    await page.getByRole("radio", { name: kind, exact: true }).check();
    assert.equal(await button(page, "Find leaked values").count(), 0, kind);
  }
});

test("what names an item is compared with a pasted text, from answers without stored values", async (t) => {
  const { page } = await openAs(t, "Ana");
  /** @type {string[]} */
  const answers = [];
  await page.route(/secretapi\/\d/, async (route) => {
    const response = await route.fetch();
    answers.push(await response.text());
    await route.fulfill({ response });
  });
  const { clientId } = sandbox.secrets.get(45) ?? assert.fail();
  await button(page, "Paste a list").click();
  await dialog(page).getByRole("textbox").fill(`It was ${clientId}.`);
  await dialog(page).getByText("A list of API secrets doesn’t show").click();
  await button(page, "Open 6 API secrets").click();
  await dialog(page).getByText("6 API secrets opened and compared with the text.").waitFor();
  await button(page, "Select 1 API secret").click();
  assert.equal(await checkbox(page, 45).isChecked(), true);
  assert.deepEqual(operations().slice(-6), Array(6).fill("get"));
  const texts = answers.join();
  assert.ok(texts.includes(clientId));
  for (const { clientSecret } of sandbox.secrets.list()) assert.ok(!texts.includes(clientSecret));
});
