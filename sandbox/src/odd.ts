import { type Answer, json } from "./answer.js";
import { errorWithoutColon, mislabelledError } from "./envelope.js";
import { signInPage } from "./gateway.js";
import { envelopeRewrites, generalRewrites, listRewrites, secretRewrites } from "./odd-form.js";
import { switchAnswers } from "./odd-switch.js";
import type { Plan } from "./plan.js";
import { isSwitch, type Operation } from "./routes.js";

/** Refusals of the credentials with status 200. */
const tokenAnswers = {
  "oauth-error": () => json(200, { error: "invalid_client", error_description: "Client authentication failed" }),
  "envelope-error": () => mislabelledError("accessDenied", 200, 400),
  "bare-message": () => json(200, { message: "You are not authorized to access this resource." }),
};

/** Refusals in the format of another kind of item. */
const secretRefusals = { "no-colon": () => errorWithoutColon("accessDenied") };

/** Answers of an intermediary between the client and MySafe. */
const intermediaryAnswers = { "login-page": () => signInPage() };

/**
 * The name of an answer that is not documented for the request. The README describes each one:
 *
 * - replaces the answer to activate and deactivate:
 *   - another sentence in an envelope of success: `no-words`, `success`, `approval`, `not-done`, `portuguese`, `named`,
 *     `opposite`, `opposite-already`, `password`
 *   - the documented answer of another operation: `list`, `get`, `create`, `update`
 *   - a sentence of success in an envelope that contradicts it: `two-opinions`, `error-code`, `error-word`, `exception`,
 *     `code-302`, `code-500`
 *   - another status: `accepted` (202), `redirect` (303)
 *   - a refusal whose status does not belong to a refusal: `refused-200`, `refused-500`
 * - replaces a token with a refusal, status 200: `oauth-error`, `envelope-error`, `bare-message`
 * - replaces the answer of any operation except `token`: `no-colon`
 * - replaces any answer: `login-page`
 * - rewrites the correct answer; the operation is carried out:
 *   - of list: `keyed`, `null-list`, `no-list`, `no-identifier`
 *   - of list, get, create and update: `decimal`
 *   - of any operation except `token`: `latin-1`, `half-pair`
 *   - of any operation: `bom`
 *
 * @example
 * ```ts
 * const answer: OddAnswer = "approval";
 * sandbox.next({ operation: "deactivate", fault: "odd", answer, applied: true });
 * ```
 */
export type OddAnswer =
  | "no-words"
  | "success"
  | "approval"
  | "not-done"
  | "portuguese"
  | "named"
  | "opposite"
  | "opposite-already"
  | "password"
  | "list"
  | "get"
  | "create"
  | "update"
  | "two-opinions"
  | "error-code"
  | "error-word"
  | "exception"
  | "code-302"
  | "code-500"
  | "accepted"
  | "redirect"
  | "refused-200"
  | "refused-500"
  | "oauth-error"
  | "envelope-error"
  | "bare-message"
  | "no-colon"
  | "login-page"
  | "keyed"
  | "null-list"
  | "no-list"
  | "no-identifier"
  | "decimal"
  | "latin-1"
  | "half-pair"
  | "bom";

/** Whether the requested change is made. `if applied`: only if the fault is `applied`, and its answer counts as lost. */
type ChangeRule = "always" | "if applied" | "never";

interface OddKind {
  /** Whether a request for this operation can get the answer. */
  readonly appliesTo: (operation: Operation) => boolean;
  readonly changeRule: ChangeRule;
  readonly answer: (plan: Plan, operation: Operation) => Answer;
}

const isToken = (operation: Operation) => operation === "token";
const isSecretOperation = (operation: Operation) => operation !== "token";
const isList = (operation: Operation) => operation === "list";
const showsSecrets = (operation: Operation) => isSecretOperation(operation) && !isSwitch(operation);
const isAny = () => true;

const oddKinds: Readonly<Record<OddAnswer, OddKind>> = {
  ...mapValues(switchAnswers, (make) => ({
    appliesTo: isSwitch,
    changeRule: "if applied",
    answer: ({ answer, switchedSecret }, operation) =>
      switchedSecret && isSwitch(operation) ? make(operation, switchedSecret) : answer,
  })),
  ...mapValues(tokenAnswers, (answer) => ({ appliesTo: isToken, changeRule: "never", answer })),
  ...mapValues(secretRefusals, (refusal) => ({
    appliesTo: isSecretOperation,
    changeRule: "never",
    answer: ({ answer }) => (answer.status >= 400 ? answer : refusal()),
  })),
  ...mapValues(intermediaryAnswers, (answer) => ({ appliesTo: isAny, changeRule: "if applied", answer })),
  ...rewrites(listRewrites, isList),
  ...rewrites(secretRewrites, showsSecrets),
  ...rewrites(envelopeRewrites, isSecretOperation),
  ...rewrites(generalRewrites, isAny),
};

/**
 * The names of all odd answers. The list is frozen.
 *
 * @example
 * ```ts
 * for (const answer of oddAnswers) sandbox.next({ fault: "odd", answer });
 * ```
 */
export const oddAnswers: readonly OddAnswer[] = Object.freeze(Object.keys(oddKinds) as OddAnswer[]);

/** The names of the odd answers that only activate and deactivate have. */
export const oddSwitchAnswers: readonly OddAnswer[] = Object.keys(switchAnswers) as (keyof typeof switchAnswers)[];

/** Whether a request for this operation can get this odd answer. */
export function isOddAnswerTo(operation: Operation, name: OddAnswer): boolean {
  return oddKinds[name].appliesTo(operation);
}

/** The odd answer of this name, and whether the requested change is made. */
export function oddAnswer(
  name: OddAnswer,
  operation: Operation,
  plan: Plan,
): { answer: Answer; changeRule: ChangeRule } {
  const { answer, changeRule } = oddKinds[name];
  return { answer: answer(plan, operation), changeRule };
}

function rewrites<Name extends string>(
  answers: Readonly<Record<Name, (correct: Answer) => Answer>>,
  appliesTo: OddKind["appliesTo"],
): Record<Name, OddKind> {
  return mapValues(answers, (form) => ({ appliesTo, changeRule: "always", answer: ({ answer }) => form(answer) }));
}

function mapValues<Name extends string, Value>(
  answers: Readonly<Record<Name, Value>>,
  kind: (value: Value) => OddKind,
): Record<Name, OddKind> {
  const entries = Object.entries<Value>(answers).map(([name, value]) => [name, kind(value)] as const);
  return Object.fromEntries(entries) as Record<Name, OddKind>;
}
