import type { Kind } from "./kinds/kind.js";
import { isKind } from "./kinds/kinds.js";
import { isOddAnswerTo, type OddAnswer, oddAnswers, oddSwitchAnswers } from "./odd.js";
import { hash, Random } from "./random.js";
import type { Operation, Target } from "./routes.js";

/**
 * A kind of fault. The requested change is made by `lost` and `lost-timeout`, by `delay` unless the client aborts first,
 * by `odd` and `status` with `applied`, and by an `odd` answer that is the correct answer in another form. Every other
 * fault leaves the items unchanged.
 *
 * - `server-error`: a 5xx of the gateway (500, 502, 503 or 504); a 503 has `Retry-After`
 * - `rate-limit`: 429 with `Retry-After`
 * - `no-route`: Kong's 404, which MySafe documents for a wrong URL and for failed authentication
 * - `reset`: the connection ends before any answer
 * - `cut`: the connection ends in the middle of the body
 * - `stall`: no answer until the client aborts
 * - `stall-body`: headers and half of the body, then nothing until the client aborts
 * - `delay`: the correct answer, late; a client that aborts earlier has changed nothing
 * - `malformed`: truncated JSON with the status of the correct answer
 * - `html`: the 502 page of a proxy
 * - `revoked`: the request's token is revoked; this request and all later ones with that token get 401
 * - `lost`: the change is made, then the connection ends before the answer
 * - `lost-timeout`: the change is made, then the gateway answers 504
 * - `odd`: the answer named by `answer`, which is not documented for the request; before or after the change
 * - `status`: a status of the gateway that leaves open whether the change was made; before or after the change
 *
 * @example
 * ```ts
 * const kind: FaultKind = "lost";
 * sandbox.next({ operation: "deactivate", fault: kind });
 * ```
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

/**
 * Which faults happen, and how often.
 *
 * @example
 * ```ts
 * createSandbox({ faults: { rate: 0.3, kinds: { "server-error": 3, lost: 1 }, retryAfter: 2 } });
 * ```
 */
export interface FaultOptions {
  /** The share of requests with a fault, from 0 to 1. */
  rate: number;
  /**
   * The kinds of faults: a list of equally likely kinds, or a weight for each. Only the proportions of weights matter.
   * Default: every kind except `no-route`, `odd` and `status`; `stall` and `stall-body` are the rarest. No client can
   * recover from `no-route`, or be certain after `odd` and `status`.
   */
  kinds?: readonly FaultKind[] | Readonly<Partial<Record<FaultKind, number>>>;
  /** The statuses of `server-error`, all equally likely. Default 500, 502, 503 and 504. */
  statuses?: readonly number[];
  /**
   * `Retry-After` of a 429 and a 503: a number of seconds, a text that is sent unchanged (a date, `2.5`, `2, 2`), or `false`
   * for no header. Default 1.
   */
  retryAfter?: number | string | false;
  /** The shortest and longest `delay`, in milliseconds. Default 100 to 1000. */
  delay?: readonly [shortest: number, longest: number];
  /**
   * The answers of `odd`. Those that apply to a request are equally likely. Default: the answers that only
   * activate and deactivate have.
   */
  answers?: readonly OddAnswer[];
  /**
   * Whether the change is made before an `odd` or a `status` answer. Default: in half of the cases. An `odd` answer that
   * is the correct answer in another form always makes the change. `no-colon` and the refusals of a token never do.
   */
  applied?: boolean;
  /** The operations with faults. Default: all, including `token`. */
  operations?: readonly Operation[];
  /**
   * The kinds of items with faults. If they are given, token requests have none, since those are about no item. Default: all
   * kinds, and token requests.
   */
  items?: readonly Kind[];
}

/** One fault with all its details. */
export interface Fault {
  readonly kind: FaultKind;
  /** The HTTP status of a `server-error` or a `status`. */
  readonly status: number;
  readonly retryAfter: number | string | false;
  /** The length of a `delay`, in milliseconds. */
  readonly delay: number;
  /** The answer of an `odd`. */
  readonly answer: OddAnswer;
  /** Whether the change is made before an `odd` or a `status` answer. */
  readonly applied: boolean;
}

/** The statuses of a random `status` fault. No document says for any of them whether the change was made. */
const inconclusiveStatuses = [202, 303, 408, 409, 425, 501, 503, 505, 507, 520, 521, 522, 523, 524, 599] as const;

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

