// @ts-check
// Helpers for tests of the built page behind a broker: that of `npm start`, in front of a sandbox.

import { page as builtPage } from "../../scripts/dev/page.mjs";
import { createTeam } from "../../scripts/dev/team.mjs";
import { button, credentials, pageAndSandbox } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {"Ana" | "Vera"} Person */

export const basePath = "/team/";

/** Answers the paths of a team below its base path, and with a page without a broker elsewhere. @param {() => string} sandboxUrl */
export function teamSite(sandboxUrl) {
  /** @type {ReturnType<typeof createTeam> | undefined} */
  let team;
  let switchesLeft = Number.POSITIVE_INFINITY;
  const plainPage = builtPage();
  const page = builtPage({ basePath, hasBroker: true });
  return {
    /** @param {Request} request */
    async fallback(request) {
      const { pathname } = new URL(request.url);
      if (!pathname.startsWith(basePath)) return plainPage(request);
      if (/\/(in)?active\//.test(pathname)) {
        if (switchesLeft === 0) team = undefined;
        switchesLeft -= 1;
      }
      team ??= createTeam({ sandboxUrl: sandboxUrl(), credentials, basePath, page });
      return (await team).fetch(request);
    },
    /** Ends every sign-in and token once so many items were switched: a new broker knows none of the one before. @param {number} [switches] */
    endSignIns(switches = 0) {
      if (switches === 0) team = undefined;
      else switchesLeft = switches;
    },
  };
}

/**
 * Sets up a sandbox, a broker and a browser for the tests of one file.
 * @param {import("mysafe-sandbox").SandboxOptions} [options]
 */
export function pageAndTeam(options) {
  const { fallback, endSignIns } = teamSite(() => visit.url());
  const visit = pageAndSandbox(options, { fallback, home: basePath });

  /**
   * Opens the page and signs in.
   * @param {import("node:test").TestContext} t
   * @param {Person} person
   * @param {Parameters<typeof visit.openPage>[1]} [options]
   */
  async function openAs(t, person, options) {
    const visited = await visit.openPage(t, options);
    await button(visited.page, "Sign in").click();
    await choosePerson(visited.page, person);
    await visited.page.getByRole("grid").waitFor();
    return visited;
  }

  return { ...visit, openAs, endSignIns };
}

/** Signs in on the page of the sign-in. @param {Page} page @param {Person} person */
export const choosePerson = (page, person) => page.getByRole("button", { name: new RegExp(`^${person} `) }).click();

/**
 * Presses a button that leads to the sign-in in a new tab, and signs in there.
 * @param {Page} page
 * @param {string} name of the button
 * @param {Person} person
 */
export async function signInInNewTab(page, name, person) {
  const opened = page.context().waitForEvent("page");
  await button(page, name).click();
  const tab = await opened;
  const closed = tab.waitForEvent("close");
  await choosePerson(tab, person);
  await closed;
}
