// @ts-check
// Connecting, and wiping the credentials.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import {
  assertAccessible,
  button,
  connect,
  credentials,
  field,
  fill,
  focusedName,
  openView,
  pageAndSandbox,
  row,
} from "./visit.mjs";

const { sandbox, openPage, openConnected, url, operations } = pageAndSandbox({
  clients: [credentials, { clientId: "of a tenant", clientSecret: "tenant-c4nary", tenant: "acme" }],
});

describe("connecting", () => {
  test("with an access key lists the secrets", async (t) => {
    const { page } = await openPage(t);
    assert.equal(await field(page, "Address of MySafe").inputValue(), url());
    await connect(page);
    await row(page, 43).waitFor();
    assert.deepEqual(operations(), ["list"]);
    await openView(page, "Log");
    await page.getByText(`Connected to ${url()}; 60 API secrets listed`).waitFor();
  });

  test("with a bearer token requests no other token", async (t) => {
    const { page } = await openPage(t);
    const basic = Object.values(credentials).map((part) => encodeURIComponent(part).replaceAll("%20", "+"));
    const answer = await fetch(`${url()}/api/oauth2/token?grant_type=client_credentials`, {
      headers: { authorization: `Basic ${btoa(basic.join(":"))}`, accept: "application/json" },
    });
    const { access_token: token } = await answer.json();
    await page.getByRole("radio", { name: "Bearer token" }).check();
    await page.getByRole("textbox", { name: "Bearer token", exact: true }).fill(token);
    await button(page, "Connect").click();
    await row(page, 43).waitFor();
    assert.equal(sandbox.tokenRequests, 1, "only the test's own request");
  });

  test("with a tenant works for a client that needs one", async (t) => {
    const { page } = await openPage(t);
    await fill(page, { clientId: "of a tenant", clientSecret: "tenant-c4nary" });
    await button(page, "Connect").click();
    await page.getByRole("alert").getByRole("group").waitFor();
    await page.getByText("More", { exact: true }).click();
    await field(page, "Tenant").fill("acme");
    await button(page, "Connect").click();
    await row(page, 43).waitFor();
  });

  test("with empty fields marks them and sends nothing", async (t) => {
    const { page } = await openPage(t);
    await field(page, "Address of MySafe").fill("");
    await button(page, "Connect").click();
    assert.equal(await page.getByText("Required", { exact: true }).count(), 3);
    assert.equal(await focusedName(page), "Address of MySafe");
    await assertAccessible(page, "empty fields");
    assert.equal(sandbox.requests.length, 0);
  });

  test("can be cancelled", async (t) => {
    const { page } = await openPage(t);
    sandbox.next({ operation: "list", fault: "stall" });
    await fill(page);
    await button(page, "Connect").click();
    assert.equal(await field(page, "Client secret").isEditable(), false);
    while (sandbox.pendingSteps > 0) await setTimeout(10); // until the sandbox has the request
    await assertAccessible(page, "connecting");
    await button(page, "Cancel").click();
    await button(page, "Connect").click();
    await row(page, 43).waitFor();
  });

  test("with a double click connects once", async (t) => {
    const { page } = await openPage(t);
    await fill(page);
    await button(page, "Connect").dblclick();
    await row(page, 43).waitFor();
    assert.deepEqual(operations(), ["list"]);
  });
});

describe("the credentials", () => {
  test("can be shown and hidden while they are typed", async (t) => {
    const { page } = await openPage(t);
    await fill(page);
    assert.equal(await field(page, "Client secret").getAttribute("type"), "password");
    await button(page, "Show: Client secret").click();
    assert.equal(await field(page, "Client secret").getAttribute("type"), "text");
    await button(page, "Hide: Client secret").click();
    assert.equal(await field(page, "Client secret").getAttribute("type"), "password");
  });

  test("are wiped by Disconnect, with the list", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "Disconnect").click();
    await page.getByText("Disconnected", { exact: true }).waitFor();
    assert.equal(await field(page, "Client ID").inputValue(), "");
    assert.equal(await field(page, "Client secret").inputValue(), "");
    assert.equal(await focusedName(page), "Switch API secrets, passwords and notes off and on");
    assert.equal(await row(page, 43).count(), 0);
    await assertAccessible(page, "disconnected");
  });

  test("are wiped when the page is left, even if the back/forward cache keeps it", async (t) => {
    const { page } = await openConnected(t);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    await page.getByText("You left the page", { exact: true }).waitFor();
    assert.equal(await field(page, "Client secret").inputValue(), "");
    await fill(page);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    assert.equal(await field(page, "Client secret").inputValue(), "", "also before connecting");
  });
});

test("the workspace can be loaded again after its module failed to load", async (t) => {
  const { page } = await openPage(t);
  await page.route("**/workspace-view*.js", (route) => route.abort());
  await fill(page);
  await button(page, "Connect").click();
  await page.getByText("The rest of this page did not load", { exact: true }).waitFor();
  await assertAccessible(page, "workspace not loaded");
  await page.unroute("**/workspace-view*.js");
  await button(page, "Try again").click();
  await row(page, 43).waitFor();
});
