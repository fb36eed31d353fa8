// @ts-check
// Connecting, saying why not, and forgetting the credentials again.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import {
  accessible,
  button,
  connect,
  credentials,
  dialog,
  ended,
  field,
  fill,
  focused,
  look,
  pageAndSandbox,
  row,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, visit, enter, url, arrived } = pageAndSandbox({
  clients: [credentials, { clientId: "of a tenant", clientSecret: "tenant-c4nary", tenant: "acme" }],
});

/**
 * Presses Connect and waits until the page says this.
 * @param {Page} page
 * @param {string} title
 */
async function refused(page, title) {
  await button(page, "Connect").click();
  await page.getByRole("alert").getByText(title, { exact: true }).waitFor();
}

describe("connecting", () => {
  test("with an access key lists the secrets", async (t) => {
    const { page } = await visit(t);
    assert.equal(await field(page, "Address of MySafe").inputValue(), url());
    await connect(page);
    await row(page, 43).waitFor();
    assert.deepEqual(arrived(), ["list"]);
    await look(page, "Log");
    await page.getByText(`Connected to ${url()}; 60 secrets listed`).waitFor();
  });

  test("with a bearer token", async (t) => {
    const { page } = await visit(t);
    const basic = Object.values(credentials).map((part) => encodeURIComponent(part).replaceAll("%20", "+"));
    const answer = await fetch(`${url()}/api/oauth2/token?grant_type=client_credentials`, {
      headers: { authorization: `Basic ${btoa(basic.join(":"))}`, accept: "application/json" },
    });
    const { access_token: token } = await answer.json();
    await page.getByRole("radio", { name: "Bearer token" }).check();
    await page.getByRole("textbox", { name: "Bearer token", exact: true }).fill(token);
    await button(page, "Connect").click();
    await row(page, 43).waitFor();
    assert.equal(sandbox.tokenRequests, 1, "the page asked for none");
  });

  test("with a tenant, where one is needed", async (t) => {
    const { page } = await visit(t);
    await fill(page, { clientId: "of a tenant", clientSecret: "tenant-c4nary" });
    await button(page, "Connect").click();
    await page.getByRole("alert").getByRole("group").waitFor();
    await page.getByText("More", { exact: true }).click();
    await field(page, "Tenant").fill("acme");
    await button(page, "Connect").click();
    await row(page, 43).waitFor();
  });

  test("points out what is empty, and sends nothing", async (t) => {
    const { page } = await visit(t);
    await field(page, "Address of MySafe").fill("");
    await button(page, "Connect").click();
    assert.equal(await page.getByText("This is needed", { exact: true }).count(), 3);
    assert.equal(await focused(page), "Address of MySafe");
    await accessible(page, "empty fields");
    assert.equal(sandbox.requests.length, 0);
  });

  test("can be given up", async (t) => {
    const { page } = await visit(t);
    sandbox.next({ operation: "list", fault: "stall" });
    await fill(page);
    await button(page, "Connect").click();
    assert.equal(await field(page, "Client secret").isEditable(), false);
    while (sandbox.pendingSteps > 0) await setTimeout(10); // until MySafe has the request
    await accessible(page, "connecting");
    await button(page, "Cancel").click();
    await button(page, "Connect").click();
    await row(page, 43).waitFor();
  });

  test("twice in a hurry connects once", async (t) => {
    const { page } = await visit(t);
    await fill(page);
    await button(page, "Connect").dblclick();
    await row(page, 43).waitFor();
    assert.deepEqual(arrived(), ["list"]);
  });
});

