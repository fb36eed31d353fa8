import { harmlessParameters, type Route, routes } from "./routes.js";

/** A request that was understood: what it asks for and what it carries. */
export interface Call {
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The identifier in the path, decoded; empty where the path has none. */
  readonly identifier: string;
  readonly authorization: string | undefined;
  /** The fields of a form. */
  readonly form: URLSearchParams;
  /** The members of a JSON object. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const formFields: ReadonlySet<string> = new Set(["grant_type", "client_id", "client_secret", "tenant", "scope"]);

/**
 * Reads a request of a known path, and names everything about it that no correct client sends. A problem never quotes
 * a value: it could be a secret.
 */
export async function inspect(
  pattern: string,
  identifier: string,
  request: Request,
): Promise<{ call: Call; problems: readonly [] } | { call?: undefined; problems: string[] }> {
  const { method, headers } = request;
  const methods = routes[pattern] ?? {};
  const route = methods[method];
  if (!route) {
    return { problems: [`method ${method}, where this path takes ${Object.keys(methods).join(" or ")}`] };
  }
  const url = new URL(request.url);
  const text = await request.text();
  const problems = queryProblems(url.searchParams, route);

  let fields: Record<string, unknown> = {};
  let form = new URLSearchParams();
  if (route.operation !== "token" && !accepts(headers.get("accept"), "application/json")) {
    problems.push("no Accept: application/json, without which the gateway answers in other formats");
  }
  if (route.body === "none") {
    if (text !== "") problems.push(`a body of ${text.length} characters, where none belongs`);
  } else if (route.body === "form") {
    problems.push(...contentTypeProblems(headers, "application/x-www-form-urlencoded"));
    form = new URLSearchParams(text);
    problems.push(...unknown("form field", form.keys(), formFields));
  } else {
    problems.push(...contentTypeProblems(headers, "application/json"));
    const object = parseObject(text);
    if (object) fields = object;
    else problems.push("a body that is not a JSON object");
  }

  if (problems.length > 0) {
    return { problems };
  }
  const authorization = headers.get("authorization") ?? undefined;
  const { pathname: path, searchParams: query } = url;
  return { call: { route, method, path, query, identifier, authorization, form, fields }, problems: [] };
}

/** The query string with the values hidden that could be secret. */
export function harmlessQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => {
      const shown = harmlessParameters.has(name) ? encodeURIComponent(value) : "[hidden]";
      return `${encodeURIComponent(name)}=${shown}`;
    })
    .join("&");
}

function queryProblems(query: URLSearchParams, route: Route): string[] {
  const problems = unknown("query parameter", query.keys(), new Set(route.query));
  if (route.operation !== "token") {
    for (const name of route.query) {
      if (query.getAll(name).length > 1) problems.push(`query parameter ${name} more than once`);
    }
  }
  return problems;
}

function unknown(what: string, names: Iterable<string>, known: ReadonlySet<string>): string[] {
  return [...new Set(names)].filter((name) => !known.has(name)).map((name) => `${what} ${JSON.stringify(name)}`);
}

function contentTypeProblems(headers: Headers, wanted: string): string[] {
  const given = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  return given === wanted ? [] : [`Content-Type ${given ?? "missing"}, where ${wanted} belongs`];
}

function accepts(header: string | null, wanted: string): boolean {
  return (header ?? "").split(",").some((range) => range.split(";")[0]?.trim().toLowerCase() === wanted);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
