// The command, the packaged page, oidc-provider and Chromium: what people do, and what the audit has of it.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { launchChromium } from "../../../tests/browser/chromium.mjs";
import {
  button,
  checkbox,
  counts,
  runBar,
  waitForCount,
  waitForEnd,
  waitForState,
} from "../../../tests/browser/visit.mjs";
import { registered, serveProvider, signInBy } from "../oidc/provider.mjs";
import { runtimeBench, until } from "../runtime/bench.mjs";

const people = {
  "ana-1": { name: "Ana Lima", groups: ["responder", "staff"] },
  "vera-2": { name: "Vera Costa", groups: ["viewer"] },
};

let browser;
before(async () => {
  assert.ok(existsSync(new URL("../../page/index.html", import.meta.url)), "The page is not there. Run: npm run build");
  browser = await launchChromium();
});
after(() => browser?.close());

/** A broker of the command at `/team/`, with a new visitor before it. At its end, the page may have had no error. */
async function visit(t) {
  const bench = await runtimeBench(t);
  let address = "";
  const provider = await serveProvider({ people, brokers: () => [address] });
  t.after(() => provider.close());
  const config = {
    basePath: "/team",
    page: true,
    signIn: signInBy(provider),
  };
  bench.configure(config);
  const broker = await bench.up({ LOGIN: registered.clientSecret });
  address = `${broker.url}/team/`;
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const errors = [];
  const urls = [];
  context.on("page", (tab) => tab.on("pageerror", (error) => errors.push(String(error))));
  context.on("request", (request) => urls.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    // Chromium logs an error for each answer that is not 2xx.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource:"))
      errors.push(message.text());
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(errors, []);
    const own = urls.filter((url) => url.startsWith(broker.url));
    assert.doesNotMatch(decodeURIComponent(own.join(" ")), /c4nary|eyJ/, "no token and no secret is in an address");
  });
  await page.goto(address);
  return { ...bench, provider, broker, config, address, context, page };
}

/** Signs in at the provider. */
async function signInAs(page, person) {
  await button(page, "Sign in").click();
  await page.getByRole("button", { name: person, exact: true }).click();
  await waitForCount(page, "40 API secrets");
}

const switched = (audit) => audit().filter(({ operation }) => operation === "activate" || operation === "deactivate");

/** Asserts that every change that MySafe made has a begin and an end in the audit, and that no end claims another. */
function assertAudited({ audit, sandbox }, identity) {
  const records = switched(audit);
  const ends = records.filter(({ outcome }) => outcome === "changed");
  assert.deepEqual(
    ends.map((record) => [record.operation, record.identifier]).sort(),
    sandbox.changes.map((change) => [change.action, change.identifier]).sort(),
  );
  for (const end of ends) {
    assert.equal(end.identity, identity);
    assert.ok(records.some(({ event, id }) => event === "begin" && id === end.id));
  }
}

