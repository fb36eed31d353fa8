import type { FaultKind } from "./faults.js";
import type { Kind } from "./kinds/kind.js";
import type { Operation } from "./routes.js";

/**
 * A received request and its result. It never holds a token, a secret or an `Authorization` header.
 *
 * @example
 * ```ts
 * const failed = sandbox.requests.filter(({ fault }) => fault !== undefined);
 * const retries = sandbox.requests.filter(({ operation, identifier }) => operation === "get" && identifier === "43");
 * ```
 */
export interface RequestRecord {
  /** The headers `x-request-id` and `x-kong-request-id` of the answer, and the `request_id` of a gateway error. */
  readonly id: string;
  /** The time of arrival, in milliseconds on the sandbox's clock. */
  readonly time: number;
  /** The HTTP method. */
  readonly method: string;
  /** The path of the URL as sent, percent-encoding included. */
  readonly path: string;
  /**
   * The query string in its original order. The values of `grant_type`, `tenant`, `tag` and `identifier_code` are shown;
   * the value of any other parameter is `[hidden]`, also of `name`, `username` and `url`, which can be personal or secret.
   */
  readonly query: string;
  /** The requested operation; absent if the request was answered with 501. */
  readonly operation?: Operation;
  /** The kind of item that it is about; absent for a token, and if the request was answered with 501. */
  readonly kind?: Kind;
  /** The decoded identifier of the path; absent if the path has none. */
  readonly identifier?: string;
  /** The id of the authenticated client; absent if authentication failed. */
  readonly client?: string;
  /** The HTTP status of the answer; `null` until it is answered, and if the connection was dropped. */
  readonly status: number | null;
  /** The fault that was applied; `scripted` for an answer that was set by `next`. */
  readonly fault?: FaultKind | "scripted";
  /** The problems of a request that was answered with 501. */
  readonly unexpected?: readonly string[];
}

/** A {@link RequestRecord} that can still be completed. */
export type PendingRecord = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };

/**
 * A change of an item by a client, to compare the client's own report with.
 *
 * @example
 * ```ts
 * const switchedOff = sandbox.changes
 *   .filter(({ kind, action, changed }) => kind === "apiSecret" && action === "deactivate" && changed)
 *   .map(({ identifier }) => identifier);
 * ```
 */
export interface Change {
  /** The time of the change, in milliseconds on the sandbox's clock. */
  readonly time: number;
  /** The operation. */
  readonly action: "activate" | "deactivate" | "create" | "update";
  /** The kind of item. */
  readonly kind: Kind;
  /** The identifier of the item. */
  readonly identifier: string;
  /** False if the item was in the requested state already. */
  readonly changed: boolean;
  /** The id of the client. */
  readonly client: string;
  /** The {@link RequestRecord.id} of the request. */
  readonly requestId: string;
  /** True if a fault or a step kept the answer from the client. */
  readonly lost: boolean;
}

/** The newest `limit` requests and the newest `limit` changes. */
export class Journal {
  readonly requests: PendingRecord[] = [];
  readonly changes: Change[] = [];
  tokenRequests = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  addRequest(record: PendingRecord): void {
    this.requests.push(record);
    this.#trim(this.requests);
  }

  addChange(change: Change): void {
    this.changes.push(change);
    this.#trim(this.changes);
  }

  clear(): void {
    this.requests.length = 0;
    this.changes.length = 0;
    this.tokenRequests = 0;
  }

  #trim(entries: unknown[]): void {
    if (entries.length > this.#limit) {
      entries.splice(0, entries.length - this.#limit);
    }
  }
}
