import type { BatchOutcome, Kind, MySafeErrorCode, MySafeEvent } from "mysafe-wasm";
import { defaultKind } from "../kinds/kinds.ts";
import { isDocumentedRefusal } from "../refusal.ts";

/** How long a batch goes on by itself while nothing that it sent gets a documented answer, ms. */
export const outageLimit = 60_000;

/** From so many failed tries in a row on, a batch tries one item at a time. */
const downFrom = 8;

/** So long without a documented answer is worth a word, ms. */
const silence = 5_000;

/** MySafe has not answered what a batch sent. */
export interface Trouble {
  /** Since when nothing that was sent has had a documented answer (ms since the Unix epoch). */
  readonly since: number;
  /** The last failure. `undefined`: the first tries have neither been answered nor failed. */
  readonly code: MySafeErrorCode | undefined;
  /** Whether the batch tries one item at a time. */
  readonly oneAtATime: boolean;
  /** When the batch ends by itself if that goes on. `undefined`: never. */
  readonly endsAt: number | undefined;
}

interface Batch {
  readonly kind: Kind;
  readonly action: "activate" | "deactivate";
  readonly verify?: boolean;
}

/** What the page sees of the answers to a batch, by the rules by which the batch itself notices an outage. */
export class Contact {
  readonly #limit: number;
  /** Requests without an end. */
  #inFlight = 0;
  #since: number | undefined;
  #idleSince: number | undefined;
  #failures = 0;
  #code: MySafeErrorCode | undefined;

  /** @param limit how long the batch goes on without a documented answer, ms */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Notes an event of the client, if it is of this batch: of its switches, or of the looks that go with them. */
  note(event: MySafeEvent, { kind, action, verify }: Batch): void {
    const { operation, kind: of = defaultKind } = event;
    if (of !== kind || (operation !== action && !(verify && operation === "isActive"))) return;
    if (event.type === "request") this.sent(event.time);
    if (event.type === "response") this.ended();
    if (event.type === "retry") this.failed(event.code);
  }

  /** Notes that a request was sent. */
  sent(at: number): void {
    this.#inFlight += 1;
    const idle = this.#idleSince === undefined ? 0 : at - this.#idleSince;
    this.#idleSince = undefined;
    this.#since = this.#since === undefined ? at : this.#since + idle;
  }

  /** Notes that a request has ended, with an answer or without. */
  ended(): void {
    this.#inFlight = Math.max(0, this.#inFlight - 1);
  }

  /** Notes a try that had no documented answer.
   *
   * @param passes whether the same try may succeed later */
  failed(code: MySafeErrorCode, passes = true): void {
    // A refused token is no sign that MySafe is down, and a wait that it asks for is none either.
    if (code === "UNAUTHORIZED") return;
    this.#code = code;
    // The batch slows down only for failures that pass.
    if (passes && code !== "RATE_LIMITED") this.#failures += 1;
  }

  /** Notes what has become of an item. */
  settled(outcome: BatchOutcome, at: number): void {
    if (outcome.state === "skipped") return;
    if ("change" in outcome || isDocumentedRefusal(outcome.error)) {
      this.#since = this.#inFlight > 0 ? at : undefined;
      this.#failures = 0;
      this.#code = undefined;
    } else this.failed(outcome.error.code, outcome.error.retryable);
  }

  /** Notes that nothing is under way, as during a pause. That time is no outage. */
  idle(at: number): void {
    this.#idleSince ??= at;
  }

  /** What is wrong now, if anything is. */
  trouble(now: number): Trouble | undefined {
    const since = this.#since;
    if (since === undefined || this.#idleSince !== undefined) return undefined;
    const oneAtATime = this.#failures >= downFrom;
    if (!oneAtATime && now - since < silence) return undefined;
    const endsAt = Number.isFinite(this.#limit) ? since + this.#limit : undefined;
    return { since, code: this.#code, oneAtATime, endsAt };
  }
}
