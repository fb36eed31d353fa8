import { type Answer, json } from "./answer.js";
import { failed, unpunctuated } from "./envelope.js";
import { signInPage } from "./gateway.js";
import { anyForms, envelopeForms, listForms, secretForms } from "./odd-form.js";
import { switchAnswers } from "./odd-switch.js";
import type { Plan } from "./plan.js";
import { isSwitch, type Operation } from "./routes.js";

/** A refusal of the credentials under 200. */
const tokenRefusals = {
  "oauth-error": () => json(200, { error: "invalid_client", error_description: "Client authentication failed" }),
  "envelope-error": () => failed("accessDenied", 200, 400),
  "bare-message": () => json(200, { message: "You are not authorized to access this resource." }),
};

/** A refusal in the words of another kind of item. */
const itemRefusals = { "no-colon": () => unpunctuated("accessDenied") };

/** What somebody between the client and MySafe says. */
const strangers = { "login-page": () => signInPage() };

/**
 * An answer that is not documented for the request. The README says what each is:
 *
 * - in place of the answer to activate and deactivate:
 *   - other words in an envelope of success: `no-words`, `success`, `approval`, `not-done`, `portuguese`, `named`,
 *     `opposite`, `opposite-already`, `password`
 *   - the documented answers of other operations: `list`, `get`, `create`, `update`
 *   - the documented sentence in an envelope that contradicts it: `two-opinions`, `error-code`, `error-word`,
 *     `exception`, `code-302`, `code-500`
 *   - under another status: `accepted` (202), `redirect` (303)
 *   - a refusal in an envelope that is none of a refusal: `refused-200`, `refused-500`
 * - in place of a token, a refusal under 200: `oauth-error`, `envelope-error`, `bare-message`
 * - in place of the answer of any operation but `token`: `no-colon`
 * - in place of any answer: `login-page`
 * - the right answer in another form, so the request is done as ever:
 *   - of list: `keyed`, `null-list`, `no-list`, `no-identifier`
 *   - of list, get, create and update: `decimal`
 *   - of any operation but `token`: `latin-1`, `half-pair`
 *   - of any operation: `bom`
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

/** What becomes of the change that was asked for. `told`: it is made, and this answer says so. */
type Outcome = "told" | "if applied" | "never";

interface Kind {
  /** Whether a request for this can have it. */
  readonly fits: (operation: Operation) => boolean;
  readonly outcome: Outcome;
  readonly answer: (plan: Plan, operation: Operation) => Answer;
}

const isToken = (operation: Operation) => operation === "token";
const isItem = (operation: Operation) => operation !== "token";
const isList = (operation: Operation) => operation === "list";
const showsSecrets = (operation: Operation) => isItem(operation) && !isSwitch(operation);
const isAny = () => true;

const kinds: Readonly<Record<OddAnswer, Kind>> = {
  ...each(switchAnswers, (make) => ({
    fits: isSwitch,
    outcome: "if applied",
    answer: ({ answer, switched }, operation) => (switched && isSwitch(operation) ? make(operation, switched) : answer),
  })),
  ...each(tokenRefusals, (answer) => ({ fits: isToken, outcome: "never", answer })),
  ...each(itemRefusals, (refusal) => ({
    fits: isItem,
    outcome: "never",
    answer: ({ answer }) => (answer.status >= 400 ? answer : refusal()),
  })),
  ...each(strangers, (answer) => ({ fits: isAny, outcome: "if applied", answer })),
  ...forms(listForms, isList),
  ...forms(secretForms, showsSecrets),
  ...forms(envelopeForms, isItem),
  ...forms(anyForms, isAny),
};

/** The names of all {@link OddAnswer}s. */
export const oddAnswers: readonly OddAnswer[] = Object.freeze(Object.keys(kinds) as OddAnswer[]);

/** The names of those that are for activate and deactivate alone. */
export const oddSwitchAnswers: readonly OddAnswer[] = Object.keys(switchAnswers) as (keyof typeof switchAnswers)[];

/** Whether a request for this operation can have this odd answer. */
export function isOddAnswerTo(operation: Operation, name: OddAnswer): boolean {
  return kinds[name].fits(operation);
}

/** The odd answer of this name, and what becomes of the change. */
export function oddAnswer(name: OddAnswer, operation: Operation, plan: Plan): { answer: Answer; outcome: Outcome } {
  const { answer, outcome } = kinds[name];
  return { answer: answer(plan, operation), outcome };
}

function forms<Name extends string>(
  answers: Readonly<Record<Name, (right: Answer) => Answer>>,
  fits: Kind["fits"],
): Record<Name, Kind> {
  return each(answers, (form) => ({ fits, outcome: "told", answer: ({ answer }) => form(answer) }));
}

function each<Name extends string, Value>(
  answers: Readonly<Record<Name, Value>>,
  kind: (value: Value) => Kind,
): Record<Name, Kind> {
  const entries = Object.entries<Value>(answers).map(([name, value]) => [name, kind(value)] as const);
  return Object.fromEntries(entries) as Record<Name, Kind>;
}
