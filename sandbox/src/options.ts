import type { FaultOptions } from "./faults.js";
import { generateSecrets, knownGroups, knownUsers } from "./generator.js";
import type { RequestRecord } from "./journal.js";
import type { SecretInput } from "./secrets.js";

/** A client of the API: in MySafe, an access key authorization. */
export interface SandboxClient {
  /** Its id. */
  clientId: string;
  /** Its secret. */
  clientSecret: string;
  /** When given, a token request must name this tenant: without it `invalid_request`, with another `invalid_client`. */
  tenant?: string;
  /** Whether it may see secrets: without, its list is empty and a get fails with 1006. Default true. */
  canView?: boolean;
  /** Whether it may create, update, activate and deactivate: without, these fail with 1006. Default true. */
  canWrite?: boolean;
  /** The user it acts for, who owns what it creates. Default: the client id. */
  user?: string;
}

/** Where a token request carries the client's credentials. */
export type CredentialForm =
  /** RFC 6749 section 2.3.1: `Authorization: Basic` over the form-urlencoded id and secret. */
  | "basic"
  /** `Authorization: Basic` over the id and secret as they are, for servers that do not decode them. */
  | "basic-raw"
  /** `client_id` and `client_secret` in the form of a POST. */
  | "body";

/** Which token requests are taken, and how they are answered. */
export interface TokenEndpointOptions {
  /** The HTTP methods that are taken. Default `GET`, as MySafe documents, and `POST`, as RFC 6749 section 3.2 wants. */
  methods?: readonly ("GET" | "POST")[];
  /** The status for a method that is not taken. Default 405. */
  refusal?: 404 | 405;
  /** The places that are searched for credentials. Default `basic` and `body`. */
  credentials?: readonly CredentialForm[];
  /** How `expires_in` is written: a number, a text, or not at all. Default `number`. */
  expiresIn?: "number" | "string" | "absent";
}

/** What a sandbox is like. Everything has a default. */
export interface SandboxOptions {
  /** Who may use it. Default {@link demoClient} alone. */
  clients?: readonly SandboxClient[];
  /** How many secrets to generate, the first of them `43`, or the secrets themselves. Default 50. */
  secrets?: number | readonly SecretInput[];
  /** The users with whom a secret can be shared, besides those who have one. Default: those of generated secrets. */
  users?: readonly string[];
  /** The groups with which a secret can be shared, besides those that have one. Default: those of generated secrets. */
  groups?: readonly string[];
  /** Which token requests are taken, and how they are answered. */
  token?: TokenEndpointOptions;
  /** How long a token is good, in seconds. Default 3600. */
  tokenLifetime?: number;
  /**
   * How long a token is unknown to the API after it was granted, in milliseconds, as where the node that is asked next has
   * not heard of it: until then, 401. Default 0.
   */
  tokenLag?: number;
  /**
   * `string`: as in v3-32. `int`: as the v4 tables have it: identifiers are JSON numbers in answers, and a path with
   * anything but digits fails with 1010. Default `string`.
   */
  identifierType?: "string" | "int";
  /** `v4`: a get says `Message` in place of `mensagem`, as its v4 page does. Default `v3-32`. */
  envelope?: "v3-32" | "v4";
  /** Whether the body of a gateway's failure carries `request_id`; the headers always do. Default true. */
  gatewayRequestId?: boolean;
  /** Cross-origin calls: `true` from anywhere, `false` from nowhere, or from one origin. Default true. */
  cors?: boolean | string;
  /** Requests per second, all clients together, above which 429 is answered. Default 0: no limit. */
  rateLimit?: number;
  /** How long every answer takes, in milliseconds. Default 0. */
  latency?: number;
  /** Which faults happen: a rate from 0 to 1, or all there is to say. Default 0. */
  faults?: number | FaultOptions;
  /** Of the generated secrets, the faults and the request ids. Default 1. */
  seed?: number;
  /** The clock, in milliseconds. Default `Date.now`. */
  now?: () => number;
  /** How to wait, for latency and delays. It rejects with the signal's reason on abort. Default: a timer. */
  sleep?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** How many requests and how many changes are remembered, the newest. Default 100 000. */
  history?: number;
  /** Called with every request once it is answered or its connection dropped. */
  onRequest?: (record: RequestRecord) => void;
}

