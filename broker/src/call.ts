// One call of MySafe's API through the broker: who calls, may they, how is it recorded, and what do they get.

import { passWhole, passWithoutValues, refuseUnanswered } from "./answers.js";
import type { Audit, AuditOutcome, AuditRecord } from "./audit/record.js";
import type { PlacesPerIdentity } from "./limits/places.js";
import type { RateLimit } from "./limits/rate.js";
import type { Slots } from "./limits/slots.js";
import type { Access, Passed } from "./mysafe/access.js";
import { Unanswered } from "./mysafe/failure.js";
import type { Permission, Permit } from "./people/permit.js";
import { wordsOf } from "./problems.js";
import type { Reply } from "./reply.js";
import { type BodyLimits, jsonBody, readBody } from "./requests/body.js";
import { Refusal } from "./requests/refusal.js";
import { type Route, readRoute } from "./requests/route.js";
import type { Visit } from "./site.js";
import type { Claims, Tokens } from "./tokens/token.js";

/** What calls need of the broker. */
export interface CallSurroundings {
  readonly name: string;
  readonly access: Access;
  readonly tokens: Tokens;
  readonly permit: Permit;
  readonly rate: RateLimit;
  readonly places: PlacesPerIdentity;
  readonly lists: Slots;
  readonly body: BodyLimits;
  /** `undefined`: no record is kept, and none is made. */
  readonly audit: Audit | undefined;
  readonly onProblem: (problem: string) => void;
}

/** Answers a call. */
export async function answerCall({ request, url, path }: Visit, around: CallSurroundings): Promise<Response | Reply> {
  const claims = await callerOf(request, around.tokens);
  const route = readRoute(request.method, `/${path}`, url.search.slice(1));
  const call = new Call(route, claims, around);
  try {
    around.rate.check(claims.identity.id);
    await call.checkPermission();
    const response = await around.places.run(claims.identity.id, () => call.pass(request));
    if (response) return response;
    throw new Refusal(429, "Too many calls at a time.", { "retry-after": "1" });
  } catch (error) {
    if (error instanceof Refusal) await call.end("denied", error.status);
    else await call.end(call.outcomeOfDefect, 500);
    throw error;
  }
}

/**
 * Whose token the request has (RFC 6750).
 *
 * @throws {Refusal} 401
 */
async function callerOf(request: Request, tokens: Tokens): Promise<Claims> {
  const token = /^bearer ([\w.~+/-]+=*)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const claims = token === undefined ? undefined : await tokens.verify(token);
  if (claims) return claims;
  const error = token === undefined ? "" : ' error="invalid_token"';
  throw new Refusal(401, "The broker's token is missing or has ended. Get another by POST token.", {
    "www-authenticate": `Bearer${error}`,
  });
}

class Call {
  readonly #route: Route;
  readonly #claims: Claims;
  readonly #around: CallSurroundings;
  #id: string | undefined;
  readonly #started = performance.now();
  #wasSent = false;
  #isOver = false;

  constructor(route: Route, claims: Claims, around: CallSurroundings) {
    this.#route = route;
    this.#claims = claims;
    this.#around = around;
  }

  /** What is known when the broker itself fails. */
  get outcomeOfDefect(): AuditOutcome {
    if (!this.#wasSent) return "denied";
    return this.#route.method === "GET" ? "unanswered" : "unknown";
  }

  async checkPermission(): Promise<void> {
    if (await this.#may(this.#route.operation)) return;
    throw new Refusal(403, `"${this.#claims.identity.id}" may not ${deedOf(this.#route)}.`);
  }

  /** Passes the call on, and its answer back. */
  async pass(request: Request): Promise<Response | Reply> {
    const { access, name, lists } = this.#around;
    const route = this.#route;
    const body = await this.#body(request);
    const revealed = await this.#may("reveal");
    if (route.method !== "GET") await this.#begin();
    const send = () => {
      this.#wasSent = true;
      return access.pass(route, body, () => request.signal);
    };
    const passed = route.operation === "list" ? await lists.run(send) : await send();
    if (!passed) throw new Refusal(429, "Too many lists at a time.", { "retry-after": "1" });
    if (passed.problem !== undefined) this.#around.onProblem(`${name}: ${passed.problem}`);
    if (passed.answer instanceof Unanswered) {
      await this.end(passed.outcome, passed.answer.status);
      return refuseUnanswered(passed.answer, name);
    }
    const response = revealed ? passWhole(passed.answer) : passWithoutValues(passed.answer, name);
    await this.end(passed.outcome, passed.answer.status, { revealed, ...requestIdOf(passed) });
    return response;
  }

  /** Records how the call ended, once. A failure of the audit does not hide what MySafe answered. */
  async end(outcome: AuditOutcome, status: number, more: Partial<AuditRecord> = {}): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const { audit } = this.#around;
    if (!audit) return;
    const duration = Math.round((performance.now() - this.#started) * 10) / 10;
    try {
      await audit({ ...this.#record("end"), outcome, status, duration, ...more });
    } catch (error) {
      this.#around.onProblem(`${this.#around.name}: the end of a call was not recorded: ${wordsOf(error)}`);
    }
  }

  /** Records a change before it is passed on. */
  async #begin(): Promise<void> {
    const { audit } = this.#around;
    if (!audit) return;
    try {
      await audit(this.#record("begin"));
    } catch (error) {
      this.#around.onProblem(`${this.#around.name}: a call was refused, since it was not recorded: ${wordsOf(error)}`);
      throw new Refusal(503, "The call could not be recorded, so that it was not passed on.");
    }
  }

  async #may(operation: Permission): Promise<boolean> {
    const { kind, identifier } = this.#route;
    const { identity, grants } = this.#claims;
    if (!grants[kind].includes(operation)) return false;
    return (await this.#around.permit({ identity, operation, kind, identifier })) === true;
  }

  async #body(request: Request): Promise<string | undefined> {
    const { fields } = this.#route;
    const bytes = await readBody(request, this.#around.body);
    if (fields) return jsonBody(bytes, request.headers.get("content-type"), fields);
    if (bytes.length > 0) throw new Refusal(400, "This call has no body.");
    return undefined;
  }

  #record(event: AuditRecord["event"]): AuditRecord {
    const { operation, kind, identifier } = this.#route;
    const identity = this.#claims.identity.id;
    const time = new Date().toISOString();
    this.#id ??= crypto.randomUUID();
    return { event, id: this.#id, time, identity, operation, kind, ...(identifier !== undefined && { identifier }) };
  }
}

const titles = { apiSecret: "API secret", password: "password", note: "note" };

/** What a route does, as a person says it. */
function deedOf({ operation, kind }: Route): string {
  const title = titles[kind];
  if (operation === "isActive") return `look at this ${title}`;
  if (operation === "list") return `list ${title}s`;
  return operation === "create" ? `create ${title}s` : `${operation} this ${title}`;
}

function requestIdOf({ answer }: Passed): Partial<AuditRecord> {
  if (answer instanceof Unanswered) return {};
  const requestId = answer.headers["x-request-id"] ?? answer.headers["x-kong-request-id"];
  return requestId === undefined ? {} : { requestId };
}
