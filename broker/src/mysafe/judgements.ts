import type { AuditOutcome } from "../audit/record.js";
import type { Route } from "../requests/route.js";
import type { Answer } from "./forward.js";

/** A longer answer is judged anew, in code units. */
const longest = 1_000;
/** How many are kept. MySafe has a handful of sentences for a success. */
const most = 50;

/**
 * Remembers what the client made of successes: the same answer to the same operation on the same kind of item proves the
 * same. So it need not be asked again.
 */
export class Judgements {
  readonly #outcomes = new Map<string, AuditOutcome>();

  of(route: Route, answer: Answer): AuditOutcome | undefined {
    return answer.text.length <= longest ? this.#outcomes.get(keyOf(route, answer)) : undefined;
  }

  remember(route: Route, answer: Answer, outcome: AuditOutcome): void {
    if (outcome !== "changed" && outcome !== "unchanged") return;
    if (answer.text.length <= longest && this.#outcomes.size < most) this.#outcomes.set(keyOf(route, answer), outcome);
  }
}

const keyOf = ({ kind, operation }: Route, { status, text }: Answer) => `${kind} ${operation} ${status} ${text}`;
