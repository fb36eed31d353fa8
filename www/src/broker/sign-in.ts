import { signal } from "@preact/signals";
import { brokerBase } from "../connection/broker.ts";
import { connection } from "../connection/connection.ts";
import { reports } from "../report/report.ts";
import { run } from "../run/run.ts";

/** The query of a tab that was opened for a sign-in alone. */
const mark = "?signed-in";

/** Tells the other tabs that somebody has signed in. Nothing else is said there: each tab asks the broker itself. */
const channel = new BroadcastChannel(`mysafe-broker ${brokerBase?.pathname}`);

/** The address of a new tab that the browser has blocked. */
export const blockedTab = signal<string | undefined>(undefined);

/** Whether leaving the page would lose something. */
export const keepsPage = () => connection.value !== undefined || run.value !== undefined || reports.value.length > 0;

/** Leads to the sign-in, in a new tab if leaving the page would lose something.
 *
 * @param signIn a path relative to the broker's, or a URL. `undefined`: what signs people in does so whenever the page is loaded */
export function goToSignIn(signIn: string | undefined): void {
  const isApart = keepsPage() || isSignInTab();
  goTo(signInUrl(signIn, location.pathname + (isApart ? mark : "")));
}

/** Leads elsewhere, in a new tab if leaving the page would lose something. */
export function goTo(url: string): void {
  blockedTab.value = undefined;
  if (!keepsPage()) location.assign(url);
  // With `noopener` the tab could not close itself.
  else if (!window.open(url)) blockedTab.value = url;
}

function signInUrl(signIn: string | undefined, back: string): string {
  const url = signIn === undefined ? undefined : webUrl(signIn);
  url?.searchParams.set("return", back);
  return url?.href ?? back;
}

/** An address that the broker gives. `undefined` for what is none of the web, such as `javascript:`. */
export function webUrl(address: string): URL | undefined {
  const url = URL.canParse(address, brokerBase?.href) ? new URL(address, brokerBase) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** Whether this tab was opened for a sign-in alone. */
export function isSignInTab(): boolean {
  return location.search === mark;
}

/** Tells the other tabs of the sign-in, and closes this one if the browser lets it. */
export function endSignInTab(): void {
  channel.postMessage(undefined);
  window.close();
}

/** Makes the tab of the sign-in a page as any other. */
export function keepSignInTab(): void {
  history.replaceState(null, "", location.pathname);
}

/** Calls `ask` whenever somebody may have signed in: in another tab, or before this one is shown again. */
export function onSignIn(ask: () => void): void {
  channel.addEventListener("message", ask);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask();
  });
}