describe("whose fault it is", () => {
  test("the credentials'; corrected, they work", async (t) => {
    const { page } = await visit(t);
    await fill(page, { ...credentials, clientSecret: "wrong" });
    await refused(page, "The credentials were refused");
    await accessible(page, "refused credentials");
    await page.getByText("Details").click();
    await page.getByRole("alert").getByText("UNAUTHORIZED").waitFor();
    await fill(page, credentials);
    await button(page, "Connect").click();
    await row(page, 43).waitFor();
  });

  test("the address's, where something else answers", async (t) => {
    const other = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html", "access-control-allow-origin": "*" });
      response.end("<h1>Welcome</h1>");
    });
    await new Promise((listening) => other.listen(0, "127.0.0.1", () => listening(undefined)));
    t.after(() => other.close());
    const { page } = await visit(t);
    const { port } = /** @type {import("node:net").AddressInfo} */ (other.address());
    // Without a preflight that it does not answer, the page sees what is there.
    await page.route(`http://127.0.0.1:${port}/**`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: "<h1>Welcome</h1>",
        headers: { "access-control-allow-origin": "*" },
      }),
    );
    await fill(page, { ...credentials, address: `http://127.0.0.1:${port}` });
    await refused(page, "Something else answers at this address");
  });

  test("the address's, where nothing answers", async (t) => {
    const { page } = await visit(t);
    const gone = await serve(sandbox);
    await gone.close();
    await fill(page, { ...credentials, address: gone.url });
    await refused(page, "Nothing answers at this address");
  });

  test("the address's, where it is none", async (t) => {
    const { page } = await visit(t);
    await fill(page, { ...credentials, address: "vault.example" });
    await refused(page, "This cannot be sent as it is");
    await page.getByText("Details").click();
    await page
      .getByRole("alert")
      .getByText(/baseUrl/)
      .waitFor();
    assert.equal(sandbox.requests.length, 0);
  });

  test("CORS's, when MySafe does not allow the page", async (t) => {
    const strict = await serve(createSandbox({ clients: [credentials], cors: false }));
    t.after(() => strict.close());
    const { page } = await visit(t);
    await fill(page, { ...credentials, address: strict.url });
    await refused(page, "MySafe does not allow this page (CORS)");
    await page.getByRole("alert").getByText(`allow the origin ${url()}`).waitFor();
  });

  test("the address's or the credentials', when the gateway does not say which", async (t) => {
    const { page } = await visit(t);
    sandbox.next({ operation: "list", fault: "no-route" });
    await fill(page);
    await refused(page, "No MySafe API at this address, or the credentials were refused");
  });

  test("the server's", async (t) => {
    const { page } = await visit(t);
    sandbox.next({ operation: "list", fault: "server-error", status: 500, times: 5 });
    await fill(page);
    await refused(page, "MySafe failed on its side");
  });

  test("the network's", async (t) => {
    const { page } = await visit(t);
    await fill(page);
    await page.context().setOffline(true);
    await page.route("**/api/**", (route) => route.abort());
    // The page's other half would not load either.
    await refused(page, "Something in this page broke");
    await page.context().setOffline(false);
    await page.unroute("**/api/**");
    await button(page, "Connect").click();
    await row(page, 43).waitFor();
  });

  test("a pasted space's is told beforehand", async (t) => {
    const { page } = await visit(t);
    await fill(page, { clientSecret: `${credentials.clientSecret} ` });
    await page.getByText("Begins or ends with a space, and is sent that way", { exact: true }).waitFor();
  });
});

describe("the credentials", () => {
  test("can be looked at while they are typed", async (t) => {
    const { page } = await visit(t);
    await fill(page);
    assert.equal(await field(page, "Client secret").getAttribute("type"), "password");
    await button(page, "Show: Client secret").click();
    assert.equal(await field(page, "Client secret").getAttribute("type"), "text");
    await button(page, "Hide: Client secret").click();
    assert.equal(await field(page, "Client secret").getAttribute("type"), "password");
  });

  test("are gone after Disconnect, and the list with them", async (t) => {
    const { page } = await enter(t);
    await button(page, "Disconnect").click();
    await page.getByText("Disconnected", { exact: true }).waitFor();
    assert.equal(await field(page, "Client ID").inputValue(), "");
    assert.equal(await field(page, "Client secret").inputValue(), "");
    assert.equal(await focused(page), "Switch API secrets off and on");
    assert.equal(await row(page, 43).count(), 0);
    await accessible(page, "disconnected");
  });

  test("are gone once the page is left, even when the browser keeps it for later", async (t) => {
    const { page } = await enter(t);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    await page.getByText("The page was left", { exact: true }).waitFor();
    assert.equal(await field(page, "Client secret").inputValue(), "");
    await fill(page);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    assert.equal(await field(page, "Client secret").inputValue(), "", "also those that are only typed in");
  });
});

