import type { MySafeError, MySafeErrorCode } from "./error.js";
import type { Kind } from "./kinds/kind.js";
import type { FetchInit, FetchResponse, Signal, Url } from "./platform.js";

/** The `identifier` that MySafe assigned to an item, not a name or an `identifier_code` that a user chose. `"43"`, `43`,
 * `43n` and `"043"` are the same.
 *
 * One path segment: not blank, not `"."` or `".."`, at most 256 characters. A number is a non-negative safe integer. */
export type Identifier = string | number | bigint;

/** The argument of an `accessToken` function. */
export interface AccessTokenRequest {
  /** `true` after MySafe refused the previous token: return a new one, not a cached one. */
  readonly refresh: boolean;
  /** Aborted when no call waits for the token any longer. */
  readonly signal: Signal;
}

/** A function that returns a bearer token (RFC 6750). It is called before the first request, and again after MySafe
 * refused the token. In a browser it keeps the client secret on a server: `brokerToken` of `mysafe-broker` is such a
 * function.
 *
 * When it throws or rejects, it is called again as {@link RetryOptions} say; an error with `retryable: false` or the name
 * `AbortError` is final.
 *
 * @example
 * ```ts
 * const accessToken: AccessTokenProvider = async ({ refresh, signal }) => {
 *   const response = await fetch(`/token?refresh=${refresh}`, { method: "POST", signal });
 *   if (!response.ok) throw new Error(`The token endpoint answered ${response.status}.`);
 *   return response.text();
 * };
 * ``` */
export type AccessTokenProvider = (request: AccessTokenRequest) => string | Promise<string>;

/** The form of the token request (RFC 6749 section 4.4), for servers that accept only one. The client finds out by
 * itself what is left out.
 *
 * @see The page on authentication of the MySafe API documentation. */
export interface TokenOptions {
  /** Path below `baseUrl`. Default `/api/oauth2/token`; the older A2A endpoint is `/iso/oauth2/token`. */
  readonly path?: string | undefined;
  /** The only method to use. Default: `GET` as MySafe documents it, then `POST` if that form is refused. */
  readonly method?: "GET" | "POST" | undefined;
  /** Where the client id and secret are sent: `basic` (an `Authorization` header, RFC 6749 section 2.3.1), `basic-raw`
   * (the same without form-urlencoding, for servers that do not decode it) or `body` (form fields; requires `POST`).
   * The secret is never sent in a URL. Default: `basic` with `GET`, `body` with `POST`. */
  readonly credentials?: "basic" | "basic-raw" | "body" | undefined;
}

/** When and how often a failed try is repeated: after an exponential backoff with full jitter, and no sooner than a
 * `Retry-After` (RFC 9110 section 10.2.3) says. */
export interface RetryOptions {
  /** The number of tries, the first included. Default 5. */
  readonly attempts?: number | undefined;
  /** Upper bound of the first wait, in ms; it doubles with each try. Default 200. */
  readonly minDelay?: number | undefined;
  /** Upper bound of each wait, in ms, unless `Retry-After` is longer. Default 10 000. */
  readonly maxDelay?: number | undefined;
}

/** A referrer policy of `fetch`. */
export type ReferrerPolicyName =
  | ""
  | "no-referrer"
  | "no-referrer-when-downgrade"
  | "origin"
  | "origin-when-cross-origin"
  | "same-origin"
  | "strict-origin"
  | "strict-origin-when-cross-origin"
  | "unsafe-url";

/** The options of {@link MySafe} besides its credentials. */
export interface ConnectionOptions {
  /** The URL of MySafe: `https:`, or `http:` on loopback or with `allowInsecure`. A path in it is kept as a prefix. In a
   * page and in a worker, a path such as `"/"` stands for a URL of the page's own origin: that of a broker. Credentials, a
   * query and a fragment in it are refused. */
  readonly baseUrl: string | Url;
  /** The tenant's subdomain, for an appliance that is reached by IP address. Sent with the token request. Default:
   * none. */
  readonly tenant?: string | undefined;
  /** The form of the token request. Default: as MySafe documents it, or as RFC 6749 does if that is refused. */
  readonly token?: TokenOptions | undefined;
  /** Time limit of one request and its answer with the body, in ms; `Infinity` for none. Default 10 000. */
  readonly timeout?: number | undefined;
  /** How failed tries are repeated, within `deadline`; `false` for never. `create` is repeated only after a 429, for it
   * is not idempotent. Default: 5 tries. */
  readonly retry?: false | RetryOptions | undefined;
  /** Time limit of a call with its token request, retries and waits, in ms; `Infinity` for none. Default 60 000. */
  readonly deadline?: number | undefined;
  /** A replacement for the global `fetch`. It has to send each request once: `certain` takes no account of what it
   * repeats by itself. Default: the global `fetch` at the time of each call. */
  readonly fetch?: ((url: string, init: FetchInit) => Promise<FetchResponse>) | undefined;
  /** The referrer policy of each request, for access keys that are limited to HTTP referrers. Default: the page's. */
  readonly referrerPolicy?: ReferrerPolicyName | undefined;
  /** Called for each request, response, retry and token; an event holds nothing secret. What it throws is ignored.
   * Default: none. */
  readonly onEvent?: ((event: MySafeEvent) => void) | undefined;
  /** Allows `http:` beyond loopback. The client secret and every token are then readable on the network. Default
   * `false`. */
  readonly allowInsecure?: boolean | undefined;
}

