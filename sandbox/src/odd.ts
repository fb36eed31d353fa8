import { type Answer, json } from "./answer.js";
import { encryptionFailure, errorWithoutColon, mislabelledError } from "./envelope.js";
import { signInPage } from "./gateway.js";
import { accessDenied, type KindDefinition } from "./kinds/kind.js";
import { envelopeRewrites, generalRewrites, identifierRewrites, listRewrites } from "./odd-form.js";
import { switchAnswers } from "./odd-switch.js";
import type { Plan } from "./plan.js";
import { isSwitch, type Target } from "./routes.js";

/** Refusals of the credentials with status 200. */
const tokenAnswers = {
  "oauth-error": () => json(200, { error: "invalid_client", error_description: "Client authentication failed" }),
  "envelope-error": () => mislabelledError(accessDenied, 200, 400),
  "bare-message": () => json(200, { message: "You are not authorized to access this resource." }),
};

/** Refusals in another format than that of the other errors. */
const itemRefusals = { "no-colon": () => errorWithoutColon(accessDenied) };

/** Failures of the kinds whose documentation has them. */
const kindFailures = {
  encryption: ({ encryptionException }: KindDefinition) =>
    encryptionException && encryptionFailure(encryptionException),
};

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
 * - replaces the answer to a get of a note: `encryption`
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
  | "encryption"
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

interface OddForm {
  /** Whether a request for this target can get the answer. */
  readonly appliesTo: (target: Target) => boolean;
  readonly changeRule: ChangeRule;
  readonly answer: (plan: Plan, target: Target) => Answer;
}

const isToken = ({ operation }: Target) => operation === "token";
const isOnItems = ({ operation }: Target) => operation !== "token";
const isList = ({ operation }: Target) => operation === "list";
/** A switch is answered with a sentence alone. */
const showsIdentifiers = ({ operation }: Target) => operation !== "token" && !isSwitch(operation);
const isAny = () => true;

const oddForms: Readonly<Record<OddAnswer, OddForm>> = {
  ...mapValues(switchAnswers, (make) => ({
    appliesTo: ({ operation }) => isSwitch(operation),
    changeRule: "if applied",
    answer: ({ answer, others }, { operation, kind }) =>
      others && kind && isSwitch(operation) ? make(operation, kind, others) : answer,
  })),
  ...mapValues(tokenAnswers, (answer) => ({ appliesTo: isToken, changeRule: "never", answer })),
  ...mapValues(itemRefusals, (refusal) => ({
    appliesTo: isOnItems,
    changeRule: "never",
    answer: ({ answer }) => (answer.status >= 400 ? answer : refusal()),
  })),
  ...mapValues(kindFailures, (failure) => ({
    appliesTo: ({ operation, kind }) => operation === "get" && kind.encryptionException !== undefined,
    changeRule: "never",
    answer: ({ answer }, { kind }) => (answer.status < 400 && kind && failure(kind)) || answer,
  })),
  ...mapValues(intermediaryAnswers, (answer) => ({ appliesTo: isAny, changeRule: "if applied", answer })),
  ...rewrites(listRewrites, isList),
  ...rewrites(identifierRewrites, showsIdentifiers),
  ...rewrites(envelopeRewrites, isOnItems),
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
export const oddAnswers: readonly OddAnswer[] = Object.freeze(Object.keys(oddForms) as OddAnswer[]);

/** The names of the odd answers that only activate and deactivate have. */
export const oddSwitchAnswers: readonly OddAnswer[] = Object.keys(switchAnswers) as (keyof typeof switchAnswers)[];

/** Whether a request for this target can get this odd answer. */
export function isOddAnswerTo(target: Target, name: OddAnswer): boolean {
  return oddForms[name].appliesTo(target);
}

/** The odd answer of this name, and whether the requested change is made. */
export function oddAnswer(name: OddAnswer, target: Target, plan: Plan): { answer: Answer; changeRule: ChangeRule } {
  const { answer, changeRule } = oddForms[name];
  return { answer: answer(plan, target), changeRule };
}

function rewrites<Name extends string>(
  answers: Readonly<Record<Name, (correct: Answer) => Answer>>,
  appliesTo: OddForm["appliesTo"],
): Record<Name, OddForm> {
  return mapValues(answers, (rewrite) => ({
    appliesTo,
    changeRule: "always",
    answer: ({ answer }) => rewrite(answer),
  }));
}

function mapValues<Name extends string, Value>(
  answers: Readonly<Record<Name, Value>>,
  form: (value: Value) => OddForm,
): Record<Name, OddForm> {
  const entries = Object.entries<Value>(answers).map(([name, value]) => [name, form(value)] as const);
  return Object.fromEntries(entries) as Record<Name, OddForm>;
}
