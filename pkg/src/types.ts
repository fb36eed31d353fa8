import type { MySafeError, MySafeErrorCode } from "./error.js";
import type { FetchInit, FetchResponse, Signal, Url } from "./platform.js";

/** What names one API secret: MySafe's own `identifier`, never the `identifier_code` that a user chose.
 *
 * One path segment: not blank, not `"."` or `".."`, at most 256 characters. A number is a non-negative safe integer. */
export type Identifier = string | number | bigint;

/** What an `accessToken` function is told. */
export interface AccessTokenRequest {
  /** `true` when MySafe refused the token given before: return a new one, not a cached one. */
  readonly refresh: boolean;
  /** Aborted when no call waits for the token any more. */
  readonly signal: Signal;
}

/** Gives the bearer token for the calls: called when the first one is needed, and again after MySafe refused it.
 *
 * When it throws or rejects, it is asked again by the retry policy; an error with `retryable: false`, or the name
 * `AbortError`, is final. */
export type AccessTokenProvider = (request: AccessTokenRequest) => string | Promise<string>;

/** How the token request is made, for servers that want it one way. Anything left out is found out by the client. */
export interface TokenOptions {
  /** Path below `baseUrl`. Default `/api/oauth2/token`; the older A2A endpoint is `/iso/oauth2/token`. */
  readonly path?: string | undefined;
  /** The only method to use. Default: `GET` as MySafe documents it, then `POST` if that form is refused. */
  readonly method?: "GET" | "POST" | undefined;
  /** Where the client id and secret go: `basic` (RFC 6749 section 2.3.1), `basic-raw` (the same without the
   * form-urlencoding, for servers that do not decode it) or `body` (form fields; needs `POST`). The secret never goes
   * into a URL. Default: `basic` with `GET`, `body` with `POST`. */
  readonly credentials?: "basic" | "basic-raw" | "body" | undefined;
}

/** When and how often a failed try is made again: exponential backoff with full jitter, and what `Retry-After` asks. */
export interface RetryOptions {
  /** Tries in all. Default 5. */
  readonly attempts?: number | undefined;
  /** Upper bound of the first wait, ms. Default 200. */
  readonly minDelay?: number | undefined;
  /** Upper bound of any wait but one that the server asks for, ms. Default 10 000. */
  readonly maxDelay?: number | undefined;
}

/** A referrer policy, as `fetch` knows them. */
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

/** What every client needs, however it authenticates. */
export interface ConnectionOptions {
  /** Where MySafe answers: `https:`, or `http:` on loopback (or with `allowInsecure`). A path is kept as a prefix.
   * Credentials, a query or a fragment in it are refused. */
  readonly baseUrl: string | Url;
  /** The tenant's subdomain, for an appliance reached by IP address. Sent with the token request. */
  readonly tenant?: string | undefined;
  /** How the token request is made. */
  readonly token?: TokenOptions | undefined;
  /** Longest time for one attempt with its body, ms. Default 10 000; `Infinity` for none. */
  readonly timeout?: number | undefined;
  /** Failed tries are made again, as long as they may pass and the deadline allows; `false`: never. Activating and
   * deactivating may be repeated safely. */
  readonly retry?: false | RetryOptions | undefined;
  /** Longest time for a whole call with its token, retries and waits, ms. Default 60 000; `Infinity` for none. */
  readonly deadline?: number | undefined;
  /** Used in place of the global `fetch`, which is otherwise looked up at each call. It has to send each request once: what
   * it sends again by itself, `certain` does not know of. */
  readonly fetch?: ((url: string, init: FetchInit) => Promise<FetchResponse>) | undefined;
  /** Sent with each request, for access keys that are limited to HTTP referrers. Default: the page's own policy. */
  readonly referrerPolicy?: ReferrerPolicyName | undefined;
  /** Told of each request, response, retry and token, with times and ids and nothing secret. What it throws is
   * ignored. */
  readonly onEvent?: ((event: MySafeEvent) => void) | undefined;
  /** Allows `http:` beyond loopback. The client secret and every token then cross the network in the clear. */
  readonly allowInsecure?: boolean | undefined;
}

/** What every {@link MySafeEvent} says. */
export interface MySafeEventBase {
  /** When, ms since the Unix epoch. */
  readonly time: number;
  /** The operation that a request is for, or `token`. */
  readonly operation: string;
  /** The identifier that the operation was asked for. */
  readonly identifier?: string;
  /** Which try, from 1. */
  readonly attempt: number;
}

