import type { Context } from "hono";
import { cors } from "hono/cors";
// With one router, not the choice of two that `hono` comes with: the page, which carries the sandbox, is 1.7 kB smaller.
import { HonoBase } from "hono/hono-base";
import { TrieRouter } from "hono/router/trie-router";
import { json } from "./answer.js";
import type { Api } from "./api.js";
import { whole } from "./delivery.js";
import { readFields } from "./fields.js";
import { harmlessQuery, inspect } from "./inspection.js";
import type { OpenRecord } from "./journal.js";
import type { ResolvedOptions } from "./options.js";
import { routes } from "./routes.js";

interface Environment {
  Bindings: { signal: AbortSignal | undefined };
  Variables: { record: OpenRecord };
}

/** The way of a request to the API: it is recorded, checked against CORS, routed, and inspected. */
export function createApp(options: ResolvedOptions, api: Api, newId: () => string): HonoBase<Environment> {
  const app = new HonoBase<Environment>({ router: new TrieRouter() });

  // A dropped connection travels as a rejection: it must not become an answer.
  app.onError((error) => {
    throw error;
  });

  app.use(async (c, next) => {
    const { pathname, searchParams } = new URL(c.req.url);
    const record: OpenRecord = {
      id: newId(),
      time: options.now(),
      method: c.req.method,
      path: pathname,
      query: harmlessQuery(searchParams),
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
    // A gateway without CORS has no route for OPTIONS. The browser asks, so it is no mistake of the client's.
    app.use(async (c, next) => (isPreflight(c) ? whole(api.gateway.fail(404, c.get("record").id)) : next()));
  } else {
    const crossOrigin = cors({
      origin: options.cors === true ? "*" : options.cors,
      allowMethods: ["GET", "POST", "PUT"],
      allowHeaders: ["Authorization", "Content-Type", "Accept"],
      exposeHeaders: ["Retry-After", "X-Request-Id", "X-Kong-Request-Id"],
      maxAge: 600,
    });
    // The middleware would answer any OPTIONS; one that is no preflight is as unexpected as any other method.
    app.use((c, next) => (c.req.method !== "OPTIONS" || isPreflight(c) ? crossOrigin(c, next) : next()));
  }

  for (const pattern of Object.keys(routes)) {
    app.all(pattern, async (c) => {
      const record = c.get("record");
      const { call, problems } = await inspect(pattern, c.req.param("identifier") ?? "", c.req.raw);
      if (!call) {
        return unexpected(record, problems);
      }
      const misplaced = call.route.body === "json" ? readFields(call.fields).problems : [];
      if (misplaced.length > 0) {
        return unexpected(record, misplaced);
      }
      record.operation = call.route.operation;
      if (call.identifier !== "") record.identifier = call.identifier;
      return api.answer(call, record, c.env.signal);
    });
  }
  app.notFound((c) => unexpected(c.get("record"), ["the API has no such path"]));
  return app;
}

function isPreflight(c: Context): boolean {
  return c.req.method === "OPTIONS" && c.req.header("access-control-request-method") !== undefined;
}

/** 501, so that a mistake in a request can never pass for a failure of the API or of the network. */
function unexpected(record: OpenRecord, problems: readonly string[]): Response {
  record.unexpected = problems;
  const message = `mysafe-sandbox did not expect ${record.method} ${record.path}: ${problems.join("; ")}`;
  return whole(json(501, { message, unexpected: problems, request_id: record.id }));
}
