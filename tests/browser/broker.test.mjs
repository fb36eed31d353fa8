// @ts-check
// The page behind a broker: the sign-in in place of an access key, what each person may do, and a sign-in that ends.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { loadReport } from "./report.mjs";
import { basePath, choosePerson, pageAndTeam, signInInNewTab } from "./team.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  counts,
  dialog,
  focusedName,
  logLines,
  openView,
  outcome,
  row,
  runBar,
  waitForCount,
  waitForEnd,
  waitForState,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openPage, openAs, operations, endSignIns, url } = pageAndTeam({
  secrets: 60,
  passwords: 12,
  notes: 12,
});

const inactiveCount = () => sandbox.secrets.list().filter(({ active }) => !active).length;

/** Deactivates all secrets, with answers that take a while. @param {Page} page */
async function deactivateAll(page) {
  sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [60, 60], operations: ["deactivate"] });
  await page.getByRole("checkbox", { name: "Select all 60 that match" }).check();
  await button(page, "Deactivate 60").click();
  await dialog(page)
    .getByLabel(/^(That’s a lot|São muit)/)
    .fill("60");
  await page.keyboard.press("Enter");
}

/** Deactivates all secrets with a sign-in that ends after twenty of them, and waits until the page says so. @param {Page} page */
async function loseSignIn(page) {
  endSignIns(20);
  await deactivateAll(page);
  await page.getByRole("alert").getByText("Your sign-in has ended").waitFor();
  await runBar(page).getByText("Waiting for you to sign in").waitFor();
}

/** Asserts that the report on screen claims of each item what the sandbox knows. @param {Page} page */
async function assertTrue(page) {
  const { Done: done = 0, ...others } = await counts(page);
  assert.equal(done, inactiveCount());
  assert.equal(sandbox.changes.length, done, "each item was switched once");
  return { done, others };
}

