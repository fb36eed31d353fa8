// @ts-check
// What stays when the connection is made again: for the same user of the same MySafe, and for nobody else.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { basePath, choosePerson, pageAndTeam } from "./team.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  connect,
  credentials,
  field,
  fill,
  pageAndSandbox,
  row,
  showKind,
  waitForCount,
  waitForState,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const other = { clientId: "another key", clientSecret: "another-c4nary-key" };
const { sandbox, openConnected } = pageAndSandbox({ clients: [credentials, other] });
const team = pageAndTeam({ secrets: 12 });

/** Chooses API secret 43 and note 44, and checks the first. @param {Page} page */
async function chooseAndCheck(page) {
  await checkbox(page, 43).check();
  await button(page, "Check 1").click();
  await waitForState(page, 43, "Inactive");
  await showKind(page, "Notes");
  await checkbox(page, 44).check();
}

/** @param {Page} page */
async function assertDropped(page) {
  await row(page, 43).getByTitle("Not checked yet").waitFor();
  assert.equal(await checkbox(page, 43).isChecked(), false);
  await showKind(page, "Notes");
  await row(page, 44).waitFor();
  assert.equal(await checkbox(page, 44).isChecked(), false);
  assert.equal(await page.getByRole("searchbox").inputValue(), "");
}

describe("a new connection", () => {
  test("to the same MySafe with the same key keeps selections and states, and tells when those were seen", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    sandbox.secrets.setActive(43, false);
    await chooseAndCheck(page);
    await page.clock.fastForward("10:01");
    await page.getByText("Locked", { exact: true }).waitFor();
    assert.doesNotMatch(await page.content(), /Metrics \(staging\)/);
    await connect(page);
    await page.getByText("1 API secret selected").waitFor();
    assert.equal(await checkbox(page, 43).isChecked(), true);
    await row(page, 43)
      .getByRole("gridcell", { name: /^Inactive as of \d\d:\d\d$/ })
      .waitFor();
    await page.getByText("1 state is from before you connected again").waitFor();
    for (const action of ["Activate", "Deactivate"]) {
      await button(page, `${action} Metrics (staging), 43`).waitFor(); // the state may have changed since
    }
    await assertAccessible(page, "connected again");
    await button(page, "Check it again").click();
    await row(page, 43).getByRole("gridcell", { name: "Inactive", exact: true }).waitFor();
    assert.equal(await page.getByText("from before you connected again").count(), 0);
    await showKind(page, "Notes");
    await page.getByText("1 note selected").waitFor();
  });

  test("with another key drops both, also for the first key later", async (t) => {
    const { page } = await openConnected(t);
    sandbox.secrets.setActive(43, false);
    await chooseAndCheck(page);
    await page.getByRole("searchbox").fill("a search");
    await button(page, "Disconnect").click();
    await fill(page, other);
    await button(page, "Connect").click();
    await page.getByText("No API secrets to show").or(page.getByRole("grid")).first().waitFor();
    await button(page, "Disconnect").click();
    await connect(page);
    await assertDropped(page);
  });

  test("with a bearer token drops both, since it does not say whose it is", async (t) => {
    const { page } = await openConnected(t);
    sandbox.secrets.setActive(43, false);
    await chooseAndCheck(page);
    await button(page, "Disconnect").click();
    const answer = await page.request.post(new URL("/api/oauth2/token", page.url()).href, {
      form: {
        grant_type: "client_credentials",
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
      },
    });
    const { access_token: token } = await answer.json();
    await page.getByRole("radio", { name: "Bearer token" }).check();
    await field(page, "Bearer token").last().fill(token);
    await button(page, "Connect").click();
    await page.getByRole("grid").waitFor();
    await assertDropped(page);
  });

  test("to another tenant drops both", async (t) => {
    const { page } = await openConnected(t);
    sandbox.secrets.setActive(43, false);
    await chooseAndCheck(page);
    await button(page, "Disconnect").click();
    await page.getByText("More", { exact: true }).click();
    await field(page, "Tenant").fill("acme");
    await connect(page);
    await assertDropped(page);
  });

  test("that ends a check leaves no state that nobody has seen", async (t) => {
    const { page } = await openConnected(t);
    sandbox.setFaults({ rate: 1, kinds: ["stall"], operations: ["get"] });
    await checkbox(page, 43).check();
    await button(page, "Check 1").click();
    await button(page, "Stop checking").waitFor();
    await button(page, "Disconnect").click();
    sandbox.setFaults(0);
    await connect(page);
    await row(page, 43).getByTitle("Not checked yet").waitFor();
    await page.getByText("1 API secret selected").waitFor();
  });
});

describe("behind a broker", () => {
  test("the same person finds the selection again, and another does not", async (t) => {
    const { page } = await team.openAs(t, "Vera");
    await checkbox(page, 43).check();
    await button(page, "Sign out").click();
    await button(page, "Sign in").click();
    // Leaving for the sign-in reloads the page, so this is a new visit.
    await choosePerson(page, "Vera");
    await waitForCount(page, "12 API secrets");
    assert.equal(new URL(page.url()).pathname, basePath);

    await checkbox(page, 43).check();
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
    await button(page, "Continue").click();
    await page.getByText("1 API secret selected").waitFor();
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
    await page.context().request.post(`${team.url()}${basePath}sign-in`, {
      form: { id: "ana@team.example" },
      headers: { origin: team.url() },
    });
    await button(page, "Continue").click();
    await page.getByRole("banner").getByText("Ana Lima").waitFor();
    await waitForCount(page, "12 API secrets");
    assert.equal(await checkbox(page, 43).isChecked(), false);
  });
});
