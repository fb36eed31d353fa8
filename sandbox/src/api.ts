import { json } from "./answer.js";
import { ConnectionLost, cutBody, stallBody, toResponse, truncated, waitForAbort } from "./delivery.js";
import { type Fault, type FaultOptions, Faults } from "./faults.js";
import { Gateway, proxyPage } from "./gateway.js";
import type { Call } from "./inspection.js";
import { Journal, type PendingRecord } from "./journal.js";
import type { Kind } from "./kinds/kind.js";
import { type ItemTypes, kinds } from "./kinds/kinds.js";
import { TokenEndpoint } from "./oauth.js";
import { type OddAnswer, oddAnswer } from "./odd.js";
import { Operations } from "./operations.js";
import type { ResolvedOptions } from "./options.js";
import type { Plan } from "./plan.js";
import { RateLimit } from "./ratelimit.js";
import type { Target } from "./routes.js";
import { type ResponseStep, Script } from "./script.js";
import { ItemStore } from "./store.js";
import { TokenStore } from "./tokens.js";

/** The MySafe API and its gateway. It answers every request that passed inspection. */
export class Api {
  readonly items: { readonly [Name in Kind]: ItemStore<ItemTypes[Name]> };
  readonly journal: Journal;
  readonly tokens: TokenStore;
  readonly script = new Script();
  readonly gateway: Gateway;
  readonly #options: ResolvedOptions;
  readonly #tokenEndpoint: TokenEndpoint;
  readonly #operations: { readonly [Name in Kind]: Operations<ItemTypes[Name]> };
  readonly #rateLimit: RateLimit;
  #faults: Faults;

