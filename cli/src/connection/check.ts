import { isMySafeError, type Kind } from "mysafe-wasm";
import type { Invocation } from "../commands/command.js";
import { type Status, status } from "../failure.js";
import { jsonOf } from "../output/json.js";
import { saidIn } from "../output/said.js";
import { printable } from "../terminal/printable.js";
import type { Terminal } from "../terminal/terminal.js";
import { connect, itemsOf, placeOf } from "./connection.js";
import { Diagnosis, type Listing, type Step } from "./diagnosis.js";

const allKinds: readonly Kind[] = ["apiSecret", "password", "note"];

/** Checks the address, the credentials and what they may do. Nothing is changed. */
export async function checkConnection({ values, terminal, interruption }: Invocation): Promise<Status> {
  const { signal } = interruption;
  const { words } = terminal;
  const place = await placeOf(values, terminal, signal);
  const diagnosis = new Diagnosis();
  const connection = await connect(place, values, terminal, signal, diagnosis.note);
  const listings: Listing[] = [];
  for (const kind of values.kind === undefined ? allKinds : [values.kind]) {
    const listing = isInVain(listings, diagnosis) ? { kind } : await tryToList(kind);
    listings.push(listing);
    diagnosis.add(listing);
  }
  connection.client.close();
  const steps = diagnosis.steps(place.address, words);
  const isGood =
    listings.some(({ items }) => items !== undefined) &&
    listings.every((listing) => listing.items !== undefined || diagnosis.isRefused(listing));
  if (values.json) terminal.print(jsonOf({ address: place.address, ok: isGood, steps }));
  else for (const step of steps) terminal.print(`${linesOf(step, terminal).join("\n")}\n`);
  if (steps[0]?.ok === false && ignoresProxy(process.env)) terminal.warn(words.failures.proxyIgnored);
  return isGood ? status.done : status.incomplete;

  async function tryToList(kind: Kind): Promise<Listing> {
    try {
      return { kind, items: await itemsOf(connection, kind).list(undefined, { signal }) };
    } catch (error) {
      if (!isMySafeError(error)) throw error;
      return { kind, error };
    }
  }
}

/** Whether the next kind would fail as the last one did, and take as long. */
function isInVain(listings: readonly Listing[], diagnosis: Diagnosis): boolean {
  const last = listings.at(-1);
  return last !== undefined && last.items === undefined && !diagnosis.isRefused(last);
}

function linesOf({ ok, text, advice, error }: Step, { resultPaint }: Terminal): string[] {
  const mark = ok === null ? resultPaint.faint("–") : ok ? resultPaint.good("✓") : resultPaint.bad("✗");
  return [
    `${mark} ${text}`,
    ...(advice === undefined ? [] : [`  ${advice}`]),
    ...(error === undefined ? [] : [`  ${resultPaint.faint(printable(saidIn(error)))}`]),
  ];
}

/** Whether a proxy is set that Node was not told to use. */
function ignoresProxy({ HTTPS_PROXY, https_proxy, NODE_USE_ENV_PROXY }: NodeJS.ProcessEnv): boolean {
  return !!(HTTPS_PROXY || https_proxy) && NODE_USE_ENV_PROXY !== "1";
}
