import type { Kind } from "./kinds/kind.js";

/** The kinds of failure. They are stable; messages are not.
 *
 * | code | what happened |
 * | --- | --- |
 * | `INVALID_ARGUMENT` | an option or argument cannot be used; nothing was sent |
 * | `NOT_FOUND` | no item of the kind has this identifier (1005) |
 * | `ACCESS_DENIED` | the access key's user has no access to the item (1006), or the gateway forbids the call (403) |
 * | `INACTIVE` | the item is inactive (1009) |
 * | `INVALID_IDENTIFIER` | the server does not accept identifiers of this type (1010) |
 * | `INVALID_PARAMETER` | a parameter is missing, or its value is refused (1001) |
 * | `UNAUTHORIZED` | the credentials or the token were refused, or the `accessToken` function failed |
 * | `ROUTE_NOT_FOUND` | the gateway knows no such route (404): wrong `baseUrl`, or authentication failed before routing |
 * | `RATE_LIMITED` | too many requests (429) |
 * | `SERVER` | the server failed (5xx) |
 * | `API` | another error that the API or the token endpoint (RFC 6749 section 5.2) states |
 * | `INVALID_RESPONSE` | the answer is not what the API documents, or is a redirect |
 * | `NETWORK` | no answer: no connection, a broken one, or (in a browser) no CORS headers |
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

/** The fields of a {@link MySafeError}. */
export interface MySafeErrorFields {
  /** The kind of failure. */
  readonly code: MySafeErrorCode;
  /** What failed, on which item, what the server said and what to do. */
  readonly message: string;
  /** The operation that failed, such as `deactivate`. */
  readonly operation?: string;
  /** The kind of item that the operation is about, unless it is an API secret. */
  readonly kind?: Kind;
  /** The identifier given to the operation, as text. */
  readonly identifier?: string;
  /** The HTTP status of the answer, if there was one. */
  readonly status?: number;
  /** MySafe's own code, such as 1005, if the answer states one. */
  readonly apiCode?: number;
  /** The id under which the server logged the request. */
  readonly requestId?: string;
  /** Whether the same call may succeed later as it is. Default `false`. */
  readonly retryable?: boolean;
  /** How often the operation itself was sent. Default 0. */
  readonly attempts?: number;
}

/** The mark of an error by which {@link isMySafeError} recognizes those of every copy of the package, in every realm. */
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

/** A failed call. Its message says what failed, on which item, what the server said and what to do.
 *
 * It holds no credential, no token and no stored value, and can be logged as it is.
 *
 * @example
 * ```ts
 * try {
 *   await mysafe.deactivate("43");
 * } catch (error) {
 *   if (!isMySafeError(error)) throw error; // such as the reason of an abort
 *   if (error.code === "NOT_FOUND") console.error("There is no such secret.");
 *   else if (error.retryable) console.error("Try again later:", error.message);
 *   else throw error;
 * }
 * ``` */
export class MySafeError extends BrandedError {
  /** The kind of failure. */
  readonly code: MySafeErrorCode;
  /** The operation that failed, such as `deactivate`. */
  declare readonly operation?: string;
  /** The kind of item that the operation is about, unless it is an API secret. */
  declare readonly kind?: Kind;
  /** The identifier given to the operation, as text. */
  declare readonly identifier?: string;
  /** The HTTP status of the answer, if there was one. */
  declare readonly status?: number;
  /** MySafe's own code, such as 1005, if the answer states one. */
  declare readonly apiCode?: number;
  /** The id under which the server logged the request: the body's `request_id`, or the header `x-request-id` or
   * `x-kong-request-id`. */
  declare readonly requestId?: string;
  /** Whether the same call may succeed later as it is. */
  readonly retryable: boolean;
  /** How often the operation itself was sent; token requests are not counted. With 0 it has changed nothing. */
  readonly attempts: number;

  /** Makes an error, for tests and fakes of a client.
   *
   * @example
   * ```ts
   * throw new MySafeError({ code: "NOT_FOUND", message: 'deactivate "43": not found', status: 400, apiCode: 1005 });
   * ``` */
  constructor({ code, message, retryable = false, attempts = 0, ...known }: MySafeErrorFields) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.attempts = attempts;
    Object.assign(this, known);
  }

  /** Everything known about the failure but its stack, for logs and reports. `JSON.stringify` calls it.
   *
   * @example
   * ```ts
   * await mysafe.deactivate("43").catch((error) => console.error(JSON.stringify(error)));
   * ``` */
  toJSON(): MySafeErrorFields & { readonly name: string } {
    // An error's name and message are not enumerable; the spread copies the rest.
    return Object.assign({ name: this.name, message: this.message }, { ...this });
  }
}

/** Tells whether `value` is a {@link MySafeError}, of any copy of the package and any realm.
 *
 * @example
 * ```ts
 * const active = await mysafe.isActive("43").catch((error) => {
 *   if (isMySafeError(error) && error.code === "NOT_FOUND") return false;
 *   throw error;
 * });
 * ``` */
export function isMySafeError(value: unknown): value is MySafeError {
  try {
    return typeof value === "object" && value !== null && BRAND in value;
  } catch {
    return false; // A proxy may throw.
  }
}
