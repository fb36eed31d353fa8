/** What names one API secret: MySafe's own `identifier`, never the `identifier_code` that a user chose.
 *
 * One path segment: not blank, not `"."` or `".."`, at most 256 characters. A number is a non-negative safe integer. */
export type Identifier = string | number | bigint;

/** What an `accessToken` function is told. */
export interface AccessTokenRequest {
  /** `true` when MySafe refused the token given before: return a new one, not a cached one. */
  readonly refresh: boolean;
  /** Aborted when no call waits for the token any more. */
  readonly signal: AbortSignal;
}

/** Gives the bearer token for the calls: called when the first one is needed, and again after MySafe refused it. */
export type AccessTokenProvider = (request: AccessTokenRequest) => string | Promise<string>;

/** How the token request is made, for servers that want it one way. Anything left out is found out by the client. */
export interface TokenOptions {
  /** Path below `baseUrl`. Default `/api/oauth2/token`; the older A2A endpoint is `/iso/oauth2/token`. */
  readonly path?: string;
  /** The only method to use. Default: `GET` as MySafe documents it, then `POST` if that form is refused. */
  readonly method?: "GET" | "POST";
  /** Where the client id and secret go: `basic` (RFC 6749 section 2.3.1), `basic-raw` (the same without the
   * form-urlencoding, for servers that do not decode it) or `body` (form fields; needs `POST`). The secret never goes
   * into a URL. Default: `basic` with `GET`, `body` with `POST`. */
  readonly credentials?: "basic" | "basic-raw" | "body";
}

/** What every client needs, however it authenticates. */
export interface ConnectionOptions {
  /** Where MySafe answers: `https:`, or `http:` on loopback (or with `allowInsecure`). A path is kept as a prefix.
   * Credentials, a query or a fragment in it are refused. */
  readonly baseUrl: string | URL;
  /** The tenant's subdomain, for an appliance reached by IP address. Sent with the token request. */
  readonly tenant?: string;
  /** How the token request is made. */
  readonly token?: TokenOptions;
  /** Longest time for one attempt with its body, ms. Default 10 000; `Infinity` for none. */
  readonly timeout?: number;
  /** Longest time for a whole call with its token, ms. Default 60 000; `Infinity` for none. */
  readonly deadline?: number;
  /** Used in place of the global `fetch`, which is otherwise looked up at each call. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Sent with each request, for access keys that are limited to HTTP referrers. Default: the page's own policy. */
  readonly referrerPolicy?: ReferrerPolicy;
  /** Allows `http:` beyond loopback. The client secret and every token then cross the network in the clear. */
  readonly allowInsecure?: boolean;
}

/** Options of {@link MySafe}: the connection and exactly one kind of credentials. */
export type MySafeOptions = ConnectionOptions &
  (
    | {
        /** Client id of the access key. */
        readonly clientId: string;
        /** Client secret of the access key. Whoever can read it can act with it: in a browser prefer `accessToken`. */
        readonly clientSecret: string;
        readonly accessToken?: never;
      }
    | {
        /** A bearer token, or a function that gives one. */
        readonly accessToken: string | AccessTokenProvider;
        readonly clientId?: never;
        readonly clientSecret?: never;
      }
  );

/** Options of one call; each overrides the client's. */
export interface CallOptions {
  /** Ends the call: it then rejects with `signal.reason`, untouched. */
  readonly signal?: AbortSignal;
  /** Longest time for one attempt with its body, ms. */
  readonly timeout?: number;
  /** Longest time for the whole call, ms. */
  readonly deadline?: number;
}

/** What {@link MySafe.activate} and {@link MySafe.deactivate} learnt. */
export interface StateChange {
  /** The identifier asked for, as text. */
  readonly identifier: string;
  /** The state that the secret is in now. */
  readonly active: boolean;
  /** `false`: the server says that it already was so. */
  readonly changed: boolean;
  /** `false`: an earlier try's answer was lost, so an "already" may be our own doing; `changed` is then `true`.
   * Always `true` as long as no failed try is repeated. */
  readonly certain: boolean;
  /** The server's words. */
  readonly message: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Tries of the operation itself, this answer's included; token requests are not counted. */
  readonly attempts: number;
}
