import { effect, signal } from "@preact/signals";
import type { BrokerSession } from "mysafe-broker";
import { brokerBase, nameOf, session, signInLoss } from "../connection/broker.ts";
import { connection, disconnect, ending, fault, open } from "../connection/connection.ts";
import { kindNames } from "../kinds/kinds.ts";
import { addLogEntry } from "../log/log.ts";
import { run } from "../run/run.ts";
import { normalAddress } from "../vault.ts";
import { workspace } from "../workspace.ts";
import { lose, lossIn, regain } from "./loss.ts";
import { askSession, patience } from "./session.ts";
import { endSignInTab, goTo, isSignInTab, keepsPage, onSignIn, webUrl } from "./sign-in.ts";
import { tokensOf } from "./token.ts";
import { brokerWords } from "./words.ts";

/** What the visitor meets without a connection. */
export type Visit =
  /** The broker is asked who is signed in, or MySafe for a first list. */
  | { readonly at: "asking" }
  /** Nobody is signed in. */
  | { readonly at: "nobody"; readonly signIn: string | undefined; readonly hasSignedOut?: boolean }
  /** The connection was dropped, or could not be opened: the visitor says when to go on. */
  | { readonly at: "waiting" }
  /** The broker does not say who is signed in. */
  | { readonly at: "unanswered" }
  /** The server has not confirmed that it signed the visitor out. */
  | { readonly at: "notSignedOut" }
  /** The person may list nothing. */
  | { readonly at: "nothing"; readonly session: BrokerSession }
  /** This tab was opened for a sign-in alone. */
  | { readonly at: "signedIn" };

export const visit = signal<Visit>({ at: "asking" });

/** Begins the visit, and follows sign-ins in other tabs. */
export async function startVisit(): Promise<void> {
  onSignIn(() => void askAgain());
  effect(() => {
    const loss = signInLoss.value;
    // A run ends first, with its report.
    if (loss?.who === "other" && !run.value) queueMicrotask(() => void enterAs(loss.session));
  });
  if (!isSignInTab()) return enter();
  const { session } = await askSession().catch(() => ({ session: undefined }));
  if (!session) return enter();
  visit.value = { at: "signedIn" };
  endSignInTab();
}

/** Connects as whoever is signed in. */
export async function enter(): Promise<void> {
  visit.value = { at: "asking" };
  fault.value = undefined;
  try {
    const { session, signIn } = await askSession();
    if (session) await enterAs(session);
    else visit.value = { at: "nobody", signIn };
  } catch {
    visit.value = { at: "unanswered" };
  }
}

async function enterAs(next: BrokerSession): Promise<void> {
  disconnect(undefined);
  signInLoss.value = undefined;
  session.value = next;
  const { identity, grants, vault } = next;
  const kind = kindNames.find((name) => grants[name].includes("list"));
  if (!kind) {
    visit.value = { at: "nothing", session: next };
    return;
  }
  visit.value = { at: "asking" };
  addLogEntry("plain", () => brokerWords.value.log.signedIn(nameOf(next)));
  void workspace.fetch();
  await open({
    options: { baseUrl: String(brokerBase).replace(/\/$/, ""), accessToken: tokensOf(identity.id) },
    address: normalAddress(vault.address) ?? vault.address,
    tenant: vault.tenant,
    kind,
  });
  // After the connection, or without one, the visitor says when to go on.
  visit.value = { at: "waiting" };
}

let isAsking = false;
let askOnceMore = false;

/** Asks who is signed in by now, if somebody was missing. */
async function askAgain(): Promise<void> {
  const isLost = connection.value ? signInLoss.value?.who === "nobody" : visit.value.at === "nobody";
  if (!isLost) return;
  askOnceMore = isAsking;
  if (isAsking) return;
  isAsking = true;
  const { session: now } = await askSession().catch(() => ({ session: undefined }));
  isAsking = false;
  if (!now) {
    if (askOnceMore) await askAgain();
  } else if (!connection.value) await enterAs(now);
  else {
    const loss = lossIn({ session: now }, session.value?.identity.id ?? "");
    if (loss) lose(loss);
    else regain(now);
  }
}

/** Drops the connection, and signs out at the server if it can do that. */
export async function leave(): Promise<void> {
  const { signOut } = session.value ?? {};
  if (signOut === undefined) {
    disconnect("disconnected");
    return;
  }
  visit.value = { at: "asking" };
  disconnect(undefined);
  ending.value = undefined;
  try {
    const next = await signOutAt(signOut);
    if (next) goTo(next.href);
    if (next && !keepsPage()) return;
    const { session: still, signIn } = await askSession();
    if (still) throw new Error("The server has not signed anybody out.");
    addLogEntry("plain", () => brokerWords.value.log.signedOut);
    visit.value = { at: "nobody", signIn, hasSignedOut: true };
  } catch {
    visit.value = { at: "notSignedOut" };
  }
}

/** Signs out at the server. Returns where it says to go then. */
async function signOutAt(address: string): Promise<URL | undefined> {
  const response = await fetch(new URL(address, brokerBase), {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual",
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok && response.type !== "opaqueredirect") throw new Error(`HTTP ${response.status}`);
  const { location } = Object(await response.json().catch(() => undefined));
  return typeof location === "string" ? webUrl(location) : undefined;
}