describe("the sign-in", () => {
  test("takes the place of the access key, from the list to an undo and the sign-out", async (t) => {
    const { page } = await openPage(t);
    /** @type {string[]} */
    const urls = [];
    page.on("request", (request) => urls.push(request.url()));
    await page.getByText("You don’t need an access key here").waitFor();
    assert.equal(await page.locator("input:visible").count(), 0);
    await assertAccessible(page, "nobody is signed in");
    await button(page, "Sign in").click();
    assert.equal(new URL(page.url()).pathname, `${basePath}sign-in`);
    assert.equal(new URL(page.url()).searchParams.get("return"), basePath);
    await assertAccessible(page, "the demo's sign-in");
    await choosePerson(page, "Ana");
    await waitForCount(page, "60 API secrets");
    assert.equal(page.url(), url() + basePath);
    const header = page.getByRole("banner");
    await header.getByText("Ana Lima").waitFor();
    await header.getByTitle("Roles: responder").waitFor();
    await header.getByTitle(url(), { exact: true }).waitFor();
    assert.equal(await page.getByText("but not activate or deactivate them").count(), 0);
    await assertAccessible(page, "signed in");

    await checkbox(page, 43).check();
    await button(page, "Deactivate 1").click();
    await dialog(page).getByText(`MySafe at ${url()} will no longer give it out. You can undo this.`).waitFor();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "1 API secret inactive");
    assert.equal(inactiveCount(), 1);
    await button(page, "See the report").click();
    await page.getByRole("article").getByText(url(), { exact: true }).waitFor();
    await button(page, "Undo: activate 1").click();
    await button(page, "Activate 1 API secret…").click();
    await button(page, "Activate 1 API secret").click();
    await waitForEnd(page, "1 API secret active");
    assert.equal(inactiveCount(), 0);

    await button(page, "Sign out").click();
    await page.getByRole("status").getByText("Signed out").waitFor();
    assert.equal(await focusedName(page), "Sign in");
    await assertAccessible(page, "signed out");
    assert.deepEqual(await page.context().cookies(), []);
    assert.deepEqual(
      urls.filter((each) => !each.startsWith(url() + basePath)),
      [],
      "everything goes through the broker",
    );
    assert.doesNotMatch(decodeURIComponent(urls.join(" ")), /c4nary|access_token|eyJ/);
    assert.doesNotMatch(await page.evaluate(() => document.documentElement.outerHTML), /c4nary|eyJ/);
  });

  test("is not asked for by a page that no broker serves", async (t) => {
    const { page } = await openPage(t, { path: "/" });
    await page.getByLabel("Client secret", { exact: true }).waitFor();
    const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    const others = loaded.filter(
      (name) => !/\/(assets\/(index|shared|en|workspace-view)-|favicon|scheme\.js$)/.test(name),
    );
    assert.deepEqual(others, [], "nothing of the broker is loaded");
  });

  test("is left to the operator when the broker does not say where it is", async (t) => {
    const { page } = await openPage(t, { path: "/" });
    await page.route("**/team/session", (route) => route.fulfill({ status: 401, json: { message: "nobody" } }));
    await page.goto(url() + basePath);
    await page.getByText("This server leaves that to its operator").waitFor();
    await assertAccessible(page, "the operator signs people in");
    await page.unroute("**/team/session");
    await button(page, "Reload").click();
    await button(page, "Sign in").waitFor();
  });

  test("can be tried again when the broker does not answer", async (t) => {
    const { page } = await openPage(t, { path: "/" });
    await page.route("**/team/session", (route) => route.abort());
    await page.goto(url() + basePath);
    await page.getByRole("alert").getByText("The server doesn’t say who is signed in").waitFor();
    await page.unroute("**/team/session");
    await button(page, "Try again").click();
    await button(page, "Sign in").waitFor();
  });

  test("is not said to have ended when the server does not confirm the sign-out", async (t) => {
    const { page } = await openAs(t, "Ana");
    await page.route("**/team/sign-out", (route) => route.abort());
    await button(page, "Sign out").click();
    await page.getByRole("alert").getByText("You may still be signed in").waitFor();
    assert.equal(await page.getByText("Signed out").count(), 0);
    await assertAccessible(page, "not signed out");
    await page.unroute("**/team/sign-out");
    await button(page, "Sign out").click();
    await page.getByRole("status").getByText("Signed out").waitFor();
  });
});

describe("the sign-out", () => {
  /** Has the server name a page of the provider's, as OpenID providers have one. @param {Page} page */
  async function withProvider(page) {
    await page.route("**/team/sign-out", async (route) => {
      await page.context().clearCookies();
      await route.fulfill({ json: { location: `${url()}/#signed-out-there` } });
    });
  }

  test("goes on where the server says", async (t) => {
    const { page } = await openAs(t, "Ana");
    await withProvider(page);
    await button(page, "Sign out").click();
    await page.waitForURL(`${url()}/#signed-out-there`);
  });

  test("asks during a run, whose report is kept", async (t) => {
    const { page } = await openAs(t, "Ana");
    await deactivateAll(page);
    await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) >= 1);
    await button(page, "Pause").click();
    await button(page, "Sign out").click();
    await dialog(page)
      .getByText(/^A run is in progress: \d+ of 60 processed\. Sign out and leave the rest unsent\?$/)
      .waitFor();
    await button(page, "Stay").click();
    await runBar(page).getByText("Paused. Calls under way are being finished.").waitFor();
    await button(page, "Sign out").click();
    await dialog(page).getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("status").getByText("Signed out").waitFor();
    await button(page, "Reports (1)").click();
    assert.ok(((await counts(page))["Not sent"] ?? 0) > 0);
    await button(page, /^Sign in to send \d+$/).waitFor();
  });

  test("goes on in a new tab where reports would be lost", async (t) => {
    const { page } = await openAs(t, "Ana");
    await openView(page, "Reports");
    const outcomes = [{ identifier: "43", state: "skipped" }];
    await loadReport(page, "old.json", JSON.stringify({ action: "deactivate", outcomes }));
    await withProvider(page);
    const opened = page.context().waitForEvent("page");
    await button(page, "Sign out").click();
    const tab = await opened;
    await tab.waitForURL(`${url()}/#signed-out-there`);
    await page.getByRole("status").getByText("Signed out").waitFor();
    await signInInNewTab(page, "Sign in", "Ana");
    await outcome(page, 43).waitFor();
  });
});