  constructor(options: ResolvedOptions) {
    this.#options = options;
    const { user } = options.clients[0];
    this.items = {
      apiSecret: new ItemStore(kinds.apiSecret, options.items.apiSecret, user),
      password: new ItemStore(kinds.password, options.items.password, user),
      note: new ItemStore(kinds.note, options.items.note, user),
    };
    this.journal = new Journal(options.history);
    this.#operations = {
      apiSecret: new Operations(kinds.apiSecret, this.items.apiSecret, options, this.journal),
      password: new Operations(kinds.password, this.items.password, options, this.journal),
      note: new Operations(kinds.note, this.items.note, options, this.journal),
    };
    this.tokens = new TokenStore(options.now, options.tokenLifetime, options.tokenLag);
    this.gateway = new Gateway(options.gatewayRequestId);
    this.#tokenEndpoint = new TokenEndpoint(options, this.tokens, this.gateway);
    this.#rateLimit = new RateLimit(options.rateLimit, options.now);
    this.#faults = new Faults(options.faults, options.seed);
  }

  setFaults(faults: number | FaultOptions): void {
    this.#faults = new Faults(faults, this.#options.seed);
  }

  reset(): void {
    for (const items of Object.values(this.items)) items.reset();
    this.journal.clear();
    this.tokens.revokeAll();
    this.script.clear();
    this.#rateLimit.clear();
    this.setFaults(this.#options.faults);
  }

  /** Answers as the API does, unless a step or a fault applies. Rejects when the connection is dropped. */
  async answer(call: Call, record: PendingRecord, signal: AbortSignal | undefined): Promise<Response> {
    if (call.route.operation === "token") {
      this.journal.tokenRequests += 1;
    }
    const { exceeded, headers } = this.#rateLimit.take();
    if (this.#options.latency > 0) {
      await this.#options.sleep(this.#options.latency, signal);
    }
    const response = exceeded
      ? toResponse(this.gateway.fail(429, record.id))
      : await this.#answerUnlimited(call, record, signal);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  }

  #answerUnlimited(call: Call, record: PendingRecord, signal: AbortSignal | undefined): Response | Promise<Response> {
    const { route: target, path } = call;
    const effect = this.script.take({ target, path, identifier: record.identifier });
    if (effect && "step" in effect) {
      return this.#answerScripted(effect.step, call, record);
    }
    const fault = effect?.fault ?? this.#faults.draw(target, call.method, path);
    return fault ? this.#answerWithFault(fault, call, record, signal) : this.#answerNormally(call, record);
  }

  #answerScripted({ response, applied }: ResponseStep, call: Call, record: PendingRecord): Response {
    record.fault = "scripted";
    if (applied) {
      this.#plan(call, record).commit?.(true);
    }
    const { status = 200, headers, body } = response;
    const answer = body === undefined ? { status, body } : json(status, body);
    return toResponse(headers ? { ...answer, headers } : answer);
  }

  async #answerWithFault(
    { kind, status, retryAfter, delay, answer, applied }: Fault,
    call: Call,
    record: PendingRecord,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    record.fault = kind;
    const retryAfterHeader: Record<string, string> = retryAfter === false ? {} : { "retry-after": String(retryAfter) };
    switch (kind) {
      case "server-error":
        return toResponse(this.gateway.fail(status, record.id, status === 503 ? retryAfterHeader : {}));
      case "rate-limit":
        return toResponse(this.gateway.fail(429, record.id, retryAfterHeader));
      case "no-route":
        return toResponse(this.gateway.fail(404, record.id));
      case "html":
        return toResponse(proxyPage());
      case "reset":
        throw new ConnectionLost("fetch failed: the connection was reset");
      case "stall":
        return waitForAbort(signal);
      case "cut":
        return cutBody(this.#plan(call, record).answer);
      case "stall-body":
        return stallBody(this.#plan(call, record).answer, signal);
      case "malformed":
        return toResponse(truncated(this.#plan(call, record).answer));
      case "lost":
        this.#plan(call, record).commit?.(true);
        throw new ConnectionLost("fetch failed: the connection was reset");
      case "lost-timeout":
        this.#plan(call, record).commit?.(true);
        return toResponse(this.gateway.fail(504, record.id));
      case "odd":
        return this.#answerOdd(answer, applied, call.route, this.#plan(call, record));
      case "status":
        if (applied) this.#plan(call, record).commit?.(true);
        return toResponse(
          this.gateway.fail(status, record.id, status === 503 ? retryAfterHeader : redirectHeaders(status)),
        );
      case "revoked":
        this.tokens.revoke(bearerToken(call) ?? "");
        return this.#answerNormally(call, record);
      case "delay":
        await this.#options.sleep(delay, signal);
        return this.#answerNormally(call, record);
    }
  }

  #answerOdd(name: OddAnswer, applied: boolean, target: Target, plan: Plan): Response {
    const { answer, changeRule } = oddAnswer(name, target, plan);
    if (changeRule === "always") plan.commit?.(false);
    else if (changeRule === "if applied" && applied) plan.commit?.(true);
    return toResponse(answer);
  }

  #answerNormally(call: Call, record: PendingRecord): Response {
    const { answer, commit } = this.#plan(call, record);
    commit?.(false);
    return toResponse(answer);
  }

  #plan(call: Call, record: PendingRecord): Plan {
    const { operation, kind } = call.route;
    if (operation === "token") {
      return this.#tokenEndpoint.plan(call, record);
    }
    const token = bearerToken(call);
    const clientId = token === undefined ? undefined : this.tokens.owner(token);
    const client = this.#options.clients.find((candidate) => candidate.clientId === clientId);
    if (!client) {
      return { answer: this.gateway.unauthorized(record.id, token !== undefined) };
    }
    record.client = client.clientId;
    return this.#operations[kind.name].plan(operation, call, client, record);
  }
}

/** The `Location` of a 3xx: a sign-in page. */
function redirectHeaders(status: number): Record<string, string> {
  return status >= 300 && status <= 399 ? { location: "/login" } : {};
}

function bearerToken(call: Call): string | undefined {
  return /^bearer +(\S+)$/i.exec(call.authorization ?? "")?.[1];
}