test("sign in, off, report, undo, audit, sign out", async (t) => {
  const bench = await visit(t);
  const { page, context, address, provider, sandbox, audit } = bench;
  await page.getByText("You don’t need an access key here").waitFor();
  await signInAs(page, "ana-1");
  assert.equal(page.url(), address);
  await page.getByRole("banner").getByText("Ana Lima").waitFor();
  await page.getByRole("banner").getByTitle("Roles: responder", { exact: true }).waitFor();

  for (const item of [43, 44]) await checkbox(page, item).check();
  await button(page, "Deactivate 2").click();
  await button(page, "Deactivate 2 API secrets").click();
  await waitForEnd(page, "2 API secrets inactive");
  assert.deepEqual(
    ["43", "44", "45"].map((item) => sandbox.secrets.get(item)?.active),
    [false, false, true],
  );
  await button(page, "See the report").click();
  assert.deepEqual(await counts(page), { Done: 2 });
  await button(page, "Undo: activate 2").click();
  await button(page, "Activate 2 API secrets…").click();
  await button(page, "Activate 2 API secrets").click();
  await waitForEnd(page, "2 API secrets active");
  assert.ok(sandbox.secrets.list().every(({ active }) => active));
  assertAudited(bench, "ana-1");
  assert.equal(switched(audit).length, 8);
  assert.ok(audit().some(({ operation, outcome }) => operation === "token" && outcome === "issued"));

  // The provider asks in a tab of its own, since the reports are here.
  const opened = context.waitForEvent("page");
  await button(page, "Sign out").click();
  const tab = await opened;
  await tab.waitForURL(`${provider.issuer}/session/end**`);
  assert.deepEqual(
    (await context.cookies(address)).filter(({ name }) => name.startsWith("mysafe")),
    [],
  );
  await tab.getByRole("button", { name: "Yes, sign me out" }).click();
  await tab.waitForURL(address);
  await button(tab, "Sign in").waitFor();
  await tab.close();
  // The provider has forgotten her too.
  await page.getByRole("status").getByText("Signed out").waitFor();
  const again = context.waitForEvent("page");
  await button(page, "Sign in").click();
  await (await again).getByRole("button", { name: "vera-2", exact: true }).waitFor();
});

test("a role that may only look is offered nothing else, and is refused everything else", async (t) => {
  const bench = await visit(t);
  const { page, context, address, sandbox, audit, secret } = bench;
  await signInAs(page, "vera-2");
  await page.getByText("You can look at API secrets here, but not activate or deactivate them.").waitFor();
  await checkbox(page, 43).check();
  await button(page, "Check 1").click();
  await waitForState(page, 43, "Active");
  assert.equal(await button(page, /(de)?activate/i).count(), 0);

  // What the page does not offer can be sent all the same.
  const issued = await context.request.post(`${address}token`, { headers: { origin: new URL(address).origin } });
  const token = secret((await issued.json()).access_token);
  const refused = await context.request.post(`${address}api/mysafe/secretapi/inactive/43`, {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(refused.status(), 403);
  assert.deepEqual(sandbox.changes, []);
  const [record, ...others] = switched(audit);
  assert.deepEqual(others, []);
  assert.deepEqual(
    [record.identity, record.identifier, record.outcome, record.status],
    ["vera-2", "43", "denied", 403],
  );
});

test("a session that ends in the middle of a batch: it waits, goes on after another sign-in, and its report is true", async (t) => {
  const bench = await visit(t);
  const { page, context, broker, sandbox, hold, held, release, write, configure, config } = bench;
  await signInAs(page, "ana-1");
  let asked = 0;
  hold(({ url }) => {
    if (!url.includes("/inactive/")) return false;
    asked += 1;
    return asked > 10;
  });
  await page.getByRole("checkbox", { name: "Select all 40 that match" }).check();
  await button(page, "Deactivate 40").click();
  await button(page, "Deactivate 40 API secrets").click();
  await until(() => held() > 0);
  // All that was sealed and signed with the former secret is over.
  write("next", "c4nary-another-secret-of-the-broker-instead");
  configure({ ...config, secret: { file: "next" } });
  broker.child.kill("SIGHUP");
  await broker.says(/The config was read again\./);
  release();
  await page.getByRole("alert").getByText("Your sign-in has ended").waitFor();
  await runBar(page).getByText("Waiting for you to sign in").waitFor();
  assert.ok(sandbox.changes.length < 40);

  // The provider still knows who it is, and the tab closes by itself.
  const opened = context.waitForEvent("page");
  await button(page, "Sign in again").click();
  const tab = await opened;
  if (!tab.isClosed()) await tab.waitForEvent("close");
  await waitForEnd(page, "40 API secrets inactive");
  await button(page, "See the report").click();
  assert.deepEqual(await counts(page), { Done: 40 });
  assert.ok(sandbox.secrets.list().every(({ active }) => !active));
  assert.equal(sandbox.changes.length, 40, "each was switched once");
  assertAudited(bench, "ana-1");
});
