import type { FaultKind } from "./faults.js";
import type { Operation } from "./routes.js";

/** A request that came, and what became of it. It never holds a token, a secret or an `Authorization` header. */
export interface RequestRecord {
  /** The `x-request-id` and `x-kong-request-id` of the answer, and the `request_id` of a gateway error. */
  readonly id: string;
  /** When it came, in milliseconds on the sandbox's clock. */
  readonly time: number;
  /** The HTTP method. */
  readonly method: string;
  /** The path of the URL, as it was sent. */
  readonly path: string;
  /**
   * The query string in its order. The values of `grant_type`, `tenant`, `tag` and `identifier_code` are shown, those of
   * any other parameter are `[hidden]`.
   */
  readonly query: string;
  /** What was asked for; absent when the request was not understood. */
  readonly operation?: Operation;
  /** The identifier in the path, decoded. */
  readonly identifier?: string;
  /** The client that the token or the credentials belong to; absent when nobody was authenticated. */
  readonly client?: string;
  /** The HTTP status given; `null` while there is none, and for good when the connection was dropped. */
  readonly status: number | null;
  /** The fault that was applied; `scripted` for an answer that was set by `next`. */
  readonly fault?: FaultKind | "scripted";
  /** What was wrong with the request, when it was answered with 501. */
  readonly unexpected?: readonly string[];
}

/** {@link RequestRecord} while its request is being answered. */
export type OpenRecord = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };

/** What a client did to a secret: the truth that its own report can be compared to. */
export interface Change {
  /** When, in milliseconds on the sandbox's clock. */
  readonly time: number;
  /** What was done. */
  readonly action: "activate" | "deactivate" | "create" | "update";
  /** To which secret. */
  readonly identifier: string;
  /** False when there was nothing to do: the secret was active, or not active, already. */
  readonly changed: boolean;
  /** The client id of who did it. */
  readonly client: string;
  /** The {@link RequestRecord.id} of the request. */
  readonly requestId: string;
  /** True when the answer that says so was never given. */
  readonly lost: boolean;
}

/** What happened: the newest `limit` requests and changes. */
export class Journal {
  readonly requests: OpenRecord[] = [];
  readonly changes: Change[] = [];
  tokenRequests = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  addRequest(record: OpenRecord): void {
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
