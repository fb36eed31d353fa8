import type { KindDefinition } from "./kinds/kind.js";
import { kinds } from "./kinds/kinds.js";

/**
 * An operation of the API: `token`, or one of the six operations on items of every kind.
 *
 * @example
 * ```ts
 * const operation: Operation = "deactivate";
 * createSandbox({ faults: { rate: 0.3, operations: [operation] } });
 * ```
 */
export type Operation = "token" | "list" | "get" | "create" | "update" | "activate" | "deactivate";

/** An operation on items. */
export type ItemOperation = Exclude<Operation, "token">;

/** An operation that switches an item on or off. */
export type Switch = "activate" | "deactivate";

/** Whether the operation switches an item on or off. */
export function isSwitch(operation: Operation): operation is Switch {
  return operation === "activate" || operation === "deactivate";
}

/** What a request asks for: an operation, and the kind of item that it is about. A token is about none. */
export type Target =
  | { readonly operation: "token"; readonly kind?: undefined }
  | { readonly operation: ItemOperation; readonly kind: KindDefinition };

/** The target of one method on one path, and the parts that its request may have. */
export type Route = Target & {
  /** The allowed query parameters, each at most once. The token endpoint itself answers a repeated one. */
  readonly query: readonly string[];
  /** The required body: a JSON object, a form, or none. */
  readonly body: "json" | "form" | "none";
};

type Routes = Readonly<Record<string, Readonly<Record<string, Route>>>>;

const tokenPath: Readonly<Record<string, Route>> = {
  GET: {
    operation: "token",
    query: ["grant_type", "tenant", "scope", "client_id", "client_secret"],
    body: "none",
  },
  POST: { operation: "token", query: ["client_id", "client_secret"], body: "form" },
};

function itemRoutes(kind: KindDefinition): Routes {
  const path = `/api/mysafe/${kind.path}`;
  return {
    [path]: {
      GET: { kind, operation: "list", query: Object.keys(kind.filters), body: "none" },
      POST: { kind, operation: "create", query: [], body: "json" },
    },
    [`${path}/:identifier`]: { GET: { kind, operation: "get", query: [], body: "none" } },
    [`${path}/active/:identifier`]: { POST: { kind, operation: "activate", query: [], body: "none" } },
    [`${path}/inactive/:identifier`]: { POST: { kind, operation: "deactivate", query: [], body: "none" } },
    [`${path}/update/:identifier`]: { PUT: { kind, operation: "update", query: [], body: "json" } },
  };
}

/** The methods of every path of the API. `:identifier` stands for one path segment. */
export const routes: Routes = Object.fromEntries([
  ["/api/oauth2/token", tokenPath],
  ["/iso/oauth2/token", tokenPath],
  ...Object.values(kinds).flatMap((kind) => Object.entries(itemRoutes(kind))),
]);

/** Everything that a request can ask for. */
export const targets: readonly Target[] = Object.values(routes).flatMap((methods) => Object.values(methods));

/**
 * The query parameters whose values may be logged. Of any other parameter, only the name is logged. `name`, `username` and
 * `url` are not among them: a username is personal, a URL can hold a password, and a name says what an item is about.
 */
export const loggableParameters: ReadonlySet<string> = new Set(["grant_type", "tenant", "tag", "identifier_code"]);
