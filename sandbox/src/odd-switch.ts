import { type Answer, json } from "./answer.js";
import {
  activateAnswer,
  createAnswer,
  deactivateAnswer,
  getAnswer,
  listAnswer,
  mislabelledError,
  successFields,
  updateAnswer,
} from "./envelope.js";
import type { Entity } from "./plan.js";

/** An operation that switches a secret. */
export type Switch = "activate" | "deactivate";

const oppositeOf = { activate: "deactivate", deactivate: "activate" } as const;

/** The documented answer to an actual change. */
const doneAnswer = (action: Switch) => (action === "activate" ? activateAnswer(true) : deactivateAnswer(true));
/** The documented answer of a secret that was in the requested state already. */
const alreadyAnswer = (action: Switch) => (action === "activate" ? activateAnswer(false) : deactivateAnswer(false));

/** The documented sentence of an actual change, white space and letter case aside. */
const sentenceOf = (action: Switch) =>
  action === "activate" ? "Api secret activated successfully" : "Api secret successfully deactivated";

/** An envelope of success with `overrides` for its fields and `extraMembers` next to it. */
const envelope = (message: string, overrides: object = {}, extraMembers: object = {}, status = 200) =>
  json(status, { code: 200, response: { ...successFields(200, message), ...overrides }, ...extraMembers });

/** Well-formed answers that are not documented for the switch they answer. */
export const switchAnswers = {
  "no-words": () => envelope(""),
  success: () => envelope("Success"),
  approval: () => envelope("Your request waits for approval"),
  "not-done": (action) => envelope(`API secret could not be ${action}d`),
  portuguese: (action) => envelope(action === "activate" ? "já foi ativado" : "já foi desativado"),
  named: (action) => envelope(`API secret Already-rotated key successfully ${action}d`),
  opposite: (action) => doneAnswer(oppositeOf[action]),
  "opposite-already": (action) => alreadyAnswer(oppositeOf[action]),
  password: (action) => envelope(`Password successfully ${action}d`),
  list: (_, { identifier, name }) => listAnswer([{ identifier, name, can_view: true, can_write: true }]),
  get: (_, entity) => getAnswer(entity, "v3-32"),
  create: (_, entity) => createAnswer(entity),
  update: (_, entity) => updateAnswer(entity),
  "two-opinions": (action) => envelope(sentenceOf(action), { mensagem: sentenceOf(oppositeOf[action]) }),
  "error-code": (action) => envelope(sentenceOf(action), { error_code: 7 }),
  "error-word": (action) => envelope(sentenceOf(action), { erro: "sim" }),
  exception: (action) => envelope(sentenceOf(action), {}, { exception: "Timeout while saving" }),
  "code-302": (action) => envelope(sentenceOf(action), {}, { code: 302 }),
  "code-500": (action) => envelope(sentenceOf(action), {}, { code: 500 }),
  accepted: (action) => envelope(sentenceOf(action), {}, {}, 202),
  redirect: () => ({ status: 303, headers: { location: "/login" }, body: "" }),
  "refused-200": () => mislabelledError("accessDenied", 200, 400),
  "refused-500": () => mislabelledError("accessDenied", 200, 500),
} satisfies Record<string, (action: Switch, entity: Entity) => Answer>;