describe("what somebody may not do", () => {
  test("is not offered to a role that only looks, in the list and in reports, and the page says so", async (t) => {
    const { page } = await openAs(t, "Vera");
    await page.getByText("You can look at API secrets here, but not activate or deactivate them.").waitFor();
    await assertAccessible(page, "only looking");
    await checkbox(page, 43).check();
    await waitForCount(page, "1 API secret selected");
    await button(page, "Check 1").click();
    await waitForState(page, 43, "Active");
    assert.equal(await button(page, /(de)?activate/i).count(), 0);

    await openView(page, "Reports");
    const outcomes = [
      { identifier: "43", state: "changed", change: { active: false, changed: true, certain: true } },
      { identifier: "44", state: "skipped" },
      { identifier: "45", state: "unknown", error: { code: "TIMEOUT" } },
    ];
    await loadReport(page, "old.json", JSON.stringify({ action: "deactivate", address: url(), outcomes }));
    await outcome(page, 43).waitFor();
    await button(page, "JSON").waitFor();
    assert.equal(await button(page, /^(Undo|Retry|Send)/).count(), 0);
    assert.deepEqual(new Set(operations()), new Set(["list", "get"]));
  });

  test("is not offered for a kind that the person may not list, switch back or look at", async (t) => {
    const { page } = await openPage(t, { path: "/" });
    const grants = { apiSecret: ["isActive"], password: ["list", "deactivate"], note: [] };
    const session = {
      identity: { id: "p", roles: [] },
      grants,
      vault: { address: "https://vault.example", tenant: "acme" },
    };
    await page.route("**/team/session", (route) => route.fulfill({ json: session }));
    await page.context().request.post(`${url()}${basePath}sign-in`, {
      form: { id: "ana@team.example" },
      headers: { origin: url() },
    });
    await page.goto(url() + basePath);
    await page.getByRole("grid", { name: "Passwords" }).waitFor();
    assert.deepEqual(await page.getByRole("group", { name: "Kind" }).getByRole("radio").allInnerTexts(), [""]);
    await page.getByRole("banner").getByText("vault.example (tenant acme)").waitFor();
    await page.getByRole("banner").getByTitle("No roles").getByText("p", { exact: true }).waitFor();
    await button(page, "Disconnect").waitFor(); // the broker does not say where to sign out
    await checkbox(page, 43).check();
    assert.equal(await button(page, /^(Check|Activate)/).count(), 0);
    await button(page, "Deactivate 1").click();
    await dialog(page).getByText("will no longer give it out.").waitFor();
    assert.equal(
      await dialog(page)
        .getByText(/undo|Look before/)
        .count(),
      0,
    );
    await button(page, "Deactivate 1 password").click();
    await waitForEnd(page, "1 password inactive");
    await button(page, "See the report").click();
    await outcome(page, 43).waitFor();
    assert.equal(await button(page, /^Undo/).count(), 0);
    await button(page, "Disconnect").click();
    await page.getByText("Disconnected", { exact: true }).waitFor();
    await button(page, "Continue").waitFor();
  });

  test("is told to somebody who may list nothing", async (t) => {
    const { page } = await openPage(t, { path: "/" });
    const grants = { apiSecret: [], password: ["deactivate"], note: [] };
    const session = { identity: { id: "n", name: "Nina" }, grants, vault: { address: url() }, signOut: "sign-out" };
    await page.route("**/team/session", (route) => route.fulfill({ json: session }));
    await page.goto(url() + basePath);
    await page.getByText("Nina can’t list anything here").waitFor();
    await button(page, "Sign out").waitFor();
    await assertAccessible(page, "nothing to list");
  });
});

