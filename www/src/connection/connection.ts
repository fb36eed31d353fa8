import { signal } from "@preact/signals";
import {
  isMySafeError,
  type Kind,
  MySafe,
  type MySafeError,
  type MySafeErrorCode,
  type MySafeEvent,
  type MySafeOptions,
} from "mysafe-wasm";
import type { Summary } from "../kinds/kind.ts";
import { defaultKind, kinds } from "../kinds/kinds.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";
import { type Vault, vaultName } from "../vault.ts";
import type { Cause, ConnectFault } from "./diagnosis.ts";
import { accessToken, address, clientId, clientSecret, proof, tenant, wipeCredentials } from "./entries.ts";
import { passOn } from "./events.ts";
import { type Route, routeTo } from "./route.ts";

/** Why the connection ended: the visitor disconnected, was idle too long, or left the page. */
export type Ending = "disconnected" | "idle" | "left";

/** What to connect to. Its address is MySafe's own: the client sends its requests to another one where a server is between. */
export interface Destination extends Vault {
  /** The options of the client. */
  readonly options: MySafeOptions;
  /** The client id of the access key, which is no secret. `undefined` for a bearer token, and behind a broker. */
  readonly clientId?: string | undefined;
  /** The kind that is listed first. */
  readonly kind: Kind;
}

/** An open connection: the client, MySafe's address, and the items of one kind. */
export interface Connection extends Omit<Destination, "options"> {
  readonly client: MySafe;
  readonly items: readonly Summary[];
}

/** A wait before the next try: the error of the last one, and the end of the wait (ms since the Unix epoch). */
export interface Wait {
  readonly code: MySafeErrorCode;
  readonly until: number;
}

/** The open connection. */
export const connection = signal<Connection | undefined>(undefined);
/** Whether an attempt to connect is in progress. */
export const connecting = signal(false);
/** Why the last attempt to connect failed. Without a cause, what finds it did not load. */
export const fault = signal<ConnectFault | Omit<ConnectFault, "cause"> | undefined>(undefined);
/** Why the last connection ended. */
export const ending = signal<Ending | undefined>(undefined);

/** The client's most recent wait. It can be over. */
export const latestWait = signal<Wait | undefined>(undefined);

/** Replaces the global `fetch` in the demo. */
let customFetch: MySafeOptions["fetch"];
let attempt = new AbortController();

/** Finds the cause of a failed connection. `undefined`: what finds it did not load. */
type Diagnosis = (error: MySafeError, route: Route) => Promise<Cause | undefined>;

let diagnose: Diagnosis = async () => undefined;

/** Has the causes of failed connections found. */
export function setDiagnosis(diagnosis: Diagnosis): void {
  diagnose = diagnosis;
}

/** Sends the requests of all later connections through `fetch`. */
export function setFetch(fetch: NonNullable<MySafeOptions["fetch"]>): void {
  customFetch = fetch;
}

/** Connects with the entries of the form. */
export async function connect(): Promise<void> {
  const to = routeTo(address.value.trim());
  const named = tenant.value.trim() || undefined;
  const sent = options(to.baseUrl, named);
  await open({ options: sent, address: to.address, tenant: named, clientId: sent.clientId, kind: defaultKind });
}

/** Opens a connection, which is open once MySafe has listed the items of the kind. */
export async function open({ options, kind, ...to }: Destination): Promise<void> {
  if (connecting.value || connection.value) return;
  connecting.value = true;
  fault.value = undefined;
  attempt = new AbortController();
  const { signal } = attempt;
  const client = new MySafe({ ...options, onEvent });
  try {
    const items = await kinds[kind].callsOf(client).list({}, { signal });
    signal.throwIfAborted();
    wipeCredentials(); // The client holds them now, and never returns them.
    ending.value = undefined;
    connection.value = { client, ...to, kind, items };
    addLogEntry("good", ({ log }) => log.connected(vaultName(to), items.length, nounOf(kind)));
  } catch (error) {
    client.close();
    if (isMySafeError(error)) {
      const { address } = to;
      const cause = await diagnose(error, { baseUrl: String(options.baseUrl), address });
      if (!signal.aborted) fault.value = { error, address, ...(cause && { cause }) };
      addLogEntry("bad", ({ log }) => log.notConnected(vaultName(to), error.code));
    }
  } finally {
    connecting.value = false;
  }
}

/** Aborts the attempt to connect. */
export function stopConnecting(): void {
  attempt.abort();
}

/** Ends the connection. The client wipes the credentials and its token; the page drops the listed items.
 *
 * @param why what the visitor is told. `undefined` where another connection follows */
export function disconnect(why: Ending | undefined): void {
  wipeCredentials();
  attempt.abort();
  const { value } = connection;
  if (!value) return;
  value.client.close();
  connection.value = undefined;
  fault.value = undefined;
  ending.value = why;
  if (why) addLogEntry("plain", ({ log }) => log.ended[why]);
}

// The back/forward cache can keep a page after it is left. The access key must not stay in it.
addEventListener("pagehide", () => disconnect("left"));

function onEvent(event: MySafeEvent): void {
  if (event.type === "retry") latestWait.value = { code: event.code, until: event.time + event.delay };
  passOn(event);
}

function options(baseUrl: string, named: string | undefined): MySafeOptions {
  const credentials =
    proof.value === "key"
      ? { clientId: clientId.value, clientSecret: clientSecret.value }
      : { accessToken: accessToken.value.trim() };
  return {
    baseUrl,
    ...credentials,
    ...(named && { tenant: named }),
    ...(customFetch && { fetch: customFetch }),
  };
}