/** What happens during a call, for logs and metrics. */
export type MySafeEvent = MySafeEventBase &
  (
    | {
        /** A request is sent. */
        readonly type: "request";
      }
    | {
        /** It was answered, or ended without an answer. */
        readonly type: "response";
        /** HTTP status, of an answer. */
        readonly status?: number;
        /** The id under which the server logged the request; not of an answer that grants a token. */
        readonly requestId?: string;
        /** From the request to the end of the answer, ms. */
        readonly duration: number;
        /** What went wrong on the way, if anything did; an error that an answer states is not known here. */
        readonly code?: MySafeErrorCode;
      }
    | {
        /** A try failed, and another will be made. */
        readonly type: "retry";
        /** The wait until then, ms. */
        readonly delay: number;
        /** Why the try failed. */
        readonly code: MySafeErrorCode;
      }
    | {
        /** A token was got. */
        readonly type: "token";
        /** How long it is good, ms, when the server said so. */
        readonly lifetime?: number;
      }
  );

/** Options of {@link MySafe}: the connection and exactly one kind of credentials. */
export type MySafeOptions = ConnectionOptions &
  (
    | {
        /** Client id of the access key. */
        readonly clientId: string;
        /** Client secret of the access key. Whoever can read it can act with it: in a browser prefer `accessToken`. */
        readonly clientSecret: string;
        readonly accessToken?: undefined;
      }
    | {
        /** A bearer token, or a function that gives one. */
        readonly accessToken: string | AccessTokenProvider;
        readonly clientId?: undefined;
        readonly clientSecret?: undefined;
      }
  );

/** Options of one call; each overrides the client's. */
export interface CallOptions {
  /** Ends the call: it then rejects with `signal.reason`, untouched. */
  readonly signal?: Signal | undefined;
  /** Longest time for one attempt with its body, ms. */
  readonly timeout?: number | undefined;
  /** Longest time for the whole call, ms. */
  readonly deadline?: number | undefined;
}

/** Options of {@link MySafe.activate} and {@link MySafe.deactivate}. */
export interface SwitchOptions extends CallOptions {
  /** Looks at the secret before and after: three requests in place of one. What was seen then decides `changed` and
   * `certain`, and `verified` says that it was seen. A look is a `get`: MySafe may log it as a view of the secret, or ask
   * for a justification. Somebody else who switches the secret between the two looks is not seen. Default `false`. */
  readonly verify?: boolean | undefined;
}

/** What {@link MySafe.activate} and {@link MySafe.deactivate} learnt. */
export interface StateChange {
  /** The identifier asked for, as text. */
  readonly identifier: string;
  /** The state that the secret is in now. */
  readonly active: boolean;
  /** Whether this call changed it. `false`: the server says that it already was so. */
  readonly changed: boolean;
  /** Whether `changed` is known. It is not when the server says "already" and
   *
   * - an earlier try's answer was lost: it may be our own doing (`changed` is `true`);
   * - the platform may have sent the request twice, as Chromium, Firefox and Deno do when a connection breaks before the
   *   answer begins; Node, Bun and workerd do not, and of others it is not known (`changed` is `false`);
   *
   * nor when the server's words are none that MySafe documents, and only a look told the state (`changed` is `true`).
   * `verify` makes it known. */
  readonly certain: boolean;
  /** Whether the state was looked at, besides what the server said of it. */
  readonly verified: boolean;
  /** The server's words; empty when its answer was lost and a look told the state. */
  readonly message: string;
  /** HTTP status of the answer that told the state. */
  readonly status: number;
  /** Tries of the operation itself, this answer's included; looks and token requests are not counted. */
  readonly attempts: number;
}

/** The items of a batch, pulled only as they are needed. A list of summaries serves as well as one of identifiers. */
export type Many =
  | Iterable<Identifier | { readonly identifier: Identifier }>
  | AsyncIterable<Identifier | { readonly identifier: Identifier }>;

/** What became of one item of a batch. */
export type BatchOutcome = { readonly identifier: string } & (
  | {
      /** The secret is in the state asked for; `unchanged`: it already was. */
      readonly state: "changed" | "unchanged";
      /** What switching it told. */
      readonly change: StateChange;
    }
  | {
      /** `failed`: no try of this batch changed it. `unknown`: one may have: its answer was lost, or is one that can follow
       * the work, such as any 5xx, 503 included. */
      readonly state: "failed" | "unknown";
      /** What kept it from being known to be switched. */
      readonly error: MySafeError;
    }
  | {
      /** It was never sent. */
      readonly state: "skipped";
    }
);

/** How far a batch is. */
export interface BatchProgress {
  /** Outcomes so far. */
  readonly done: number;
  /** Items in all, when that is known beforehand: of an array, a `Set` or a `Map`. */
  readonly total?: number;
  /** The outcome that was just reached. */
  readonly outcome: BatchOutcome;
}

