import { type Answer, json } from "./answer.js";
import { mislabelledError, successFields, switchAnswer } from "./envelope.js";
import type { KindDefinition } from "./kinds/kind.js";
import { kinds } from "./kinds/kinds.js";
import type { Plan } from "./plan.js";
import type { Switch } from "./routes.js";

const oppositeOf = { activate: "deactivate", deactivate: "activate" } as const;

/** The documented sentence of an actual change. */
const done = ({ sentences }: KindDefinition, action: Switch) => sentences[action].done.message;

/** An envelope of success with `overrides` for its fields and `extraMembers` next to it. */
const envelope = (message: string, overrides: object = {}, extraMembers: object = {}, status = 200) =>
  json(status, { code: 200, response: { ...successFields(200, message), ...overrides }, ...extraMembers });

/** Well-formed answers that are not documented for the switch they answer. */
export const switchAnswers = {
  "no-words": () => envelope(""),
  success: () => envelope("Success"),
  approval: () => envelope("Your request waits for approval"),
  "not-done": (action, { title }) => envelope(`${title} could not be ${action}d`),
  portuguese: (action) => envelope(action === "activate" ? "já foi ativado" : "já foi desativado"),
  named: (action, { title }) => envelope(`${title} Already-rotated key successfully ${action}d`),
  opposite: (action, { sentences }) => switchAnswer(sentences[oppositeOf[action]].done),
  "opposite-already": (action, { sentences }) => switchAnswer(sentences[oppositeOf[action]].already),
  password: (action, { mistakenFor }) => envelope(done(kinds[mistakenFor], action)),
  list: (_, __, { list }) => list(),
  get: (_, __, { get }) => get(),
  create: (_, __, { create }) => create(),
  update: (_, __, { update }) => update(),
  "two-opinions": (action, kind) => envelope(done(kind, action), { mensagem: done(kind, oppositeOf[action]) }),
  "error-code": (action, kind) => envelope(done(kind, action), { error_code: 7 }),
  "error-word": (action, kind) => envelope(done(kind, action), { erro: "sim" }),
  exception: (action, kind) => envelope(done(kind, action), {}, { exception: "Timeout while saving" }),
  "code-302": (action, kind) => envelope(done(kind, action), {}, { code: 302 }),
  "code-500": (action, kind) => envelope(done(kind, action), {}, { code: 500 }),
  accepted: (action, kind) => envelope(done(kind, action), {}, {}, 202),
  redirect: () => ({ status: 303, headers: { location: "/login" }, body: "" }),
  "refused-200": (_, { errors }) => mislabelledError(errors.accessDenied, 200, 400),
  "refused-500": (_, { errors }) => mislabelledError(errors.accessDenied, 200, 500),
} satisfies Record<string, (action: Switch, kind: KindDefinition, others: NonNullable<Plan["others"]>) => Answer>;