describe("a sign-in that ends during a batch", () => {
  test("pauses it, and the same person goes on in the same tab after signing in again in another", async (t) => {
    const { page } = await openAs(t, "Ana");
    await loseSignIn(page);
    await page.getByText("The run is waiting, and nothing is sent meanwhile. Sign in again to continue.").waitFor();
    assert.match(await page.title(), /^\d+% · Paused · MySafe$/);
    await assertAccessible(page, "the sign-in has ended");
    const before = operations().length;
    await setTimeout(300); // five times the delay of an answer
    assert.equal(operations().length, before);
    assert.equal(
      await runBar(page)
        .getByText(/failed/)
        .count(),
      0,
      "what waits has not failed",
    );

    await signInInNewTab(page, "Sign in again", "Ana");
    await waitForEnd(page, "60 API secrets inactive");
    assert.equal(await page.getByText("Your sign-in has ended").count(), 0);
    await button(page, "See the report").click();
    assert.deepEqual(await assertTrue(page), { done: 60, others: {} });
    await openView(page, "Log");
    const lines = await logLines(page);
    assert.deepEqual(lines.slice(0, 4), [
      "Deactivation of API secrets ended: 60 done",
      "Signed in again",
      "The sign-in has ended",
      "Deactivating 60 API secrets · Ana Lima",
    ]);
  });

  test("ends it when another person signs in, and its report says why and what was not sent", async (t) => {
    const { page } = await openAs(t, "Ana");
    await loseSignIn(page);
    await signInInNewTab(page, "Sign in again", "Vera");
    await page.getByRole("banner").getByText("Vera Costa").waitFor();
    await button(page, "See the report").click();
    await page
      .getByText(
        "It was Ana Lima’s run. Their sign-in had ended, and then Vera Costa signed in. The rest was not sent.",
      )
      .waitFor();
    await assertAccessible(page, "taken over");
    const { done, others } = await assertTrue(page);
    const { Failed: failed = 0, "Not sent": left = 0, ...rest } = others;
    assert.deepEqual(rest, {});
    assert.equal(done + failed + left, 60);
    assert.ok(left > 0);
    assert.equal(await button(page, /^(Undo|Retry|Send)/).count(), 0, "Vera may not");
    await openView(page, "Items");
    await page.getByText("You can look at API secrets here").waitFor();
  });

  test("ends it when another person has signed in before it was noticed", async (t) => {
    const { page } = await openAs(t, "Ana");
    const other = await page.context().newPage();
    await other.goto(`${url()}${basePath}sign-in`);
    await choosePerson(other, "Vera");
    await other.getByText("Vera Costa").waitFor();
    await other.close();
    // The token of Ana's ends at the twentieth item. The next one would be Vera's.
    let sent = 0;
    await page.route("**/inactive/**", (route) => {
      sent += 1;
      return sent === 20 ? route.fulfill({ status: 401, json: { message: "ended" } }) : route.continue();
    });
    await deactivateAll(page);
    await page.getByRole("banner").getByText("Vera Costa").waitFor();
    await button(page, "See the report").click();
    await page.getByText(/^It was Ana Lima’s run\. .* Vera Costa signed in\./).waitFor();
    const { others } = await assertTrue(page);
    assert.ok((others["Not sent"] ?? 0) > 0);
  });

  test("leaves a batch that can be cancelled, and continued later from its report", async (t) => {
    const { page } = await openAs(t, "Ana");
    await loseSignIn(page);
    await button(page, "Cancel the run").click();
    await button(page, "See the report").click();
    await page.getByText("The run was cancelled").waitFor();
    const { done, others } = await assertTrue(page);
    const { Failed: failed = 0, "Not sent": left = 0 } = others;
    assert.equal(done + failed + left, 60);
    if (failed > 0) await page.getByText("The sign-in had ended. Sign in again").first().waitFor();

    await signInInNewTab(page, "Sign in again", "Ana");
    sandbox.setFaults(0);
    await button(page, new RegExp(`^Send ${left} `)).click();
    if (left >= 50)
      await dialog(page)
        .getByLabel(/^(That’s a lot|São muit)/)
        .fill(String(left));
    await button(page, new RegExp(`^Deactivate ${left} API secrets?$`)).click();
    await button(page, "See the report").waitFor();
    assert.equal((await counts(page))["Not sent"], undefined);
    assert.equal(inactiveCount(), 60 - failed);
  });

  test("keeps a pause that the visitor made", async (t) => {
    const { page } = await openAs(t, "Ana");
    endSignIns(20);
    /** @type {(value?: unknown) => void} */
    let letGo = () => {};
    const held = new Promise((resolve) => {
      letGo = resolve;
    });
    let sent = 0;
    await page.route("**/inactive/**", async (route) => {
      sent += 1;
      if (sent > 20) await held;
      await route.continue();
    });
    await deactivateAll(page);
    await page.waitForFunction(() => document.querySelector("progress")?.value === 20);
    await button(page, "Pause").click();
    letGo(); // the calls under way are refused during the pause
    await page.getByRole("alert").getByText("Your sign-in has ended").waitFor();
    await signInInNewTab(page, "Sign in again", "Ana");
    await runBar(page).getByText("Paused. Calls under way are being finished.").waitFor();
    await button(page, "Resume").click();
    await waitForEnd(page, "60 API secrets inactive");
    assert.equal(sandbox.changes.length, 60);
  });
});