/** Options of a batch. The limits are each item's own: waiting for the batch's turn does not count. */
export interface BatchOptions extends SwitchOptions {
  /** Tries at a time, 1 to 1000. Default 8. */
  readonly concurrency?: number | undefined;
  /** How long nothing that was sent may get a documented answer before the batch ends, ms: `report.error` then says why, and
   * what was not sent is `skipped`. Default 60 000; `Infinity` for never. */
  readonly outage?: number | undefined;
  /** Told of each outcome as it is reached. What it throws is ignored. */
  readonly onProgress?: ((progress: BatchProgress) => void) | undefined;
}

/** What a batch has learnt. It survives `JSON.stringify`.
 *
 * What is left to do are the outcomes `failed`, `unknown` and `skipped`; to undo it, give `activateMany` (or
 * `deactivateMany`) those that are `changed` and whose change is `certain`. */
export interface BatchReport {
  /** What was to be done. */
  readonly action: "activate" | "deactivate";
  /** Outcomes in all. */
  readonly total: number;
  /** How many are in the state asked for, by this batch. */
  readonly changed: number;
  /** How many already were. */
  readonly unchanged: number;
  /** How many were certainly not changed by this batch, and are not known to be in the state asked for. */
  readonly failed: number;
  /** How many may have been changed, or not. */
  readonly unknown: number;
  /** How many were never sent. */
  readonly skipped: number;
  /** Whether its signal ended it. */
  readonly aborted: boolean;
  /** What ended it early: refused credentials, an outage, a closed client, items that could not be read on, or a defect of this
   * package (`INTERNAL`). */
  readonly error?: MySafeError;
  /** One for each item, in the order given. Items that an iterator had not given yet when the batch ended early are
   * not in it; those of an array, a `Set` or a `Map` are. */
  readonly outcomes: readonly BatchOutcome[];
}

/** Which secrets to list. A filter that is left out lets all pass. */
export interface ListFilter {
  /** Those with this tag. */
  readonly tag?: string;
  /** The one with this code, which its user chose. */
  readonly identifierCode?: string;
}

/** One entry of {@link MySafe.list}. It does not say whether the secret is active: {@link MySafe.isActive} does. */
export interface ApiSecretSummary {
  /** The identifier that MySafe assigned, as text. */
  readonly identifier: string;
  /** What its user called it. */
  readonly name: string;
  /** Whether a justification is asked for. */
  readonly needJustify: boolean;
  /** Whether an approval is asked for. */
  readonly needApproval: boolean;
  /** Whether the access key's user may see it. */
  readonly canView: boolean;
  /** Whether the access key's user may change it. */
  readonly canWrite: boolean;
}

/** A user with whom a secret is shared. */
export interface UserShare {
  /** The user's name at MySafe. */
  readonly username: string;
  /** Whether the user may change, activate and deactivate it. */
  readonly canEdit: boolean;
}

/** A group with which a secret is shared. */
export interface GroupShare {
  /** The group's name at MySafe. */
  readonly name: string;
  /** Whether its members may change, activate and deactivate it. */
  readonly canEdit: boolean;
}

/** One API secret, as far as the answer shows it. */
export interface ApiSecret {
  /** The identifier that MySafe assigned, as text. */
  readonly identifier: string;
  /** What its user called it. */
  readonly name?: string;
  /** Of the API that the secret opens. */
  readonly url?: string;
  /** The client id that goes with the stored secret. */
  readonly clientId?: string;
  /** The stored secret itself. Take care where it goes. */
  readonly clientSecret?: string;
  /** The code that a user chose. */
  readonly identifierCode?: string;
  /** Its tags, as one text. */
  readonly tags?: string;
  /** Notes of its users. */
  readonly notes?: string;
  /** HTTP method for which the secret is meant. */
  readonly method?: string;
  /** The users with whom it is shared. */
  readonly usersAllowed: readonly UserShare[];
  /** The groups with which it is shared. */
  readonly groupsAllowed: readonly GroupShare[];
  /** The users and groups with whom it could not be shared; after `create` and `update`. */
  readonly sharedError: readonly string[];
}

/** What a new API secret is made of. */
export interface NewApiSecret {
  /** What it is to be called. */
  readonly name: string;
  /** Of the API that the secret opens. */
  readonly url: string;
  /** The client id that goes with the stored secret. */
  readonly clientId: string;
  /** The secret to store. */
  readonly clientSecret?: string;
  /** A code of your own, which no other secret of the user may have. */
  readonly identifierCode?: string;
  /** Its tags, as one text. */
  readonly tags?: string;
  /** Notes for its users. */
  readonly notes?: string;
  /** HTTP method for which the secret is meant. */
  readonly method?: string;
  /** The users with whom it is to be shared. */
  readonly usersAllowed?: readonly UserShare[];
  /** The groups with which it is to be shared. */
  readonly groupsAllowed?: readonly GroupShare[];
}