/** The fields of every {@link MySafeEvent}. */
export interface MySafeEventBase {
  /** The time of the event, in ms since the Unix epoch. */
  readonly time: number;
  /** The operation, such as `deactivate`, or `token`. */
  readonly operation: string;
  /** The kind of item that the operation is about, unless it is an API secret. */
  readonly kind?: Kind;
  /** The identifier given to the operation, as text. */
  readonly identifier?: string;
  /** The number of the try, from 1. */
  readonly attempt: number;
}

/** An event of a call, for logs and metrics.
 *
 * @example
 * ```ts
 * const mysafe = new MySafe({
 *   ...{ baseUrl: "https://vault.example", clientId, clientSecret },
 *   onEvent: (event) => {
 *     if (event.type === "retry") console.warn(`${event.operation}: ${event.code}, next try in ${event.delay} ms`);
 *   },
 * });
 * ``` */
export type MySafeEvent = MySafeEventBase &
  (
    | {
        /** A request is sent. */
        readonly type: "request";
      }
    | {
        /** The request was answered, or ended without an answer. */
        readonly type: "response";
        /** The HTTP status of the answer, if there was one. */
        readonly status?: number;
        /** The id under which the server logged the request; absent when the answer grants a token. */
        readonly requestId?: string;
        /** The time from the request to the end of the answer, in ms. */
        readonly duration: number;
        /** The failure of the exchange, if it failed. An error that an answer states is not among these. */
        readonly code?: MySafeErrorCode;
      }
    | {
        /** A try failed and will be repeated. */
        readonly type: "retry";
        /** The wait before the next try, in ms. */
        readonly delay: number;
        /** The failure of the try. */
        readonly code: MySafeErrorCode;
      }
    | {
        /** A token was granted. */
        readonly type: "token";
        /** How long the token is valid, in ms, if the server states it. */
        readonly lifetime?: number;
      }
  );

/** Options of {@link MySafe}: the connection, and one kind of credentials.
 *
 * @example With an access key
 * ```ts
 * const options: MySafeOptions = { baseUrl: "https://vault.example", clientId, clientSecret };
 * ```
 *
 * @example With a token
 * ```ts
 * const options: MySafeOptions = { baseUrl: "https://vault.example", accessToken: "token" };
 * ``` */
export type MySafeOptions = ConnectionOptions &
  (
    | {
        /** The client id of the access key. */
        readonly clientId: string;
        /** The client secret of the access key. In a browser, where its user can read it, prefer `accessToken`. */
        readonly clientSecret: string;
        readonly accessToken?: undefined;
      }
    | {
        /** A bearer token, or a function that returns one. */
        readonly accessToken: string | AccessTokenProvider;
        readonly clientId?: undefined;
        readonly clientSecret?: undefined;
      }
  );

/** Options of one call. Each takes precedence over the client's. */
export interface CallOptions {
  /** Aborts the call, which then rejects with `signal.reason`. Default: none. */
  readonly signal?: Signal | undefined;
  /** Time limit of one request and its answer with the body, in ms. Default: the client's. */
  readonly timeout?: number | undefined;
  /** Time limit of the call with its token request, retries and waits, in ms. Default: the client's. */
  readonly deadline?: number | undefined;
}

/** Options of {@link Items.activate} and {@link Items.deactivate}. */
export interface SwitchOptions extends CallOptions {
  /** Gets the item before and after: three requests instead of one. The two states then decide `changed` and
   * `certain`, and `verified` is `true`. MySafe may log each `get` as a view of the item, or ask for a justification.
   * A change by somebody else between the two is not noticed. Default `false`. */
  readonly verify?: boolean | undefined;
}

/** The result of {@link Items.activate} and {@link Items.deactivate}.
 *
 * @example
 * ```ts
 * const { changed, certain } = await mysafe.deactivate("43", { verify: true });
 * if (changed && certain) await mysafe.activate("43"); // an undo of this call, and of no other
 * ``` */
