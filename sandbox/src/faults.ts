import { isOddAnswerTo, type OddAnswer, oddAnswers, oddSwitchAnswers } from "./odd.js";
import { hash, Random } from "./random.js";
import type { Operation } from "./routes.js";

/**
 * What can go wrong. None of these changes a secret, except that `lost` and `lost-timeout` let the change happen, `odd` and
 * `status` do where they are told to, and `odd` does when it is the right answer in another form.
 *
 * - `server-error`: a 5xx of the gateway (500, 502, 503 or 504), a 503 with `Retry-After`
 * - `rate-limit`: 429 with `Retry-After`
 * - `no-route`: Kong's 404, which MySafe documents for a wrong URL and for failed authentication
 * - `reset`: the connection ends before any answer
 * - `cut`: the connection ends in the middle of the body
 * - `stall`: no answer at all until the client leaves
 * - `stall-body`: headers and half of the body, then nothing until the client leaves
 * - `delay`: the right answer, late; a client that leaves earlier has changed nothing
 * - `malformed`: JSON whose end is missing, under the status of the right answer
 * - `html`: the 502 page of a proxy
 * - `revoked`: the token that came is revoked, so this request and all later ones with it get 401
 * - `lost`: the change is made, then the connection ends before the answer
 * - `lost-timeout`: the change is made, then the gateway answers 504
 * - `odd`: an answer that is not documented for the request, such as the one named by `answer`; before the change, or
 *   after it
 * - `status`: the gateway answers with a status that says nothing of the change; before it, or after it
 */
export type FaultKind =
  | "server-error"
  | "rate-limit"
  | "no-route"
  | "reset"
  | "cut"
  | "stall"
  | "stall-body"
  | "delay"
  | "malformed"
  | "html"
  | "revoked"
  | "lost"
  | "lost-timeout"
  | "odd"
  | "status";

/** Which faults happen, and how often. */
export interface FaultOptions {
  /** The share of requests that meet a fault, from 0 to 1. */
  rate: number;
  /**
   * The kinds that happen: a list, or weights of which only the proportions matter. Default: every kind but `no-route`,
   * from which no client can recover, and `odd` and `status`, after which none can be certain; the slow ones seldom.
   */
  kinds?: readonly FaultKind[] | Readonly<Partial<Record<FaultKind, number>>>;
  /** The statuses of `server-error`, all equally likely. Default 500, 502, 503 and 504. */
  statuses?: readonly number[];
  /**
   * `Retry-After` of a 429 and a 503: seconds, or a text sent as it is, such as a date, `2.5`, or `2, 2`; `false` for none.
   * Default 1.
   */
  retryAfter?: number | string | false;
  /** The shortest and longest `delay`, in milliseconds. Default 100 to 1000. */
  delay?: readonly [shortest: number, longest: number];
  /** The answers of `odd`, those that fit a request equally likely. Default: those of activate and deactivate alone. */
  answers?: readonly OddAnswer[];
  /**
   * Whether an `odd` or a `status` comes after the change was made. Default: after it as often as before. An `odd` that is
   * the right answer in another form always does, and `no-colon` never.
   */
  applied?: boolean;
  /** The operations that meet faults. Default: all, the token endpoint too. */
  operations?: readonly Operation[];
}

/** One fault, ready to be applied. */
export interface Fault {
  readonly kind: FaultKind;
  /** Of a `server-error` and a `status`. */
  readonly status: number;
  readonly retryAfter: number | string | false;
  /** In milliseconds, of a `delay`. */
  readonly delay: number;
  /** Of an `odd`. */
  readonly answer: OddAnswer;
  /** Whether an `odd` or a `status` comes after the change was made. */
  readonly applied: boolean;
}

/** The statuses of `status` where none is asked for: of no document does any of them say what became of the change. */
const openStatuses = [202, 303, 408, 409, 425, 501, 503, 505, 507, 520, 521, 522, 523, 524, 599] as const;

const defaultWeights: Readonly<Record<FaultKind, number>> = {
  "server-error": 8,
  "rate-limit": 4,
  "no-route": 0,
  reset: 3,
  cut: 3,
  stall: 1,
  "stall-body": 1,
  delay: 3,
  malformed: 2,
  html: 2,
  revoked: 2,
  lost: 3,
  "lost-timeout": 2,
  odd: 0,
  status: 0,
};

/** What a fault is like where nothing else is said. */
export const defaultFault: Omit<Fault, "kind"> = {
  status: 500,
  retryAfter: 1,
  delay: 1000,
  answer: "success",
  applied: false,
};

/** Whether a text names a kind of fault. */
export function isFaultKind(text: string): text is FaultKind {
  return Object.hasOwn(defaultWeights, text);
}

/**
 * Decides which request meets which fault. The decision depends only on the seed, the request's method and path, and
 * how often that came before: however concurrent requests interleave, each one meets the same fate in every run.
 */
