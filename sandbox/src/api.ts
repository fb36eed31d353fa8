import { json } from "./answer.js";
import { ConnectionLost, cut, garbled, silence, stallBody, whole } from "./delivery.js";
import { type Fault, type FaultOptions, Faults } from "./faults.js";
import { Gateway, proxyPage } from "./gateway.js";
import type { Call } from "./inspection.js";
import { Journal, type OpenRecord } from "./journal.js";
import { TokenEndpoint } from "./oauth.js";
import { type OddAnswer, oddAnswer } from "./odd.js";
import type { ResolvedOptions } from "./options.js";
import type { Plan } from "./plan.js";
import { RateLimit } from "./ratelimit.js";
import type { Operation } from "./routes.js";
import { type ResponseStep, Script } from "./script.js";
import { SecretApi } from "./secretapi.js";
import { SecretStore } from "./secrets.js";
import { TokenStore } from "./tokens.js";

/** The MySafe API and what stands in front of it: answers each request that was understood. */
export class Api {
  readonly secrets: SecretStore;
  readonly journal: Journal;
  readonly tokens: TokenStore;
  readonly script = new Script();
  readonly gateway: Gateway;
  readonly #options: ResolvedOptions;
  readonly #tokenEndpoint: TokenEndpoint;
  readonly #secretApi: SecretApi;
  readonly #rateLimit: RateLimit;
  #faults: Faults;

  constructor(options: ResolvedOptions) {
    this.#options = options;
    this.secrets = new SecretStore(options.clients[0].user);
    this.journal = new Journal(options.history);
    this.tokens = new TokenStore(options.now, options.tokenLifetime, options.tokenLag);
    this.gateway = new Gateway(options.gatewayRequestId);
    this.#tokenEndpoint = new TokenEndpoint(options, this.tokens, this.gateway);
    this.#secretApi = new SecretApi(options, this.secrets, this.journal);
    this.#rateLimit = new RateLimit(options.rateLimit, options.now);
    this.#faults = new Faults(options.faults, options.seed);
    this.reset();
  }

  setFaults(faults: number | FaultOptions): void {
    this.#faults = new Faults(faults, this.#options.seed);
  }

  reset(): void {
    this.secrets.clear();
    for (const secret of this.#options.secrets) this.secrets.add(secret);
    this.journal.clear();
    this.tokens.revokeAll();
    this.script.clear();
    this.#rateLimit.clear();
    this.setFaults(this.#options.faults);
  }

  /** Answers as the API does, unless something is to go wrong. Rejects when the connection is dropped. */
  async answer(call: Call, record: OpenRecord, signal: AbortSignal | undefined): Promise<Response> {
    if (call.route.operation === "token") {
      this.journal.tokenRequests += 1;
    }
    const { exceeded, headers } = this.#rateLimit.take();
    if (this.#options.latency > 0) {
      await this.#options.sleep(this.#options.latency, signal);
    }
    const response = exceeded
      ? whole(this.gateway.fail(429, record.id))
      : await this.#answerWithin(call, record, signal);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  }

  #answerWithin(call: Call, record: OpenRecord, signal: AbortSignal | undefined): Response | Promise<Response> {
    const { operation } = call.route;
    const effect = this.script.take({ operation, path: call.path, identifier: record.identifier });
    if (effect && "step" in effect) {
      return this.#answerAsScripted(effect.step, call, record);
    }
    const fault = effect?.fault ?? this.#faults.draw(operation, call.method, call.path);
    return fault ? this.#answerWith(fault, call, record, signal) : this.#answerRightly(call, record);
  }

  #answerAsScripted({ response, applied }: ResponseStep, call: Call, record: OpenRecord): Response {
    record.fault = "scripted";
    if (applied) {
      this.#plan(call, record).commit?.(true);
    }
    const { status = 200, headers, body } = response;
    const answer = body === undefined ? { status, body } : json(status, body);
    return whole(headers ? { ...answer, headers } : answer);
  }

  async #answerWith(
    { kind, status, retryAfter, delay, answer, applied }: Fault,
    call: Call,
    record: OpenRecord,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    record.fault = kind;
    const later: Record<string, string> = retryAfter === false ? {} : { "retry-after": String(retryAfter) };
    switch (kind) {
      case "server-error":
        return whole(this.gateway.fail(status, record.id, status === 503 ? later : {}));
      case "rate-limit":
        return whole(this.gateway.fail(429, record.id, later));
      case "no-route":
        return whole(this.gateway.fail(404, record.id));
      case "html":
        return whole(proxyPage());
      case "reset":
        throw new ConnectionLost("fetch failed: the connection was reset");
      case "stall":
        return silence(signal);
      case "cut":
        return cut(this.#plan(call, record).answer);
      case "stall-body":
        return stallBody(this.#plan(call, record).answer, signal);
      case "malformed":
        return whole(garbled(this.#plan(call, record).answer));
      case "lost":
        this.#plan(call, record).commit?.(true);
        throw new ConnectionLost("fetch failed: the connection was reset");
      case "lost-timeout":
        this.#plan(call, record).commit?.(true);
        return whole(this.gateway.fail(504, record.id));
      case "odd":
        return this.#answerOddly(answer, applied, call.route.operation, this.#plan(call, record));
      case "status":
        if (applied) this.#plan(call, record).commit?.(true);
        return whole(this.gateway.fail(status, record.id, status === 503 ? later : elsewhere(status)));
      case "revoked":
        this.tokens.revoke(bearer(call) ?? "");
        return this.#answerRightly(call, record);
      case "delay":
        await this.#options.sleep(delay, signal);
        return this.#answerRightly(call, record);
    }
  }

  #answerOddly(name: OddAnswer, applied: boolean, operation: Operation, plan: Plan): Response {
    const { answer, outcome } = oddAnswer(name, operation, plan);
    if (outcome === "told") plan.commit?.(false);
    else if (outcome === "if applied" && applied) plan.commit?.(true);
    return whole(answer);
  }

  #answerRightly(call: Call, record: OpenRecord): Response {
    const { answer, commit } = this.#plan(call, record);
    commit?.(false);
    return whole(answer);
  }

  #plan(call: Call, record: OpenRecord): Plan {
    const { operation } = call.route;
    if (operation === "token") {
      return this.#tokenEndpoint.plan(call, record);
    }
    const token = bearer(call);
    const clientId = token === undefined ? undefined : this.tokens.owner(token);
    const client = this.#options.clients.find((candidate) => candidate.clientId === clientId);
    if (!client) {
      return { answer: this.gateway.unauthorized(record.id, token !== undefined) };
    }
    record.client = client.clientId;
    return this.#secretApi.plan(operation, call, client, record);
  }
}

/** Where a redirect leads: to the page of somebody who asks who is there. */
function elsewhere(status: number): Record<string, string> {
  return status >= 300 && status <= 399 ? { location: "/login" } : {};
}

function bearer(call: Call): string | undefined {
  return /^bearer +(\S+)$/i.exec(call.authorization ?? "")?.[1];
}