describe("a sign-in that ends without a batch", () => {
  test("is told by a bar, and the page goes on after another", async (t) => {
    const { page } = await openAs(t, "Ana");
    endSignIns();
    await button(page, "Load").click();
    await page.getByRole("alert").getByText("Sign in again to continue.").waitFor();
    await signInInNewTab(page, "Sign in again", "Ana");
    await page.getByText("Your sign-in has ended").waitFor({ state: "detached" });
    await button(page, "Reload").click();
    await page.getByText("The list of API secrets couldn’t be loaded").waitFor({ state: "detached" });
    await waitForCount(page, "60 API secrets");
  });

  test("is over once a call gets a token again", async (t) => {
    const { page } = await openAs(t, "Ana");
    endSignIns();
    await button(page, "Load").click();
    await page.getByRole("alert").getByText("Sign in again to continue.").waitFor();
    const other = await page.context().newPage();
    await other.goto(`${url()}${basePath}sign-in`);
    await choosePerson(other, "Ana");
    await other.getByText("Ana Lima").waitFor();
    await button(page, "Reload").click();
    await page.getByText("Your sign-in has ended").waitFor({ state: "detached" });
  });

  test("keeps reports when the page was locked and somebody signs in again", async (t) => {
    const { page } = await openAs(t, "Ana", { clock: true });
    await checkbox(page, 43).check();
    await button(page, "Deactivate 1").click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "1 API secret inactive");
    await page.clock.fastForward("10:01");
    await page.getByText("Locked", { exact: true }).waitFor();
    assert.equal(await page.getByRole("grid").count(), 0);
    await assertAccessible(page, "locked");
    const before = sandbox.requests.length;
    await button(page, "Continue").click();
    await row(page, 43).waitFor();
    assert.deepEqual(
      sandbox.requests.slice(before).map(({ operation }) => operation),
      ["list"],
      "nobody had to sign in",
    );

    await page.clock.fastForward("10:01");
    await page.getByText("Locked", { exact: true }).waitFor();
    endSignIns();
    await button(page, "Continue").click();
    await page.getByText("The sign-in opens in a new tab").waitFor();
    await signInInNewTab(page, "Sign in", "Ana");
    await openView(page, "Reports");
    await outcome(page, 43)
      .getByText(/^It was deactivated at \d\d:\d\d\.$/)
      .waitFor();
  });
});

