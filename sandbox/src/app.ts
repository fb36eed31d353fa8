import type { Context } from "hono";
import { cors } from "hono/cors";
// `hono` itself bundles two routers. With one, the admin page's demo is 1.7 kB smaller.
import { HonoBase } from "hono/hono-base";
import { TrieRouter } from "hono/router/trie-router";
import { json } from "./answer.js";
import type { Api } from "./api.js";
import { toResponse } from "./delivery.js";
import { readFields } from "./fields.js";
import { inspect, redactedQuery } from "./inspection.js";
import type { PendingRecord } from "./journal.js";
import type { ResolvedOptions } from "./options.js";
import { routes } from "./routes.js";

interface Environment {
  Bindings: { signal: AbortSignal | undefined };
  Variables: { record: PendingRecord };
}

/** The HTTP application: records each request, applies CORS, routes it, and inspects it before the API answers. */
export function createApp(options: ResolvedOptions, api: Api, newId: () => string): HonoBase<Environment> {
  const app = new HonoBase<Environment>({ router: new TrieRouter() });

  // A dropped connection is a rejection. Hono's default handler would turn it into a 500.
  app.onError((error) => {
    throw error;
  });

  app.use(async (c, next) => {
    const { pathname, searchParams } = new URL(c.req.url);
    const record: PendingRecord = {
      id: newId(),
      time: options.now(),
      method: c.req.method,
      path: pathname,
      query: redactedQuery(searchParams),
      status: null,
    };
    api.journal.addRequest(record);
    c.set("record", record);
    try {
      await next();
      c.res.headers.set("x-request-id", record.id);
      c.res.headers.set("x-kong-request-id", record.id);
      record.status = c.res.status;
    } finally {
      options.onRequest?.(record);
    }
  });

  if (options.cors === false) {
    // A gateway without CORS has no route for OPTIONS. The browser sends the preflight, so it is not the client's mistake.
    app.use(async (c, next) => (isPreflight(c) ? toResponse(api.gateway.fail(404, c.get("record").id)) : next()));
  } else {
    const crossOrigin = cors({
      origin: options.cors === true ? "*" : options.cors,
      allowMethods: ["GET", "POST", "PUT"],
      allowHeaders: ["Authorization", "Content-Type", "Accept"],
      exposeHeaders: ["Retry-After", "X-Request-Id", "X-Kong-Request-Id"],
      maxAge: 600,
    });
    // The middleware answers every OPTIONS. One that is not a preflight is unexpected, as any other unknown method.
    app.use((c, next) => (c.req.method !== "OPTIONS" || isPreflight(c) ? crossOrigin(c, next) : next()));
  }

  for (const pattern of Object.keys(routes)) {
    app.all(pattern, async (c) => {
      const record = c.get("record");
      const { call, problems } = await inspect(pattern, c.req.param("identifier") ?? "", c.req.raw);
      if (!call) {
        return rejectUnexpected(record, problems);
      }
      const { operation, kind, body } = call.route;
      const memberProblems = kind && body === "json" ? readFields(kind, call.fields).problems : [];
      if (memberProblems.length > 0) {
        return rejectUnexpected(record, memberProblems);
      }
      record.operation = operation;
      if (kind) record.kind = kind.name;
      if (call.identifier !== "") record.identifier = call.identifier;
      return api.answer(call, record, c.env.signal);
    });
  }
  app.notFound((c) => rejectUnexpected(c.get("record"), ["the API has no such path"]));
  return app;
}

function isPreflight(c: Context): boolean {
  return c.req.method === "OPTIONS" && c.req.header("access-control-request-method") !== undefined;
}

/** Answers 501, so that a mistake in a request is never taken for a failure of the API or the network. */
function rejectUnexpected(record: PendingRecord, problems: readonly string[]): Response {
  record.unexpected = problems;
  const message = `mysafe-sandbox did not expect ${record.method} ${record.path}: ${problems.join("; ")}`;
  return toResponse(json(501, { message, unexpected: problems, request_id: record.id }));
}
