import { checkAnswer, checkKind, defaultFault, type Fault, type FaultKind, isFaultKind } from "./faults.js";
import type { Kind } from "./kinds/kind.js";
import { isOddAnswerTo, type OddAnswer } from "./odd.js";
import { type Operation, type Target, targets } from "./routes.js";

/**
 * The condition of a step. A request matches if it has every property given here.
 *
 * @example
 * ```ts
 * const match: StepMatch = { operation: "deactivate", identifier: 43, times: 2 };
 * sandbox.next({ ...match, fault: "reset" });
 * ```
 */
export interface StepMatch {
  /** The exact path of the URL as sent. Default: any. */
  path?: string;
  /** The operation. Default: any. */
  operation?: Operation;
  /** The kind of item. Default: any, or none. */
  kind?: Kind;
  /** The decoded identifier of the path. Default: any, or none. */
  identifier?: string | number;
  /** The number of requests that use the step. Default 1. */
  times?: number;
}

/**
 * A step that applies a fault to the next matching request.
 *
 * @example
 * ```ts
 * const step: FaultStep = { operation: "token", fault: "server-error", status: 503, retryAfter: 2, times: 3 };
 * sandbox.next(step);
 * ```
 */
export interface FaultStep extends StepMatch {
  /** The fault. */
  fault: FaultKind;
  /** The status of a `server-error` or a `status`. Default 500. */
  status?: number;
  /**
   * `Retry-After` of a 429 and a 503: a number of seconds, a text that is sent unchanged (a date, `2.5`, `2, 2`), or `false`
   * for no header. Default 1.
   */
  retryAfter?: number | string | false;
  /** The length of a `delay`, in milliseconds. Default 1000. */
  delay?: number;
  /** The answer of an `odd`. Default `success`. */
  answer?: OddAnswer;
  /**
   * Whether the change is made before an `odd` or a `status` answer. Default false. An `odd` answer that is the correct
   * answer in another form always makes the change. `no-colon` and the refusals of a token never do.
   */
  applied?: boolean;
}

/**
 * A step that gives the next matching request an answer of your own.
 *
 * @example
 * ```ts
 * const step: ResponseStep = { operation: "get", response: { status: 200, body: { unexpected: true } } };
 * sandbox.next(step);
 * ```
 */
export interface ResponseStep extends StepMatch {
  /** The answer. */
  response: {
    /** The HTTP status. Default 200. */
    status?: number;
    /** The headers. Default: `content-type: application/json` if there is a body. */
    headers?: Record<string, string>;
    /** The body: a string and a `Uint8Array` are sent unchanged, any other value as JSON. Default: no body. */
    body?: unknown;
  };
  /** Whether the requested change is made before the answer. Default false. */
  applied?: boolean;
}

/**
 * A fault or an answer for a future request.
 *
 * @example
 * ```ts
 * const steps: Step[] = [{ fault: "reset" }, { response: { status: 204 } }];
 * for (const step of steps) sandbox.next(step);
 * ```
 */
export type Step = FaultStep | ResponseStep;

/** The effect of a step on the request that used it. */
export type Effect = { readonly fault: Fault } | { readonly step: ResponseStep };

/** The unused steps, in the order in which they were added. */
export class Script {
  readonly #steps: { step: Step; remaining: number }[] = [];

  /** The number of requests that the steps still wait for. */
  get pending(): number {
    return this.#steps.reduce((sum, { remaining }) => sum + remaining, 0);
  }

  /** Throws `RangeError` for a step that no request can match, and for a value out of range. */
  add(step: Step): void {
    const times = step.times ?? 1;
    if (!(Number.isInteger(times) && times > 0)) {
      throw new RangeError(`next: times must be a positive whole number, not ${times}`);
    }
    if (step.kind !== undefined) checkKind("next", step.kind);
    if ("fault" in step) checkFault(step);
    if (!targets.some((target) => isFor(step, target))) {
      throw new RangeError(`next: ${whyNone(step)}`);
    }
    this.#steps.push({ step, remaining: times });
  }

  /** Uses the first step that this request matches, and returns its effect. */
  take(request: { target: Target; path: string; identifier: string | undefined }): Effect | undefined {
    const index = this.#steps.findIndex(
      ({ step }) =>
        isFor(step, request.target) &&
        (step.path === undefined || step.path === request.path) &&
        (step.identifier === undefined || String(step.identifier) === request.identifier),
    );
    const entry = this.#steps[index];
    if (!entry) {
      return undefined;
    }
    entry.remaining -= 1;
    if (entry.remaining === 0) {
      this.#steps.splice(index, 1);
    }
    const { step } = entry;
    if ("response" in step) {
      return { step };
    }
    const { fault: kind, status, retryAfter, delay, answer, applied } = step;
    return {
      fault: {
        kind,
        status: status ?? defaultFault.status,
        retryAfter: retryAfter ?? defaultFault.retryAfter,
        delay: delay ?? defaultFault.delay,
        answer: answer ?? defaultFault.answer,
        applied: applied ?? defaultFault.applied,
      },
    };
  }

  clear(): void {
    this.#steps.length = 0;
  }
}

/** Whether the step is for requests with this target. An odd answer applies only to some. */
function isFor(step: Step, target: Target): boolean {
  const { operation, kind } = step;
  if (operation !== undefined && operation !== target.operation) return false;
  if (kind !== undefined && kind !== target.kind?.name) return false;
  return !("fault" in step) || step.fault !== "odd" || isOddAnswerTo(target, step.answer ?? defaultFault.answer);
}

/** Why no request can match the step. */
function whyNone(step: Step): string {
  const { operation = "a request", kind } = step;
  const request = kind === undefined ? operation : `${operation} of ${kind}`;
  const isOdd = "fault" in step && step.fault === "odd";
  return isOdd ? `${request} has no odd answer ${step.answer ?? defaultFault.answer}` : `there is no ${request}`;
}

function checkFault(step: FaultStep): void {
  const { fault, answer = defaultFault.answer, status } = step;
  if (!isFaultKind(fault)) {
    throw new RangeError(`next: there is no fault ${JSON.stringify(fault)}`);
  }
  checkAnswer("next", answer);
  if (fault === "status" && status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new RangeError(`next: the status must be from 200 to 599, not ${status}`);
  }
}
