// The strict table of what is passed on to MySafe. A request is read into its parts, and what is sent is written anew from
// these parts: nothing that two servers could read differently gets through.

import type { Kind } from "mysafe-wasm";
import type { Operation } from "../people/permit.js";
import { kindsOfItems } from "./kinds.js";
import { Refusal } from "./refusal.js";

/** A request to MySafe, understood. */
export interface Outline {
  readonly method: "GET" | "POST" | "PUT";
  /** The path and query to send, below MySafe's address. */
  readonly target: string;
  /** The members that a body may have; `undefined` where there is no body. */
  readonly fields: readonly string[] | undefined;
}

/** A request about items. */
export interface Route extends Outline {
  readonly operation: Operation;
  readonly kind: Kind;
  /** The item, decoded. */
  readonly identifier: string | undefined;
}

interface Row extends Pick<Route, "operation" | "kind" | "method" | "fields"> {
  readonly path: RegExp;
  readonly filters: readonly string[];
}

const segment = "((?:[\\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)";

/** A decoded identifier that no server could take for more than one segment of a path. */
const plainIdentifier = /^(?!\.)[^\p{Cc}/\\%?#]+$/u;

/** The text of a query that every server reads alike. */
const plainQuery = /^(?:[\w.~!$'()*+,;:@/?&=-]|%[0-9A-Fa-f]{2})*$/;

const rows: readonly Row[] = kindsOfItems.flatMap(({ kind, folder, filters, fields }): Row[] => {
  const items = `/api/mysafe/${folder}`;
  const row = (
    operation: Operation,
    method: Row["method"],
    path: string,
    more: { filters?: readonly string[]; fields?: readonly string[] } = {},
  ): Row => ({
    operation,
    kind,
    method,
    path: new RegExp(`^${items}${path}$`),
    filters: more.filters ?? [],
    fields: more.fields,
  });
  return [
    row("list", "GET", "", { filters }),
    row("create", "POST", "", { fields }),
    row("isActive", "GET", `/${segment}`),
    row("deactivate", "POST", `/inactive/${segment}`),
    row("activate", "POST", `/active/${segment}`),
    row("update", "PUT", `/update/${segment}`, { fields }),
  ];
});

/**
 * Reads a request of MySafe's API.
 *
 * @param method as it is in the request
 * @param path as it is in the request, below the broker's own, with its escapes
 * @param query without the question mark
 * @throws {Refusal} for everything that is not in the table
 */
export function readRoute(method: string, path: string, query: string): Route {
  const matches = rows.filter((row) => row.path.test(path));
  if (matches.length === 0) {
    throw new Refusal(404, "Only requests for API secrets, passwords and notes are passed on to MySafe.");
  }
  const row = matches.find((row) => row.method === method);
  if (!row) throw new Refusal(405, `MySafe has no ${method} there.`);
  const encoded = row.path.exec(path)?.[1];
  const identifier = encoded === undefined ? undefined : decodeIdentifier(encoded);
  const { operation, kind, fields } = row;
  const written = encoded === undefined ? path : path.slice(0, -encoded.length) + encodeURIComponent(identifier ?? "");
  const search = readQuery(query, row.filters);
  return { operation, kind, identifier, method: row.method, target: search ? `${written}?${search}` : written, fields };
}

/** Whether a path is that of MySafe's token endpoint, or of the older one. */
export const isTokenPath = (path: string): boolean => /^\/(?:api|iso)\/oauth2\/token$/.test(path);

/**
 * Reads a request for a token of MySafe's, which only a proxy without an access key of its own passes on.
 *
 * @throws {Refusal} for everything that is not documented
 */
export function readTokenRoute(method: string, path: string, query: string): Outline {
  if (method !== "GET" && method !== "POST") throw new Refusal(405, `MySafe has no ${method} there.`);
  const search = readQuery(query, ["grant_type", "tenant"]);
  const fields = ["grant_type", "tenant", "client_id", "client_secret"];
  return { method, target: search ? `${path}?${search}` : path, fields: method === "POST" ? fields : undefined };
}

function decodeIdentifier(encoded: string): string {
  let decoded = "";
  try {
    decoded = decodeURIComponent(encoded);
  } catch {
    // Bytes that are no text are refused below.
  }
  if (!plainIdentifier.test(decoded)) throw new Refusal(404, "Such an identifier could be taken for another path.");
  return decoded;
}

function readQuery(query: string, filters: readonly string[]): string {
  const given = new URLSearchParams(query);
  const names = [...given.keys()];
  if (!plainQuery.test(query) || names.some((name) => !filters.includes(name)) || new Set(names).size < names.length) {
    throw new Refusal(400, `Of a query, only ${filters.join(" and ") || "nothing"} is passed on, each once.`);
  }
  return given.toString();
}