export interface StateChange {
  /** The kind of item. */
  readonly kind: Kind;
  /** The identifier given to the call, as text. */
  readonly identifier: string;
  /** The state of the item after the call. */
  readonly active: boolean;
  /** Whether this call changed the state. `false`: the server says that the secret already had it. */
  readonly changed: boolean;
  /** Whether `changed` is known. It is not
   *
   * - when the server says "already" after an earlier try whose answer was lost: that try may have changed it
   *   (`changed` is `true`);
   * - when the server says "already" and the platform may have sent the request twice, as Chromium, Firefox and Deno do
   *   when a connection breaks before the answer begins; Node, Bun and workerd do not; others were not tried (`changed`
   *   is `false`);
   * - when the server's message is none that MySafe documents, and a `get` told the state (`changed` is `true`).
   *
   * With `verify` it is always known. */
  readonly certain: boolean;
  /** Whether a `get` confirmed the state. */
  readonly verified: boolean;
  /** The server's message; empty when the answer was lost and a `get` told the state. */
  readonly message: string;
  /** The HTTP status of the answer that told the state. */
  readonly status: number;
  /** How often the operation itself was sent; the requests of `verify` and for tokens are not counted. */
  readonly attempts: number;
}

/** The items of a batch: identifiers, or objects that have one, such as {@link ItemSummary} and {@link BatchOutcome}. An iterator is read only as fast as its items are sent.
 *
 * @example
 * ```ts
 * async function* leaked() {
 *   yield "43";
 *   yield* await mysafe.list({ tag: "leaked" });
 * }
 * const report = await mysafe.deactivateMany(leaked());
 * ``` */
export type Many =
  | Iterable<Identifier | { readonly identifier: Identifier }>
  | AsyncIterable<Identifier | { readonly identifier: Identifier }>;

/** The outcome of one item of a batch. Its `state` decides which other fields it has.
 *
 * @example
 * ```ts
 * const { outcomes } = await mysafe.deactivateMany(["43", "44"]);
 * for (const outcome of outcomes) {
 *   if (outcome.state === "failed" || outcome.state === "unknown") {
 *     console.error(outcome.identifier, outcome.error.code);
 *   }
 * }
 * ``` */
export type BatchOutcome = { readonly identifier: string } & (
  | {
      /** `changed`: the batch put the item into the state asked for. `unchanged`: it already was in that state. */
      readonly state: "changed" | "unchanged";
      /** The result, as of a single call. */
      readonly change: StateChange;
    }
  | {
      /** `failed`: the batch did not change the item. `unknown`: it may have: the answer was lost, or may be given
       * after the change, as any 5xx, 503 included. */
      readonly state: "failed" | "unknown";
      /** Why the item is not known to be in the state asked for. */
      readonly error: MySafeError;
    }
  | {
      /** The item was never sent. */
      readonly state: "skipped";
    }
);

/** The progress of a batch. */
export interface BatchProgress {
  /** The number of outcomes so far. */
  readonly done: number;
  /** The number of items, if it is known beforehand: of an array, a `Set` or a `Map`. */
  readonly total?: number;
  /** The latest outcome. */
  readonly outcome: BatchOutcome;
}

/** Options of {@link Items.activateMany} and {@link Items.deactivateMany}. `timeout` and `deadline` are those of each
 * item, without the time that it waits for its turn. */
export interface BatchOptions extends SwitchOptions {
  /** The greatest number of tries at a time, 1 to 1000. Default 8. */
  readonly concurrency?: number | undefined;
  /** How long the batch goes on while nothing that it sends gets a documented answer, in ms; `Infinity` for ever. Then
   * `report.error` says why it ended, and what was not sent is `skipped`. Default 60 000. */
  readonly outage?: number | undefined;
  /** Called with each item's identifier before its first try, which waits for the promise that it may return. What it
   * throws or rejects with ends the batch: `report.error` says so, and the item and those after it are `skipped`. An item
   * given twice is announced once. A journal uses it, to know after a crash what may have been sent. Default: none. */
  readonly beforeSend?: ((identifier: string) => void | Promise<void>) | undefined;
  /** Called for each outcome. What it throws is ignored. Default: none. */
  readonly onProgress?: ((progress: BatchProgress) => void) | undefined;
}

/** The report of a batch. `JSON.stringify` keeps all of it.
 *
 * To resume the batch, repeat it with the outcomes that are `failed`, `unknown` or `skipped`. To undo it, give
 * `activateMany` (or `deactivateMany`) those that are `changed` and whose change is `certain`.
 *
 * @example
 * ```ts
 * const report = await mysafe.deactivateMany(["43", "44"]);
 * console.log(`${report.changed} switched off, ${report.failed + report.unknown + report.skipped} left`);
 * localStorage.setItem("report", JSON.stringify(report));
 * ``` */
