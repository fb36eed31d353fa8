/** The kinds of failure. They are stable; messages are not.
 *
 * | code | what happened |
 * | --- | --- |
 * | `INVALID_ARGUMENT` | an option or argument cannot be used; nothing was sent |
 * | `NOT_FOUND` | no API secret has this identifier (1005) |
 * | `ACCESS_DENIED` | the access key's user has no access to the secret (1006), or the gateway forbids the call (403) |
 * | `INACTIVE` | the API secret is inactive (1009) |
 * | `INVALID_IDENTIFIER` | the server does not take identifiers of this kind (1010) |
 * | `INVALID_PARAMETER` | the server misses a parameter or refuses its value (1001) |
 * | `UNAUTHORIZED` | the credentials or the token were refused, or the `accessToken` function failed |
 * | `ROUTE_NOT_FOUND` | the gateway knows no such route (404): wrong `baseUrl`, or authentication failed before routing |
 * | `RATE_LIMITED` | too many requests (429) |
 * | `SERVER` | the server failed (5xx) |
 * | `API` | another error that the API or the token endpoint states |
 * | `INVALID_RESPONSE` | the answer is not what the API documents, or is a redirect |
 * | `NETWORK` | no answer: no connection, one that broke off, or (in a browser) no CORS headers |
 * | `TIMEOUT` | no answer within `timeout`, or no result within `deadline` |
 * | `CLOSED` | the client was closed |
 * | `INTERNAL` | the WebAssembly could not be loaded, or a defect of this package |
 */
export type MySafeErrorCode =
  | "INVALID_ARGUMENT"
  | "NOT_FOUND"
  | "ACCESS_DENIED"
  | "INACTIVE"
  | "INVALID_IDENTIFIER"
  | "INVALID_PARAMETER"
  | "UNAUTHORIZED"
  | "ROUTE_NOT_FOUND"
  | "RATE_LIMITED"
  | "SERVER"
  | "API"
  | "INVALID_RESPONSE"
  | "NETWORK"
  | "TIMEOUT"
  | "CLOSED"
  | "INTERNAL";

/** What a {@link MySafeError} is made of. */
export interface MySafeErrorFields {
  /** The kind of failure. */
  readonly code: MySafeErrorCode;
  /** What failed, on which secret, what the server said and what to do. */
  readonly message: string;
  /** The operation that failed, such as `deactivate`. */
  readonly operation?: string;
  /** The identifier that it was asked for, as text. */
  readonly identifier?: string;
  /** HTTP status of the answer, when there was one. */
  readonly status?: number;
  /** MySafe's own code, such as 1005, when it gave one. */
  readonly apiCode?: number;
  /** The id under which the server logged the request. */
  readonly requestId?: string;
  /** Whether the same call may succeed later as it is. Default `false`. */
  readonly retryable?: boolean;
  /** Tries of the operation itself. Default 0. */
  readonly attempts?: number;
}

/** Shared by every copy of this package in every realm, so that {@link isMySafeError} knows them all. */
const BRAND = Symbol.for("mysafe-wasm.MySafeError");

/** `Error` with the name and the brand on its prototype, where they are not printed with an error. */
const BrandedError = /* @__PURE__ */ brandedError();

// Not a static block of MySafeError: bundlers would keep the class in an app that does not use it.
function brandedError(): typeof Error {
  class BrandedError extends Error {}
  Object.defineProperty(BrandedError.prototype, "name", { value: "MySafeError", configurable: true, writable: true });
  Object.defineProperty(BrandedError.prototype, BRAND, { value: true });
  return BrandedError as unknown as typeof Error;
}

/** A failed call: its message says what failed, on which secret, what the server said and what to do.
 *
 * It never holds a credential, a token or a stored secret: it can be logged as it is. */
export class MySafeError extends BrandedError {
  /** The kind of failure. */
  readonly code: MySafeErrorCode;
  /** The operation that failed, such as `deactivate`. */
  declare readonly operation?: string;
  /** The identifier that it was asked for, as text. */
  declare readonly identifier?: string;
  /** HTTP status of the answer, when there was one. */
  declare readonly status?: number;
  /** MySafe's own code, such as 1005, when it gave one. */
  declare readonly apiCode?: number;
  /** The id under which the server logged the request: the body's `request_id`, or the header `x-request-id` or
   * `x-kong-request-id`. */
  declare readonly requestId?: string;
  /** Whether the same call may succeed later as it is. */
  readonly retryable: boolean;
  /** Tries of the operation itself, not of its token request; with 0, the operation was never sent and has changed
   * nothing. */
  readonly attempts: number;

  /** Makes an error; for tests and fakes, since the client makes its own. */
  constructor({ code, message, retryable = false, attempts = 0, ...known }: MySafeErrorFields) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.attempts = attempts;
    Object.assign(this, known);
  }

  /** All that is known of the failure, for logs and reports; without the stack. */
  toJSON(): MySafeErrorFields & { readonly name: string } {
    // The spread holds the rest of what is known: an error's name and message are not enumerable.
    return Object.assign({ name: this.name, message: this.message }, { ...this });
  }
}

/** Whether `value` is a {@link MySafeError}, of this copy of the package or another, of this realm or another. */
export function isMySafeError(value: unknown): value is MySafeError {
  try {
    return typeof value === "object" && value !== null && BRAND in value;
  } catch {
    return false; // a proxy that will not say
  }
}
