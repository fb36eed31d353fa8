// @ts-check
// The causes of a failed connection.

import { createServer } from "node:http";
import { describe, test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { serveTarget } from "../../scripts/dev/target.mjs";
import { assertAccessible, button, credentials, fill, pageAndSandbox, row } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openPage, url } = pageAndSandbox();

/**
 * Presses Connect and waits for the error with this title.
 * @param {Page} page
 * @param {string} title
 */
async function expectFault(page, title) {
  await button(page, "Connect").click();
  await page.getByRole("alert").getByText(title, { exact: true }).waitFor();
}

describe("the cause of a failed connection", () => {
  test("is the credentials, and corrected ones connect", async (t) => {
    const { page } = await openPage(t);
    await fill(page, { ...credentials, clientSecret: "wrong" });
    await expectFault(page, "The credentials were refused");
    await assertAccessible(page, "refused credentials");
    await page.getByText("Details", { exact: true }).click();
    await page.getByRole("alert").getByText("UNAUTHORIZED").waitFor();
    await fill(page, credentials);
    await button(page, "Connect").click();
    await row(page, 43).waitFor();
  });

  test("is the address if another server answers", async (t) => {
    const other = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html", "access-control-allow-origin": "*" });
      response.end("<h1>Welcome</h1>");
    });
    await new Promise((listening) => other.listen(0, "127.0.0.1", () => listening(undefined)));
    t.after(() => other.close());
    const { page } = await openPage(t);
    const { port } = /** @type {import("node:net").AddressInfo} */ (other.address());
    // The server answers no preflight, so Playwright answers for it.
    await page.route(`http://127.0.0.1:${port}/**`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: "<h1>Welcome</h1>",
        headers: { "access-control-allow-origin": "*" },
      }),
    );
    await fill(page, { ...credentials, address: `http://127.0.0.1:${port}` });
    await expectFault(page, "Something else answers at this address");
  });

  test("is the address if no server answers", async (t) => {
    const { page } = await openPage(t);
    const closed = await serve(sandbox);
    await closed.close();
    await fill(page, { ...credentials, address: closed.url });
    await expectFault(page, "Nothing answers at this address");
  });

  test("is CORS if MySafe does not allow the page's origin", async (t) => {
    const strict = await serve(createSandbox({ clients: [credentials], cors: false }));
    t.after(() => strict.close());
    const { page } = await openPage(t);
    await fill(page, { ...credentials, address: strict.url });
    await expectFault(page, "MySafe doesn’t allow this page (CORS)");
    await page.getByRole("alert").getByText(`allow the origin ${url()}`).waitFor();
    await page.getByRole("alert").getByText(`npm start -- --target ${strict.url}`, { exact: true }).waitFor();
    await assertAccessible(page, "CORS");
  });

  test("is the address or the credentials if the gateway has no such route", async (t) => {
    const { page } = await openPage(t);
    sandbox.next({ operation: "list", fault: "no-route" });
    await fill(page);
    await expectFault(page, "No MySafe API at this address, or the credentials were refused");
  });

  test("is the server after a 500", async (t) => {
    const { page } = await openPage(t);
    sandbox.next({ operation: "list", fault: "server-error", status: 500, times: 5 });
    await fill(page);
    await expectFault(page, "MySafe, or a server in front of it, failed or refused");
  });

  test("is MySafe behind the server of this page, and not MySafe itself, if that server does not reach it", async (t) => {
    const closed = await serve(createSandbox());
    await closed.close();
    const between = await serveTarget({ target: new URL(closed.url), port: 0, onProblem: () => {} });
    t.after(() => between.close());
    const { page } = await openPage(t);
    await page.goto(between.url);
    await fill(page);
    await expectFault(page, "The server of this page got no answer from MySafe");
    await page
      .getByRole("alert")
      .getByText(`It should have come from ${closed.url}, through ${between.url}.`)
      .waitFor();
    await page.getByText("Details", { exact: true }).click();
    await page.getByRole("alert").getByText("was not reached: nothing listens there").waitFor();
    await assertAccessible(page, "MySafe not reached");
  });

  for (const hasTried of [false, true]) {
    test(`is the server of this page if that forwards, and has ended ${hasTried ? "after" : "before"} a first try`, async (t) => {
      const target = await serve(createSandbox({ clients: [credentials] }));
      t.after(() => target.close());
      const between = await serveTarget({ target: new URL(target.url), port: 0 });
      const { page } = await openPage(t);
      await page.goto(between.url);
      const explanation = page.waitForResponse(/\/fault-[^/]*\.js$/);
      await fill(page, { ...credentials, clientSecret: "wrong" });
      await (await explanation).finished();
      if (hasTried) await expectFault(page, "The credentials were refused");
      await between.close();
      await expectFault(page, "The server of this page doesn’t answer");
      await page.getByRole("alert").getByText(`This page reaches ${target.url} through ${between.url}`).waitFor();
    });
  }

  test("is told in short if what explains it does not load", async (t) => {
    const { page } = await openPage(t);
    await page.route("**/fault-*.js", (route) => route.abort());
    await fill(page, { ...credentials, clientSecret: "wrong" });
    await expectFault(page, "MySafe refused the credentials.");
    await page.getByText("Details", { exact: true }).click();
    await page.getByRole("alert").getByText("UNAUTHORIZED").waitFor();
  });

  test("is the page if it is offline before the client has loaded, and connecting works once online", async (t) => {
    const { page } = await openPage(t);
    await fill(page);
    await page.context().setOffline(true);
    await page.route("**/api/**", (route) => route.abort());
    // The client's module does not load either, so the error is an internal one.
    await expectFault(page, "Something on this page broke.");
    await page.context().setOffline(false);
    await page.unroute("**/api/**");
    await button(page, "Connect").click();
    await row(page, 43).waitFor();
  });

  test("can be a pasted space, which a hint shows before connecting", async (t) => {
    const { page } = await openPage(t);
    await fill(page, { clientSecret: `${credentials.clientSecret} ` });
    await page.getByText("Starts or ends with a space, and is sent that way", { exact: true }).waitFor();
  });
});
