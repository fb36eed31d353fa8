import { signal } from "@preact/signals";
import {
  type ApiSecretSummary,
  isMySafeError,
  MySafe,
  type MySafeErrorCode,
  type MySafeEvent,
  type MySafeOptions,
} from "mysafe-wasm";
import { record } from "../log/log.ts";
import { diagnose, type Fault } from "./diagnosis.ts";
import { accessToken, address, clientId, clientSecret, proof, tenant, wipe } from "./entries.ts";

/** Why there is no connection any more: it was ended, nobody was there for long, or the page was left. */
export type Ending = "disconnected" | "idle" | "left";

/** The connection there is: a client, the address that it talks to, and the secrets that it listed first. */
export interface Connection {
  readonly client: MySafe;
  readonly address: string;
  readonly secrets: readonly ApiSecretSummary[];
}

/** That a try failed, and until when the client waits before the next. */
export interface Wait {
  readonly code: MySafeErrorCode;
  readonly until: number;
}

export const connection = signal<Connection | undefined>(undefined);
export const connecting = signal(false);
/** What kept the last attempt from connecting. */
export const fault = signal<Fault | undefined>(undefined);
export const ending = signal<Ending | undefined>(undefined);

/** The last that the client waited for. */
export const wait = signal<Wait | undefined>(undefined);

/** In place of the network, in the demo. */
let throughFetch: MySafeOptions["fetch"];
let attempt = new AbortController();

/** Takes every request to `fetch` from now on. */
export function connectThrough(fetch: NonNullable<MySafeOptions["fetch"]>): void {
  throughFetch = fetch;
}

/** Connects with what was entered: it has worked when the secrets could be listed. */
export async function connect(): Promise<void> {
  if (connecting.value || connection.value) return;
  connecting.value = true;
  fault.value = undefined;
  attempt = new AbortController();
  const { signal } = attempt;
  const to = address.value.trim();
  const client = new MySafe(options(to));
  try {
    const secrets = await client.list({}, { signal });
    signal.throwIfAborted();
    wipe(); // From here on the client has them, and gives them to nobody.
    ending.value = undefined;
    connection.value = { client, address: new URL(to).href.replace(/\/$/, ""), secrets };
    record("good", ({ log }) => log.connected(to, secrets.length));
  } catch (error) {
    client.close();
    if (isMySafeError(error)) {
      const found = await diagnose(error, to);
      if (!signal.aborted) fault.value = found;
      record("bad", ({ log }) => log.notConnected(to, error.code));
    }
  } finally {
    connecting.value = false;
  }
}

/** Stops waiting for an answer. */
export function stopConnecting(): void {
  attempt.abort();
}

/** Ends the connection. The client wipes the credentials and its token, the page what was listed with them. */
export function disconnect(why: Ending): void {
  wipe();
  attempt.abort();
  const { value } = connection;
  if (!value) return;
  value.client.close();
  connection.value = undefined;
  fault.value = undefined;
  ending.value = why;
  record("plain", ({ log }) => log.ended[why]);
}

// The browser may keep a page that it leaves, to show it again on "back". The access key does not stay in it.
addEventListener("pagehide", () => disconnect("left"));

function hear(event: MySafeEvent): void {
  if (event.type === "retry") wait.value = { code: event.code, until: event.time + event.delay };
}

function options(baseUrl: string): MySafeOptions {
  const credentials =
    proof.value === "key"
      ? { clientId: clientId.value, clientSecret: clientSecret.value }
      : { accessToken: accessToken.value.trim() };
  return {
    baseUrl,
    ...credentials,
    onEvent: hear,
    ...(tenant.value.trim() && { tenant: tenant.value.trim() }),
    ...(throughFetch && { fetch: throughFetch }),
  };
}