test("a sign-in that the page was not told of shows when the visitor comes back to it", async (t) => {
  const { page } = await openAs(t, "Ana");
  await loseSignIn(page);
  const other = await page.context().newPage();
  await other.goto(`${url()}${basePath}sign-in`);
  await choosePerson(other, "Ana");
  await other.getByText("Ana Lima").waitFor();
  await other.close();
  assert.equal(await page.getByText("Your sign-in has ended").count(), 1);
  // Headless, all tabs stay visible.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await waitForEnd(page, "60 API secrets inactive");
  assert.equal(sandbox.changes.length, 60);
});

test("a tab that the browser blocks is offered as a link", async (t) => {
  const { page } = await openAs(t, "Ana");
  await page.evaluate(() => {
    window.open = () => null;
  });
  endSignIns();
  await button(page, "Load").click();
  await button(page, "Sign in again").click();
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Open it yourself" }).click();
  const tab = await opened;
  const closed = tab.waitForEvent("close");
  await choosePerson(tab, "Ana");
  await closed;
  await page.getByText("Your sign-in has ended").waitFor({ state: "detached" });
});

describe("the tab of a sign-in", () => {
  test("says that the other tab goes on, or becomes a page of its own", async (t) => {
    const { page } = await openAs(t, "Ana");
    await page.goto("about:blank");
    await page.goto(`${url()}${basePath}?signed-in`);
    await page.getByText("You’re signed in").waitFor();
    await page.getByText("Go back to your other tab.").waitFor();
    await assertAccessible(page, "the tab of a sign-in");
    await button(page, "Continue in this tab instead").click();
    await waitForCount(page, "60 API secrets");
    assert.equal(page.url(), url() + basePath);
  });
});

describe("every state is accessible and fits the window", () => {
  for (const { name, words, ...options } of [
    {
      name: "smallest phone, dark, Portuguese",
      words: {
        signIn: "Entrar",
        all: /^Selecionar tudo/,
        again: "Entrar de novo",
        lost: "Sua sessão terminou",
        see: "Ver o relatório",
        over: "A execução terminou antes do fim",
        items: /^Itens/,
        looking: "Aqui você pode ver os segredos de API, mas não ativá-los nem desativá-los.",
        out: "Sair",
        isOut: "Você saiu",
      },
      locale: "pt-BR",
      colorScheme: /** @type {const} */ ("dark"),
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
    },
    {
      name: "desktop, dark, English",
      words: {
        signIn: "Sign in",
        all: /^Select all/,
        again: "Sign in again",
        lost: "Your sign-in has ended",
        see: "See the report",
        over: "The run ended early",
        items: /^Items/,
        looking: "You can look at API secrets here, but not activate or deactivate them.",
        out: "Sign out",
        isOut: "Signed out",
      },
      colorScheme: /** @type {const} */ ("dark"),
    },
  ]) {
    test(name, async (t) => {
      const { page } = await openPage(t, options);
      const check = async (/** @type {string} */ state) => {
        await assertAccessible(page, state);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${state}: ${overflow} px too wide`);
      };
      await button(page, words.signIn).waitFor();
      await check("nobody is signed in");
      await button(page, words.signIn).click();
      await choosePerson(page, "Ana");
      await page.getByRole("grid").waitFor();
      await check("signed in");
      endSignIns(20);
      await page.getByRole("checkbox", { name: words.all }).check();
      await page.locator(".selection-actions .off").click();
      await dialog(page)
        .getByLabel(/^(That’s a lot|São muit)/)
        .fill("60");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").getByText(words.lost).waitFor();
      await check("the sign-in has ended");
      await signInInNewTab(page, words.again, "Vera");
      await button(page, words.see).click();
      await page.getByText(words.over).waitFor();
      await check("taken over");
      await page.getByRole("navigation").getByRole("button", { name: words.items }).click();
      await page.getByText(words.looking).waitFor();
      await check("only looking");
      await button(page, words.out).click();
      await page.getByRole("status").getByText(words.isOut).waitFor();
      await check("signed out");
    });
  }
});
