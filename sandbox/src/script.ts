import { checkAnswer, defaultFault, type Fault, type FaultKind, isFaultKind } from "./faults.js";
import { isOddAnswerTo, type OddAnswer } from "./odd.js";
import type { Operation } from "./routes.js";

/** Which request a step is for: the next one for which all that is given here is so. */
export interface StepMatch {
  /** The exact path of the URL, as it was sent. */
  path?: string;
  /** What is asked for. */
  operation?: Operation;
  /** The identifier in the path, decoded. */
  identifier?: string | number;
  /** How many such requests. Default 1. */
  times?: number;
}

/** A step that lets the next matching request meet a fault. */
export interface FaultStep extends StepMatch {
  /** The fault that it meets. */
  fault: FaultKind;
  /** The status of a `server-error` or a `status`. Default 500. */
  status?: number;
  /**
   * `Retry-After` of a 429 and a 503: seconds, or a text sent as it is, such as a date, `2.5`, or `2, 2`; `false` for none.
   * Default 1.
   */
  retryAfter?: number | string | false;
  /** How late a `delay` is, in milliseconds. Default 1000. */
  delay?: number;
  /** Which answer an `odd` is. Default `success`. */
  answer?: OddAnswer;
  /**
   * Whether an `odd` or a `status` comes after the change was made. Default false. An `odd` that is the right answer in
   * another form always does, and `no-colon` never.
   */
  applied?: boolean;
}

/** A step that gives the next matching request an answer of your own. */
export interface ResponseStep extends StepMatch {
  /** The answer that it gets. */
  response: {
    /** Default 200. */
    status?: number;
    /** Default: `content-type: application/json` when there is a body. */
    headers?: Record<string, string>;
    /** A string and a `Uint8Array` are sent as they are, any other value as JSON; without it there is no body. */
    body?: unknown;
  };
  /** Whether the change that was asked for is made all the same. Default false. */
  applied?: boolean;
}

/** What happens to a certain request that has yet to come. */
export type Step = FaultStep | ResponseStep;

/** A step's effect, once a request has come for it. */
export type Effect = { readonly fault: Fault } | { readonly step: ResponseStep };

/** The steps that wait for their requests, in the order in which they were added. */
export class Script {
  readonly #steps: { step: Step; left: number }[] = [];

  /** How many requests are still waited for. */
  get pending(): number {
    return this.#steps.reduce((sum, { left }) => sum + left, 0);
  }

  /** Throws `RangeError` when the step makes no sense. */
  add(step: Step): void {
    const times = step.times ?? 1;
    if (!(Number.isInteger(times) && times > 0)) {
      throw new RangeError(`next: times must be a positive whole number, not ${times}`);
    }
    if ("fault" in step) checkFault(step);
    this.#steps.push({ step, left: times });
  }

  /** The effect of the first step that this request fits, which is used up by it. */
  take(request: { operation: Operation; path: string; identifier: string | undefined }): Effect | undefined {
    const index = this.#steps.findIndex(
      ({ step }) =>
        (!("fault" in step) || canMeet(request.operation, step)) &&
        (step.operation === undefined || step.operation === request.operation) &&
        (step.path === undefined || step.path === request.path) &&
        (step.identifier === undefined || String(step.identifier) === request.identifier),
    );
    const entry = this.#steps[index];
    if (!entry) {
      return undefined;
    }
    entry.left -= 1;
    if (entry.left === 0) {
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

/** Whether a request for this can meet the step's fault. Only an odd answer is not for all. */
function canMeet(operation: Operation, { fault, answer = defaultFault.answer }: FaultStep): boolean {
  return fault !== "odd" || isOddAnswerTo(operation, answer);
}

function checkFault(step: FaultStep): void {
  const { fault, operation, answer = defaultFault.answer, status } = step;
  if (!isFaultKind(fault)) {
    throw new RangeError(`next: there is no fault ${JSON.stringify(fault)}`);
  }
  checkAnswer("next", answer);
  if (operation !== undefined && !canMeet(operation, step)) {
    throw new RangeError(`next: the odd answer ${answer} is not of ${operation}`);
  }
  if (fault === "status" && status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new RangeError(`next: the status must be from 200 to 599, not ${status}`);
  }
}
