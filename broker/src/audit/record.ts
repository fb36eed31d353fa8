import type { Kind } from "mysafe-wasm";
import type { Operation } from "../people/permit.js";

/**
 * What became of a call:
 *
 * - `changed`, `unchanged`, `failed`, `unknown`: what MySafe's answer to `activate` or `deactivate` proves, as in the
 *   reports of `mysafe-wasm`. `unknown`: the change may have been made. Where a platform, a proxy or a `fetch` of yours may
 *   send a request twice, an `unchanged` may be the echo of this very call.
 * - `skipped`: nothing was done. MySafe gave the broker no token that it accepts, or the caller had gone before it did.
 * - `answered`: MySafe answered another operation. `status` says how.
 * - `unanswered`: it did not, or what came cannot be relied on.
 * - `denied`: the broker refused the call and passed nothing on. `status` says why, such as 403 or 429. A request without a
 *   good token has no record, since nobody is known who sent it.
 * - `issued`: the broker gave a token.
 */
export type AuditOutcome =
  | "changed"
  | "unchanged"
  | "failed"
  | "unknown"
  | "skipped"
  | "answered"
  | "unanswered"
  | "denied"
  | "issued";

/**
 * A line of the audit. A call that could change something has two with one `id`: `begin` before anything is sent, and
 * `end`. Any other call has an `end` alone. A `begin` without its `end` is left by a crash: the change may have been made.
 * Nothing in it is secret.
 *
 * @example
 * ```json
 * {"event":"end","id":"6c1f…","time":"2026-11-26T10:12:00.120Z","identity":"ana@example.com","operation":"deactivate",
 *  "kind":"apiSecret","identifier":"43","outcome":"changed","status":200,"duration":41.3,"requestId":"f00d…"}
 * ```
 */
export interface AuditRecord {
  /** `begin`: before a change is sent. `end`: the call is over. */
  readonly event: "begin" | "end";
  /** The call. */
  readonly id: string;
  /** When the record was made, in UTC (RFC 3339). */
  readonly time: string;
  /** Who called: the id of the identity. */
  readonly identity: string | null;
  /** What was asked for: an operation on items, or a token of the broker. */
  readonly operation: Operation | "token";
  /** The kind of item. */
  readonly kind?: Kind;
  /** The item, as the request names it. */
  readonly identifier?: string;
  /** Whether the stored values in the answer were let through. */
  readonly revealed?: boolean;
  /** What became of the call. */
  readonly outcome?: AuditOutcome;
  /** The HTTP status that the caller got. */
  readonly status?: number;
  /** The time from the request to its answer, in ms. */
  readonly duration?: number;
  /** The id by which MySafe logged the request. */
  readonly requestId?: string;
}

/**
 * Takes each record, in order. Before a change it is awaited, and when it fails the change is not passed on: what it has
 * written by then is there after a crash. A failure after a change does not hide MySafe's answer.
 *
 * @example
 * ```ts
 * const audit: Audit = (record) => database.insert("audit", record);
 * ```
 */
export type Audit = (record: AuditRecord) => void | Promise<void>;
