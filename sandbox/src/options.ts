import { groups, people } from "./company.js";
import type { FaultOptions } from "./faults.js";
import type { Item, ItemInput } from "./item.js";
import type { RequestRecord } from "./journal.js";
import type { SecretInput } from "./kinds/api-secret.js";
import type { Kind, KindDefinition } from "./kinds/kind.js";
import { type ItemTypes, kinds } from "./kinds/kinds.js";
import type { NoteInput } from "./kinds/note.js";
import type { PasswordInput } from "./kinds/password.js";

/**
 * A client of the API. In MySafe this is an access key authorization.
 *
 * @example
 * ```ts
 * const reader: SandboxClient = { clientId: "reader", clientSecret: "secret", canWrite: false };
 * createSandbox({ clients: [reader] });
 * ```
 */
export interface SandboxClient {
  /** The client id. */
  clientId: string;
  /** The client secret. */
  clientSecret: string;
  /**
   * The tenant that a token request must name. A missing tenant is `invalid_request`, another one `invalid_client`.
   * Default: any tenant or none.
   */
  tenant?: string;
  /** Whether it may view items. If not, its lists are empty and a get fails with 1006. Default true. */
  canView?: boolean;
  /** Whether it may create, update, activate and deactivate. If not, these fail with 1006. Default true. */
  canWrite?: boolean;
  /** The user it acts for, and the owner of the items it creates. Default: the client id. */
  user?: string;
}

/**
 * The place and encoding of the client's credentials in a token request.
 *
 * @example
 * ```ts
 * const credentials: CredentialForm[] = ["basic-raw"];
 * createSandbox({ token: { credentials } });
 * ```
 */
export type CredentialForm =
  /** `Authorization: Basic` with the form-urlencoded id and secret, as RFC 6749 section 2.3.1 requires. */
  | "basic"
  /** `Authorization: Basic` with the unencoded id and secret, as servers expect that do not decode them. */
  | "basic-raw"
  /** `client_id` and `client_secret` in the form body of a POST. */
  | "body";

/**
 * The token requests that the sandbox accepts, and the form of its answers.
 *
 * @example
 * ```ts
 * createSandbox({ token: { methods: ["POST"], credentials: ["body"], expiresIn: "string" } });
 * ```
 */
export interface TokenEndpointOptions {
  /** The accepted methods. Default: `GET`, which MySafe documents, and `POST`, which RFC 6749 section 3.2 requires. */
  methods?: readonly ("GET" | "POST")[];
  /** The status of the answer to any other method. Default 405. */
  refusal?: 404 | 405;
  /** The accepted forms of credentials. Default `basic` and `body`. */
  credentials?: readonly CredentialForm[];
  /** The type of `expires_in`: a number of seconds, the same as a text, or no such member. Default `number`. */
  expiresIn?: "number" | "string" | "absent";
}

/**
 * Options of {@link createSandbox}. All have a default.
 *
 * @example
 * ```ts
 * const options: SandboxOptions = { secrets: 1000, faults: 0.3, seed: 7, tokenLifetime: 60 };
 * ```
 */
export interface SandboxOptions {
  /** The clients. Default: {@link demoClient}. */
  clients?: readonly SandboxClient[];
  /** The number of API secrets to generate, with identifiers from 43 on, or the API secrets themselves. Default 50. */
  secrets?: number | readonly SecretInput[];
  /** The number of passwords to generate, with identifiers from 43 on, or the passwords themselves. Default 50. */
  passwords?: number | readonly PasswordInput[];
  /** The number of notes to generate, with identifiers from 43 on, or the notes themselves. Default 20. */
  notes?: number | readonly NoteInput[];
  /**
   * The JSON type of `token` in the get of a password, its one-time code. MySafe's pages show both. A number loses leading
   * zeros: `000213` is sent as `213`. Default `number`, as in the documented answer with a code.
   */
  totp?: "string" | "number";
  /**
   * The users an item can be shared with, in addition to owners and users with a share of an item of its kind. Default: the
   * users of generated items.
   */
  users?: readonly string[];
  /**
   * The groups an item can be shared with, in addition to groups with a share of an item of its kind. Default: the groups of
   * generated items.
   */
  groups?: readonly string[];
  /** The token requests that it accepts, and the form of its answers. */
  token?: TokenEndpointOptions;
  /** The lifetime of a token, in seconds. Default 3600. */
  tokenLifetime?: number;
  /**
   * The time after its grant during which a token still gets 401, in milliseconds. It imitates a cluster whose other nodes
   * learn of a new token late. Default 0.
   */
  tokenLag?: number;
  /**
   * The type of identifiers. `string`, as in v3-32. `int`, as in the tables of v4: answers have JSON numbers, and a path
   * with anything but digits fails with 1010. Default `string`.
   */
  identifierType?: "string" | "int";
  /** The version of the envelope. With `v4`, a get has `Message` in place of `mensagem`. Default `v3-32`. */
  envelope?: "v3-32" | "v4";
  /** Whether the body of a gateway error has `request_id`. The headers always have it. Default true. */
  gatewayRequestId?: boolean;
  /** The origins that may call it from a page: `true` for all, `false` for none, or one origin. Default true. */
  cors?: boolean | string;
  /** Requests per second of all clients together; a request above it gets 429. Default 0: no limit. */
  rateLimit?: number;
  /** The delay before every answer, in milliseconds. Default 0. */
  latency?: number;
  /** The faults: a rate from 0 to 1, or options. Default 0. */
  faults?: number | FaultOptions;
  /** The seed of the generated items, the faults and the request ids. Default 1. */
  seed?: number;
  /** The clock, in milliseconds since the Unix epoch. Default `Date.now`. */
  now?: () => number;
  /** Waits for latency and delays. It must reject with the signal's reason on abort. Default: a timer. */
  sleep?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** The number of requests, and of changes, to keep. Older ones are dropped. Default 100 000. */
  history?: number;
  /** Called with every request once it is answered or its connection is dropped. Default: nothing. */
  onRequest?: (record: RequestRecord) => void;
}