export interface BatchReport {
  /** The kind of the items. A report of version 0.1.0 has none, and is of API secrets. */
  readonly kind: Kind;
  /** The operation on each item. */
  readonly action: "activate" | "deactivate";
  /** The number of outcomes. */
  readonly total: number;
  /** How many the batch put into the state asked for. */
  readonly changed: number;
  /** How many already were in the state asked for. */
  readonly unchanged: number;
  /** How many the batch did not change, and are not known to be in the state asked for. */
  readonly failed: number;
  /** How many the batch may have changed. */
  readonly unknown: number;
  /** How many were never sent. */
  readonly skipped: number;
  /** Whether its signal ended the batch. */
  readonly aborted: boolean;
  /** Why the batch ended early: refused credentials, an outage, a closed client, an iterator that failed, or a defect
   * of this package (`INTERNAL`). */
  readonly error?: MySafeError;
  /** One outcome for each item, in the order given. When the batch ended early, the items that an iterator had not
   * yielded are missing; those of an array, a `Set` or a `Map` are not. */
  readonly outcomes: readonly BatchOutcome[];
}

/** A stored value that is one of the values given to {@link Items.find}. */
export interface FindMatch {
  /** The place of the value among those given, from 0. */
  readonly value: number;
  /** The field that stores it: `clientSecret` of an API secret, `password` or `secretKey` of a password, `note` of a
   * note. */
  readonly field: string;
}

/** What {@link Items.find} knows of one item. Its `state` decides which other fields it has.
 *
 * @example
 * ```ts
 * const { results } = await mysafe.find(["the leaked secret"], { among: ["43", "44"] });
 * for (const result of results) {
 *   if (result.state === "unseen") console.error(result.identifier, result.error.code);
 * }
 * ``` */
export type FindResult = { readonly identifier: string } & (
  | {
      /** It stores at least one of the values. */
      readonly state: "found";
      /** Which values it stores, and where. A value that was given twice is here twice. */
      readonly matches: readonly FindMatch[];
    }
  | {
      /** It was looked at: none of its stored values is one of those given. */
      readonly state: "different";
    }
  | {
      /** It could not be looked at, or its values could not be compared: it may store one of those given. MySafe shows no
       * value of an inactive item, whose error is `INACTIVE`. */
      readonly state: "unseen";
      /** Why it could not be looked at. */
      readonly error: MySafeError;
    }
  | {
      /** It was never asked for. */
      readonly state: "skipped";
    }
);

/** The progress of {@link Items.find}. */
export interface FindProgress {
  /** The number of results so far. */
  readonly done: number;
  /** The number of items, if it is known beforehand: of all items, an array, a `Set` or a `Map`. */
  readonly total?: number;
  /** The latest result. */
  readonly result: FindResult;
}

/** Options of {@link Items.find}. `timeout` and `deadline` are those of each item, without the time that it waits for its
 * turn, and of the list. */
export interface FindOptions extends CallOptions {
  /** The items to look at. Default: all that {@link Items.list} gives. */
  readonly among?: Many | undefined;
  /** The greatest number of looks at a time, 1 to 1000. Default 8. */
  readonly concurrency?: number | undefined;
  /** How long it goes on while nothing that it sends gets a documented answer, in ms; `Infinity` for ever. Then
   * `report.error` says why it ended, and what was not sent is `skipped`. Default 60 000. */
  readonly outage?: number | undefined;
  /** Called for each result. What it throws is ignored. Default: none. */
  readonly onProgress?: ((progress: FindProgress) => void) | undefined;
}

/** The report of {@link Items.find}. It holds none of the values, given or stored. `JSON.stringify` keeps all of it.
 *
 * No item stores a value for certain only when `found`, `unseen` and `skipped` are 0 and there is no `error`.
 *
 * @example
 * ```ts
 * const report = await mysafe.find(["the leaked secret"]);
 * await mysafe.deactivateMany(report.results.filter(({ state }) => state === "found"));
 * if (report.unseen + report.skipped > 0 || report.error) console.warn("Others may have it too.", report);
 * ``` */
export interface FindReport {
  /** The kind of the items. */
  readonly kind: Kind;
  /** How many store at least one of the values. */
  readonly found: number;
  /** How many store none of them. */
  readonly different: number;
  /** How many could not be looked at. */
  readonly unseen: number;
  /** How many were never asked for. */
  readonly skipped: number;
  /** Whether its signal ended it. */
  readonly aborted: boolean;
  /** Why it ended early: items that could not be listed, refused credentials, an outage, a closed client, an iterator that
   * failed, or a defect of this package (`INTERNAL`). */
  readonly error?: MySafeError;
  /** One result for each item, in the order given or listed. When it ended early, the items that were not yet listed, or
   * that an iterator had not yielded, are missing; those of an array, a `Set` or a `Map` are not. */
  readonly results: readonly FindResult[];
}
