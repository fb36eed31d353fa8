import { type Answer, json } from "./answer.js";
import type { Gateway } from "./gateway.js";
import type { Call } from "./inspection.js";
import type { PendingRecord } from "./journal.js";
import type { CredentialForm, ResolvedClient, ResolvedOptions } from "./options.js";
import type { Plan } from "./plan.js";
import { newToken, type TokenStore } from "./tokens.js";

interface Credentials {
  readonly id: string;
  readonly secret: string;
}

const noStore = { "cache-control": "no-store", pragma: "no-cache" };

/** The token endpoint: OAuth 2.0's client credentials grant (RFC 6749 section 4.4). */
export class TokenEndpoint {
  readonly #options: ResolvedOptions;
  readonly #tokens: TokenStore;
  readonly #gateway: Gateway;

  constructor(options: ResolvedOptions, tokens: TokenStore, gateway: Gateway) {
    this.#options = options;
    this.#tokens = tokens;
    this.#gateway = gateway;
  }

  plan(call: Call, record: PendingRecord): Plan {
    const { methods, refusal } = this.#options.token;
    if (!methods.some((method) => method === call.method)) {
      const headers: Record<string, string> = refusal === 405 ? { allow: methods.join(", ") } : {};
      return { answer: this.#gateway.fail(refusal, record.id, headers) };
    }
    const client = this.#authenticate(call);
    if ("status" in client) {
      return { answer: client };
    }
    record.client = client.clientId;
    const token = newToken();
    return {
      answer: json(200, { token_type: "Bearer", ...this.#expiry(), access_token: token }, noStore),
      commit: () => this.#tokens.grant(token, client.clientId),
    };
  }

  /** Returns the authenticated client, or an error of RFC 6749 section 5.2. */
  #authenticate(call: Call): ResolvedClient | Answer {
    const parameters = call.method === "GET" ? call.query : call.form;
    if (call.query.has("client_secret")) {
      return invalidRequest("The client secret must not be in the URL");
    }
    if (call.method === "POST" && call.query.has("client_id")) {
      return invalidRequest("The parameters of a POST belong in its body");
    }
    const repeated = [...parameters.keys()].find((name) => parameters.getAll(name).length > 1);
    if (repeated) {
      return invalidRequest(`Parameter repeated: ${repeated}`);
    }
    // RFC 6749 section 3.2: a parameter without a value counts as missing.
    const grant = parameters.get("grant_type");
    if (!grant) {
      return invalidRequest("Missing parameter: grant_type");
    }
    if (grant !== "client_credentials") {
      return oauthError(400, { error: "unsupported_grant_type" });
    }

    const accepts = (form: CredentialForm) => this.#options.token.credentials.includes(form);
    const basic = accepts("basic") || accepts("basic-raw") ? call.authorization : undefined;
    const id = parameters.get("client_id");
    if (basic !== undefined && (id || parameters.get("client_secret"))) {
      return invalidRequest("Credentials given in more than one way");
    }
    let candidates: Credentials[];
    if (basic !== undefined) {
      candidates = readBasic(basic, accepts("basic"), accepts("basic-raw"));
    } else {
      const secret = call.form.get("client_secret");
      if (!accepts("body")) return invalidRequest("Missing header: Authorization");
      if (!id) return invalidRequest("Missing parameter: client_id");
      if (!secret) return invalidRequest("Missing parameter: client_secret");
      candidates = [{ id, secret }];
    }
    const client = this.#options.clients.find(({ clientId, clientSecret }) =>
      candidates.some((credentials) => credentials.id === clientId && credentials.secret === clientSecret),
    );
    if (!client) {
      return invalidClient(basic !== undefined);
    }
    const tenant = parameters.get("tenant");
    if (client.tenant !== undefined && !tenant) {
      return invalidRequest("Missing parameter: tenant");
    }
    return client.tenant === undefined || client.tenant === tenant ? client : invalidClient(basic !== undefined);
  }

  #expiry(): { expires_in?: number | string } {
    const { tokenLifetime: lifetime, token } = this.#options;
    if (token.expiresIn === "absent") return {};
    return { expires_in: token.expiresIn === "string" ? String(lifetime) : lifetime };
  }
}

function oauthError(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer {
  return json(status, body, { ...noStore, ...headers });
}

function invalidRequest(description: string): Answer {
  return oauthError(400, { error: "invalid_request", error_description: description });
}

/** RFC 6749 section 5.2 requires the challenge if the client used the `Authorization` header. */
function invalidClient(challenge: boolean): Answer {
  const headers: Record<string, string> = challenge ? { "www-authenticate": 'Basic realm="OAuth"' } : {};
  return oauthError(401, { error: "invalid_client", error_description: "Client authentication failed" }, headers);
}

/** The possible credentials of an `Authorization: Basic` header, one for each accepted form; none if it is malformed. */
function readBasic(header: string, encoded: boolean, raw: boolean): Credentials[] {
  const [, base64] = /^basic +([\w+/=]+)$/i.exec(header) ?? [];
  if (base64 === undefined) {
    return [];
  }
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const [id, ...rest] = new TextDecoder().decode(bytes).split(":");
    if (id === undefined || rest.length === 0) {
      return [];
    }
    const given = { id, secret: rest.join(":") };
    return [...(raw ? [given] : []), ...(encoded ? decodeForm(given) : [])];
  } catch {
    return [];
  }
}

function decodeForm({ id, secret }: Credentials): Credentials[] {
  try {
    const decode = (text: string) => decodeURIComponent(text.replaceAll("+", " "));
    return [{ id: decode(id), secret: decode(secret) }];
  } catch {
    return [];
  }
}
