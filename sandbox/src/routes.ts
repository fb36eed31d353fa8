/** What a request asks for: the token endpoint, or one of the six API-secret operations. */
export type Operation = "token" | "list" | "get" | "create" | "update" | "activate" | "deactivate";

/** Whether an operation switches a secret on or off. */
export function isSwitch(operation: Operation): operation is "activate" | "deactivate" {
  return operation === "activate" || operation === "deactivate";
}

/** What one method on one path means, and what such a request may carry. */
export interface Route {
  readonly operation: Operation;
  /** The query parameters that may come, each at most once. The token endpoint judges its own repetitions. */
  readonly query: readonly string[];
  /** `json`: a JSON object must come. `form`: a form must come. `none`: a body is a mistake. */
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

/** Every path of the API with its methods; `:identifier` stands for one path segment. */
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

/** The query parameters whose values may be shown in a log; of any other, only the name is. */
export const harmlessParameters: ReadonlySet<string> = new Set(["grant_type", "tenant", "tag", "identifier_code"]);
