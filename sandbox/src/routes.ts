/**
 * An operation of the API: `token`, or one of the six operations on API secrets.
 *
 * @example
 * ```ts
 * const operation: Operation = "deactivate";
 * createSandbox({ faults: { rate: 0.3, operations: [operation] } });
 * ```
 */
export type Operation = "token" | "list" | "get" | "create" | "update" | "activate" | "deactivate";

/** Whether the operation switches a secret on or off. */
export function isSwitch(operation: Operation): operation is "activate" | "deactivate" {
  return operation === "activate" || operation === "deactivate";
}

/** The operation of one method on one path, and the parts that its request may have. */
export interface Route {
  readonly operation: Operation;
  /** The allowed query parameters, each at most once. The token endpoint itself answers a repeated one. */
  readonly query: readonly string[];
  /** The required body: a JSON object, a form, or none. */
  readonly body: "json" | "form" | "none";
}

const tokenPath: Readonly<Record<string, Route>> = {
  GET: {
    operation: "token",
    query: ["grant_type", "tenant", "scope", "client_id", "client_secret"],
    body: "none",
  },
  POST: { operation: "token", query: ["client_id", "client_secret"], body: "form" },
};

/** The methods of every path of the API. `:identifier` stands for one path segment. */
export const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  "/api/oauth2/token": tokenPath,
  "/iso/oauth2/token": tokenPath,
  "/api/mysafe/secretapi": {
    GET: { operation: "list", query: ["tag", "identifier_code"], body: "none" },
    POST: { operation: "create", query: [], body: "json" },
  },
  "/api/mysafe/secretapi/:identifier": { GET: { operation: "get", query: [], body: "none" } },
  "/api/mysafe/secretapi/active/:identifier": { POST: { operation: "activate", query: [], body: "none" } },
  "/api/mysafe/secretapi/inactive/:identifier": { POST: { operation: "deactivate", query: [], body: "none" } },
  "/api/mysafe/secretapi/update/:identifier": { PUT: { operation: "update", query: [], body: "json" } },
};

/** The query parameters whose values may be logged. Of any other parameter, only the name is logged. */
export const loggableParameters: ReadonlySet<string> = new Set(["grant_type", "tenant", "tag", "identifier_code"]);