/** The client that is there unless others are given. */
export const demoClient: Readonly<{ clientId: string; clientSecret: string }> = Object.freeze({
  clientId: "demo",
  clientSecret: "demo-secret",
});

/** {@link SandboxClient} with nothing left open. */
export interface ResolvedClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenant: string | undefined;
  readonly canView: boolean;
  readonly canWrite: boolean;
  readonly user: string;
}

/** {@link SandboxOptions} with nothing left open. */
export interface ResolvedOptions extends Required<Omit<SandboxOptions, "clients" | "secrets" | "token" | "onRequest">> {
  readonly clients: readonly [ResolvedClient, ...ResolvedClient[]];
  readonly secrets: readonly SecretInput[];
  readonly token: Required<TokenEndpointOptions>;
  readonly onRequest: ((record: RequestRecord) => void) | undefined;
}

/** Fills in the defaults. Throws `RangeError` for what cannot be. */
export function resolve(options: SandboxOptions): ResolvedOptions {
  const clients: readonly SandboxClient[] = options.clients ?? [demoClient];
  const [first, ...others] = clients.map(
    (client): ResolvedClient => ({
      clientId: client.clientId,
      clientSecret: client.clientSecret,
      tenant: client.tenant,
      canView: client.canView ?? true,
      canWrite: client.canWrite ?? true,
      user: client.user ?? client.clientId,
    }),
  );
  if (!first) {
    throw new RangeError("clients: at least one is needed");
  }
  for (const [index, { clientId }] of others.entries()) {
    if ([first, ...others.slice(0, index)].some((earlier) => earlier.clientId === clientId)) {
      throw new RangeError(`clients: ${JSON.stringify(clientId)} is there twice`);
    }
  }
  const seed = options.seed ?? 1;
  const secrets = options.secrets ?? 50;
  if (typeof secrets === "number") {
    wholeNumber("secrets", secrets);
  }
  return {
    clients: [first, ...others],
    secrets: typeof secrets === "number" ? generateSecrets(secrets, seed) : structuredClone(secrets),
    users: options.users ?? knownUsers,
    groups: options.groups ?? knownGroups,
    token: {
      methods: options.token?.methods ?? ["GET", "POST"],
      refusal: options.token?.refusal ?? 405,
      credentials: options.token?.credentials ?? ["basic", "body"],
      expiresIn: options.token?.expiresIn ?? "number",
    },
    tokenLifetime: duration("tokenLifetime", options.tokenLifetime ?? 3600),
    tokenLag: duration("tokenLag", options.tokenLag ?? 0),
    identifierType: options.identifierType ?? "string",
    envelope: options.envelope ?? "v3-32",
    gatewayRequestId: options.gatewayRequestId ?? true,
    cors: origin(options.cors ?? true),
    rateLimit: wholeNumber("rateLimit", options.rateLimit ?? 0),
    latency: duration("latency", options.latency ?? 0),
    faults: options.faults ?? 0,
    seed,
    now: options.now ?? Date.now,
    sleep: options.sleep ?? sleep,
    history: wholeNumber("history", options.history ?? 100_000),
    onRequest: options.onRequest,
  };
}

function origin(cors: boolean | string): boolean | string {
  // Origins are compared letter by letter, so one that a browser would write differently could never match.
  if (typeof cors === "string" && !(URL.canParse(cors) && new URL(cors).origin === cors)) {
    throw new RangeError(`cors: an origin such as https://app.example is needed, not ${JSON.stringify(cors)}`);
  }
  return cors;
}

function wholeNumber(name: string, value: number): number {
  if (!(Number.isSafeInteger(value) && value >= 0)) {
    throw new RangeError(`${name}: a whole number of 0 or more is needed, not ${value}`);
  }
  return value;
}

function duration(name: string, value: number): number {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${name}: a number of 0 or more is needed, not ${value}`);
  }
  return value;
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", leave);
      done();
    }, milliseconds);
    signal?.addEventListener("abort", leave, { once: true });
    if (signal?.aborted) leave();
  });
}