export class Faults {
  readonly #seed: number;
  readonly #rate: number;
  readonly #weights: readonly (readonly [FaultKind, number])[];
  readonly #statuses: readonly [number, ...number[]];
  readonly #retryAfter: number | string | false;
  readonly #delay: readonly [number, number];
  readonly #answers: readonly [OddAnswer, ...OddAnswer[]];
  readonly #applied: boolean | undefined;
  readonly #operations: ReadonlySet<Operation> | undefined;
  readonly #seen = new Map<string, number>();

  /** Throws `RangeError` when an option is out of its range. */
  constructor(options: number | FaultOptions, seed: number) {
    const given = typeof options === "number" ? { rate: options } : options;
    this.#seed = seed;
    this.#rate = given.rate;
    this.#weights = weigh(given.kinds ?? defaultWeights);
    const [first = 500, ...others] = given.statuses ?? [500, 502, 503, 504];
    this.#statuses = [first, ...others];
    this.#retryAfter = given.retryAfter ?? defaultFault.retryAfter;
    this.#delay = given.delay ?? [100, 1000];
    this.#answers = checkAnswers(given.answers ?? oddSwitchAnswers);
    this.#applied = given.applied;
    this.#operations = given.operations && new Set(given.operations);
    if (!(this.#rate >= 0 && this.#rate <= 1)) {
      throw new RangeError(`faults: the rate must be from 0 to 1, not ${this.#rate}`);
    }
    checkStatuses(this.#statuses);
    if (!(this.#delay[0] >= 0 && this.#delay[1] >= this.#delay[0])) {
      throw new RangeError(`faults: the delay must be a shortest and a longest time, not ${this.#delay.join(" and ")}`);
    }
  }

  /** The fault for the next request of this kind, or `undefined`. */
  draw(operation: Operation, method: string, path: string): Fault | undefined {
    if (this.#rate === 0 || (this.#operations && !this.#operations.has(operation))) {
      return undefined;
    }
    const key = `${method} ${path}`;
    const count = this.#seen.get(key) ?? 0;
    this.#seen.set(key, count + 1);
    const random = new Random(hash(`fault ${this.#seed} ${count} ${key}`));
    if (random.next() >= this.#rate) {
      return undefined;
    }
    const [fitting, ...others] = this.#answers.filter((name) => isOddAnswerTo(operation, name));
    const weights = this.#weights.filter(([kind]) => canMeet(operation, kind, fitting !== undefined));
    const kind = choose(weights, random.next());
    const [shortest, longest] = this.#delay;
    const status = random.pick(this.#statuses);
    const delay = shortest + Math.round(random.next() * (longest - shortest));
    // Drawn last, so that what was drawn for the kinds above stays as it was.
    const answer = random.pick([fitting ?? defaultFault.answer, ...others]);
    const applied = this.#applied ?? random.next() < 0.5;
    const open = random.pick(openStatuses);
    return (
      kind && {
        ...{ kind, delay, answer, applied, retryAfter: this.#retryAfter },
        status: kind === "status" ? open : status,
      }
    );
  }
}

/** A token request presents no token that could be revoked, and not every odd answer is for every operation. */
function canMeet(operation: Operation, kind: FaultKind, hasOddAnswer: boolean): boolean {
  if (kind === "revoked") return operation !== "token";
  return kind !== "odd" || hasOddAnswer;
}

/** The names, which must be some, and be of answers that there are. */
function checkAnswers(names: readonly OddAnswer[]): readonly [OddAnswer, ...OddAnswer[]] {
  const [first, ...others] = names;
  if (first === undefined) {
    throw new RangeError("faults: the answers of odd must be at least one");
  }
  for (const name of names) checkAnswer("faults", name);
  return [first, ...others];
}

/** Throws `RangeError` for a name that there is not. */
export function checkAnswer(where: string, name: string): void {
  if (!oddAnswers.some((known) => known === name)) {
    throw new RangeError(`${where}: there is no odd answer ${JSON.stringify(name)}`);
  }
}

function checkStatuses(statuses: readonly number[]): void {
  for (const status of statuses) {
    if (!(Number.isInteger(status) && status >= 500 && status <= 599)) {
      throw new RangeError(`faults: the status of a server error must be from 500 to 599, not ${status}`);
    }
  }
}

function weigh(kinds: NonNullable<FaultOptions["kinds"]>): (readonly [FaultKind, number])[] {
  const weights = isList(kinds) ? kinds.map((kind) => [kind, 1] as const) : Object.entries(kinds);
  return weights.map(([kind, weight]) => {
    if (!isFaultKind(kind)) {
      throw new RangeError(`faults: there is no kind ${JSON.stringify(kind)}`);
    }
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`faults: the weight of ${kind} must be a positive number or 0, not ${weight}`);
    }
    return [kind, weight];
  });
}

function isList(kinds: NonNullable<FaultOptions["kinds"]>): kinds is readonly FaultKind[] {
  return Array.isArray(kinds);
}

function choose(weights: readonly (readonly [FaultKind, number])[], share: number): FaultKind | undefined {
  let left = share * weights.reduce((sum, [, weight]) => sum + weight, 0);
  return weights.find(([, weight]) => {
    left -= weight;
    return left < 0;
  })?.[0];
}