/** The details of a fault that a step leaves out. */
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
 * Decides which request gets which fault. The decision depends only on the seed, the request's method and path, and the
 * number of earlier requests with the same method and path. So it is the same in every run, however concurrent requests
 * interleave.
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
  readonly #items: ReadonlySet<Kind> | undefined;
  readonly #seen = new Map<string, number>();

  /** Throws `RangeError` when an option is out of its range. */
  constructor(options: number | FaultOptions, seed: number) {
    const settings = typeof options === "number" ? { rate: options } : options;
    this.#seed = seed;
    this.#rate = settings.rate;
    this.#weights = weightsOf(settings.kinds ?? defaultWeights);
    const [first = 500, ...others] = settings.statuses ?? [500, 502, 503, 504];
    this.#statuses = [first, ...others];
    this.#retryAfter = settings.retryAfter ?? defaultFault.retryAfter;
    this.#delay = settings.delay ?? [100, 1000];
    this.#answers = checkAnswers(settings.answers ?? oddSwitchAnswers);
    this.#applied = settings.applied;
    this.#operations = settings.operations && new Set(settings.operations);
    this.#items = settings.items && new Set(settings.items);
    if (!(this.#rate >= 0 && this.#rate <= 1)) {
      throw new RangeError(`faults: the rate must be from 0 to 1, not ${this.#rate}`);
    }
    checkStatuses(this.#statuses);
    for (const kind of settings.items ?? []) checkKind("faults", kind);
    if (!(this.#delay[0] >= 0 && this.#delay[1] >= this.#delay[0])) {
      throw new RangeError(
        `faults: the delay must be two times, the shorter one first, not ${this.#delay.join(" and ")}`,
      );
    }
  }

  /** The fault for the next request of this kind, or `undefined`. */
  draw(target: Target, method: string, path: string): Fault | undefined {
    if (this.#rate === 0 || !this.#canFail(target)) {
      return undefined;
    }
    const key = `${method} ${path}`;
    const count = this.#seen.get(key) ?? 0;
    this.#seen.set(key, count + 1);
    const random = new Random(hash(`fault ${this.#seed} ${count} ${key}`));
    if (random.next() >= this.#rate) {
      return undefined;
    }
    const [firstAnswer, ...others] = this.#answers.filter((name) => isOddAnswerTo(target, name));
    const weights = this.#weights.filter(([kind]) => canMeet(target, kind, firstAnswer !== undefined));
    const kind = chooseWeighted(weights, random.next());
    const [shortest, longest] = this.#delay;
    const status = random.pick(this.#statuses);
    const delay = shortest + Math.round(random.next() * (longest - shortest));
    // Drawn last: earlier draws, and so the faults of a seed, stay what they were before these options existed.
    const answer = random.pick([firstAnswer ?? defaultFault.answer, ...others]);
    const applied = this.#applied ?? random.next() < 0.5;
    const inconclusive = random.pick(inconclusiveStatuses);
    return (
      kind && {
        ...{ kind, delay, answer, applied, retryAfter: this.#retryAfter },
        status: kind === "status" ? inconclusive : status,
      }
    );
  }

  #canFail({ operation, kind }: Target): boolean {
    if (this.#operations && !this.#operations.has(operation)) return false;
    return !this.#items || (kind !== undefined && this.#items.has(kind.name));
  }
}

/** A token request has no token to revoke, and an odd answer applies only to some requests. */
function canMeet({ operation }: Target, kind: FaultKind, hasOddAnswer: boolean): boolean {
  if (kind === "revoked") return operation !== "token";
  return kind !== "odd" || hasOddAnswer;
}

/** Throws `RangeError` for an empty list and for a name that does not exist. */
function checkAnswers(names: readonly OddAnswer[]): readonly [OddAnswer, ...OddAnswer[]] {
  const [first, ...others] = names;
  if (first === undefined) {
    throw new RangeError("faults: answers must name at least one odd answer");
  }
  for (const name of names) checkAnswer("faults", name);
  return [first, ...others];
}

/** Throws `RangeError` for a name that does not exist. */
export function checkAnswer(option: string, name: string): void {
  if (!oddAnswers.some((known) => known === name)) {
    throw new RangeError(`${option}: there is no odd answer ${JSON.stringify(name)}`);
  }
}

/** Throws `RangeError` for a kind of item that does not exist. */
export function checkKind(option: string, kind: string): void {
  if (!isKind(kind)) {
    throw new RangeError(`${option}: there is no kind of item ${JSON.stringify(kind)}`);
  }
}

function checkStatuses(statuses: readonly number[]): void {
  for (const status of statuses) {
    if (!(Number.isInteger(status) && status >= 500 && status <= 599)) {
      throw new RangeError(`faults: the status of a server-error must be from 500 to 599, not ${status}`);
    }
  }
}

function weightsOf(kinds: NonNullable<FaultOptions["kinds"]>): (readonly [FaultKind, number])[] {
  const weights = isList(kinds) ? kinds.map((kind) => [kind, 1] as const) : Object.entries(kinds);
  return weights.map(([kind, weight]) => {
    if (!isFaultKind(kind)) {
      throw new RangeError(`faults: there is no kind ${JSON.stringify(kind)}`);
    }
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`faults: the weight of ${kind} must be a finite number of 0 or more, not ${weight}`);
    }
    return [kind, weight];
  });
}

function isList(kinds: NonNullable<FaultOptions["kinds"]>): kinds is readonly FaultKind[] {
  return Array.isArray(kinds);
}

/** Picks a kind in proportion to its weight. `position` is from 0 up to, but not including, 1. */
function chooseWeighted(weights: readonly (readonly [FaultKind, number])[], position: number): FaultKind | undefined {
  let remaining = position * weights.reduce((sum, [, weight]) => sum + weight, 0);
  return weights.find(([, weight]) => {
    remaining -= weight;
    return remaining < 0;
  })?.[0];
}