describe("ten idle minutes", () => {
  test("lock the page, which says so; reports stay", async (t) => {
    const { page } = await enter(t, { clock: true });
    await button(page, "Deactivate Metrics (staging), 43").click();
    await button(page, "Deactivate 1 secret").click();
    await ended(page, "1 secret inactive");
    await page.getByText("Locks after 10 minutes without you").waitFor({ state: "attached" });

    await page.clock.fastForward("09:30");
    await page.getByText(/^Locks in 0:(30|29|28)$/).waitFor();
    await accessible(page, "about to lock");
    await page.clock.fastForward("00:31");
    await page.getByText("Locked", { exact: true }).waitFor();
    assert.equal(await page.getByRole("grid").count(), 0);
    assert.equal(await focused(page), "Switch API secrets off and on");
    await accessible(page, "locked");

    await connect(page);
    await look(page, "Reports");
    await page.getByText("It is inactive now.").waitFor();
    await look(page, "Log");
    await page.getByText("Locked after ten idle minutes; credentials wiped").waitFor();
  });

  test("begin anew with whatever somebody does", async (t) => {
    const { page } = await enter(t, { clock: true });
    await page.clock.fastForward("09:30");
    await button(page, "Stay").click();
    await page.clock.fastForward("09:00");
    await page.keyboard.press("Tab");
    await page.clock.fastForward("09:00");
    assert.equal(await page.getByRole("grid").count(), 1);
    await page.clock.fastForward("01:00");
    await page.getByText("Locked", { exact: true }).waitFor();
  });

  test("that a machine slept through count, and what wakes it does not", async (t) => {
    const { page } = await enter(t, { clock: true });
    await page.clock.setSystemTime(Date.now() + 3_600_000); // no timer has run meanwhile
    await page.mouse.move(200, 300);
    await page.getByText("Locked", { exact: true }).waitFor();
  });

  test("do not end a batch that runs, but one that is paused", async (t) => {
    const { page } = await enter(t, { clock: true });
    const delay = 500;
    sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [delay, delay], operations: ["deactivate"] });
    await page.getByRole("checkbox", { name: /^Choose all/ }).check();
    await button(page, "Deactivate 60").click();
    await dialog(page).getByLabel("That is many. Type 60 to go on").fill("60");
    await button(page, "Deactivate 60 secrets").click();
    await page.getByText("Does not lock while a batch runs").waitFor({ state: "attached" });
    await button(page, "Pause").click();
    // What was sent by then is answered first: without an answer for ten minutes, it would end as an outage.
    for (let changes = -1; changes !== sandbox.changes.length; ) {
      changes = sandbox.changes.length;
      await page.waitForTimeout(2 * delay);
    }
    await page.clock.fastForward("10:01");
    await page.getByText("Locked", { exact: true }).waitFor();
    sandbox.setFaults(0);
    await connect(page);
    await look(page, "Reports");
    await page.getByText("The run ended early").waitFor();
  });
});

test("what is needed once connected may fail to load, and is asked for again", async (t) => {
  const { page } = await visit(t);
  await page.route("**/workspace-view*.js", (route) => route.abort());
  await fill(page);
  await button(page, "Connect").click();
  await page.getByText("The rest of this page did not load", { exact: true }).waitFor();
  await accessible(page, "half a page");
  await page.unroute("**/workspace-view*.js");
  await button(page, "Try again").click();
  await row(page, 43).waitFor();
});
