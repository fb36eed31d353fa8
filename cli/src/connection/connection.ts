import type { Kind, MySafe, MySafeEvent } from "mysafe-wasm";
import { Failure } from "../failure.js";
import type { Values } from "../options/values.js";
import { askText } from "../terminal/question.js";
import type { Terminal } from "../terminal/terminal.js";
import { addressOf } from "./address.js";
import { credentialsOf } from "./credentials.js";

/** Where MySafe is. */
export interface Place {
  readonly address: string;
  readonly tenant?: string;
}

/** A client, and where it sends. */
export interface Connection extends Place {
  readonly client: MySafe;
}

/** The place that the options or the environment name, or somebody at the terminal. */
export async function placeOf(values: Values, terminal: Terminal, signal: AbortSignal): Promise<Place> {
  const { connection } = terminal.words;
  const url = values.url ?? (process.env.MYSAFE_URL || undefined);
  if (url === undefined && !terminal.isInteractive) throw new Failure(connection.noUrl);
  const answer = url ?? (await askText(connection.askUrl, signal));
  if (answer.trim() === "") throw new Failure(connection.noUrl);
  const tenant = values.tenant ?? (process.env.MYSAFE_TENANT || undefined);
  return { address: addressOf(answer, terminal.words), ...(tenant !== undefined && { tenant }) };
}

/** Connects to a place. Nothing is sent yet. */
export async function connect(
  place: Place,
  values: Values,
  terminal: Terminal,
  signal: AbortSignal,
  onEvent?: (event: MySafeEvent) => void,
): Promise<Connection> {
  const credentials = await credentialsOf(values, terminal, signal);
  const { MySafe } = await import("mysafe-wasm");
  const { timeout, deadline, retries = 5 } = values;
  const client = new MySafe({
    baseUrl: place.address,
    ...credentials,
    ...{ tenant: place.tenant, timeout, deadline, onEvent },
    retry: { attempts: retries + 1 },
  });
  await client.ready();
  return { ...place, client };
}

/** The client's methods on items of a kind. */
export function itemsOf({ client }: Connection, kind: Kind) {
  return { apiSecret: client.apiSecrets, password: client.passwords, note: client.notes }[kind];
}
