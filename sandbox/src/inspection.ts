import { loggableParameters, type Route, routes } from "./routes.js";

/** A request that passed inspection. */
export interface Call {
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The decoded identifier of the path; empty if the path has none. */
  readonly identifier: string;
  readonly authorization: string | undefined;
  /** The fields of a form body. */
  readonly form: URLSearchParams;
  /** The members of a JSON body. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const formFields: ReadonlySet<string> = new Set(["grant_type", "client_id", "client_secret", "tenant", "scope"]);

/**
 * Reads a request to a known path. `problems` lists everything that a correct client would not send. It never quotes a
 * value, because a value can be a secret.
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
    return { problems: [`method ${method}: this path has ${Object.keys(methods).join(" and ")}`] };
  }
  const url = new URL(request.url);
  const text = await request.text();
  const problems = queryProblems(url.searchParams, route);

  let fields: Record<string, unknown> = {};
  let form = new URLSearchParams();
  if (route.operation !== "token" && !accepts(headers.get("accept"), "application/json")) {
    problems.push("no Accept: application/json: without it, the gateway answers in other formats");
  }
  if (route.body === "none") {
    if (text !== "") problems.push(`a body of ${text.length} characters: this request has none`);
  } else if (route.body === "form") {
    problems.push(...contentTypeProblems(headers, "application/x-www-form-urlencoded"));
    form = new URLSearchParams(text);
    problems.push(...unknownNames("form field", form.keys(), formFields));
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

/** The query string without the values that can be secret. */
export function redactedQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => {
      const shown = loggableParameters.has(name) ? encodeURIComponent(value) : "[hidden]";
      return `${encodeURIComponent(name)}=${shown}`;
    })
    .join("&");
}

function queryProblems(query: URLSearchParams, route: Route): string[] {
  const problems = unknownNames("query parameter", query.keys(), new Set(route.query));
  if (route.operation !== "token") {
    for (const name of route.query) {
      if (query.getAll(name).length > 1) problems.push(`query parameter ${name} more than once`);
    }
  }
  return problems;
}

function unknownNames(what: string, names: Iterable<string>, known: ReadonlySet<string>): string[] {
  return [...new Set(names)]
    .filter((name) => !known.has(name))
    .map((name) => `unknown ${what} ${JSON.stringify(name)}`);
}

function contentTypeProblems(headers: Headers, expected: string): string[] {
  const actual = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  return actual === expected ? [] : [`Content-Type ${actual ?? "missing"}: it must be ${expected}`];
}

function accepts(header: string | null, expected: string): boolean {
  return (header ?? "").split(",").some((range) => range.split(";")[0]?.trim().toLowerCase() === expected);
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