/**
 * The default client: id `demo`, secret `demo-secret`. Its names are the client options of `MySafe`.
 *
 * @example
 * ```ts
 * new MySafe({ baseUrl: "https://mysafe.example", ...demoClient, fetch: createSandbox().fetch });
 * ```
 */
export const demoClient: Readonly<{ clientId: string; clientSecret: string }> = Object.freeze({
  clientId: "demo",
  clientSecret: "demo-secret",
});

/** A {@link SandboxClient} with its defaults filled in. */
export interface ResolvedClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenant: string | undefined;
  readonly canView: boolean;
  readonly canWrite: boolean;
  readonly user: string;
}

type Collection = KindDefinition["collection"];

/** The {@link SandboxOptions} with their defaults filled in. */
export interface ResolvedOptions
  extends Required<Omit<SandboxOptions, "clients" | Collection | "token" | "onRequest">> {
  readonly clients: readonly [ResolvedClient, ...ResolvedClient[]];
  readonly items: { readonly [Name in Kind]: readonly ItemInput<ItemTypes[Name]>[] };
  readonly token: Required<TokenEndpointOptions>;
  readonly onRequest: ((record: RequestRecord) => void) | undefined;
}

/** Fills in the defaults. Throws `RangeError` for a value out of range. */
export function resolveOptions(options: SandboxOptions): ResolvedOptions {
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
      throw new RangeError(`clients: the client id ${JSON.stringify(clientId)} is given twice`);
    }
  }
  const seed = options.seed ?? 1;
  return {
    clients: [first, ...others],
    items: {
      apiSecret: resolveItems(kinds.apiSecret, seed, options.secrets),
      password: resolveItems(kinds.password, seed, options.passwords),
      note: resolveItems(kinds.note, seed, options.notes),
    },
    totp: options.totp ?? "number",
    users: options.users ?? people,
    groups: options.groups ?? groups,
    token: {
      methods: options.token?.methods ?? ["GET", "POST"],
      refusal: options.token?.refusal ?? 405,
      credentials: options.token?.credentials ?? ["basic", "body"],
      expiresIn: options.token?.expiresIn ?? "number",
    },
    tokenLifetime: checkDuration("tokenLifetime", options.tokenLifetime ?? 3600),
    tokenLag: checkDuration("tokenLag", options.tokenLag ?? 0),
    identifierType: options.identifierType ?? "string",
    envelope: options.envelope ?? "v3-32",
    gatewayRequestId: options.gatewayRequestId ?? true,
    cors: checkOrigin(options.cors ?? true),
    rateLimit: checkWholeNumber("rateLimit", options.rateLimit ?? 0),
    latency: checkDuration("latency", options.latency ?? 0),
    faults: options.faults ?? 0,
    seed,
    now: options.now ?? Date.now,
    sleep: options.sleep ?? sleep,
    history: checkWholeNumber("history", options.history ?? 100_000),
    onRequest: options.onRequest,
  };
}

function resolveItems<One extends Item>(
  { collection, count, generate }: KindDefinition<One>,
  seed: number,
  items: number | readonly ItemInput<One>[] = count,
): readonly ItemInput<One>[] {
  return typeof items === "number" ? generate(checkWholeNumber(collection, items), seed) : structuredClone(items);
}

function checkOrigin(cors: boolean | string): boolean | string {
  // Browsers compare origins letter by letter, so one in any other notation would never match.
  if (typeof cors === "string" && !(URL.canParse(cors) && new URL(cors).origin === cors)) {
    throw new RangeError(`cors: an origin such as https://app.example is needed, not ${JSON.stringify(cors)}`);
  }
  return cors;
}

function checkWholeNumber(name: string, value: number): number {
  if (!(Number.isSafeInteger(value) && value >= 0)) {
    throw new RangeError(`${name}: a whole number of 0 or more is needed, not ${value}`);
  }
  return value;
}

function checkDuration(name: string, value: number): number {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${name}: a number of 0 or more is needed, not ${value}`);
  }
  return value;
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      done();
    }, milliseconds);
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted) onAbort();
  });
}
