import { type Answer, json } from "./answer.js";
import { activated, created, deactivated, failed, got, listed, success, updated } from "./envelope.js";

/** A secret as an answer shows it. */
export type Entity = Readonly<Record<string, unknown>>;

/** An operation that switches a secret. */
export type Switch = "activate" | "deactivate";

const oppositeOf = { activate: "deactivate", deactivate: "activate" } as const;

/** The documented answer that says that it was done, and that it was so already. */
const done = (action: Switch) => (action === "activate" ? activated(true) : deactivated(true));
const already = (action: Switch) => (action === "activate" ? activated(false) : deactivated(false));

/** The documented sentence itself. */
const sentenceOf = (action: Switch) =>
  action === "activate" ? "Api secret activated successfully" : "Api secret successfully deactivated";

/** An envelope of success, with some of its fields otherwise, and with more beside them. */
const say = (message: string, over: object = {}, beside: object = {}, status = 200) =>
  json(status, { code: 200, response: { ...success(200, message), ...over }, ...beside });

/** In place of the right answer to a switch: well formed, and documented for none. */
export const switchAnswers = {
  "no-words": () => say(""),
  success: () => say("Success"),
  approval: () => say("Your request waits for approval"),
  "not-done": (action) => say(`API secret could not be ${action}d`),
  portuguese: (action) => say(action === "activate" ? "já foi ativado" : "já foi desativado"),
  named: (action) => say(`API secret Already-rotated key successfully ${action}d`),
  opposite: (action) => done(oppositeOf[action]),
  "opposite-already": (action) => already(oppositeOf[action]),
  password: (action) => say(`Password successfully ${action}d`),
  list: (_, { identifier, name }) => listed([{ identifier, name, can_view: true, can_write: true }]),
  get: (_, entity) => got(entity, "v3-32"),
  create: (_, entity) => created(entity),
  update: (_, entity) => updated(entity),
  "two-opinions": (action) => say(sentenceOf(action), { mensagem: sentenceOf(oppositeOf[action]) }),
  "error-code": (action) => say(sentenceOf(action), { error_code: 7 }),
  "error-word": (action) => say(sentenceOf(action), { erro: "sim" }),
  exception: (action) => say(sentenceOf(action), {}, { exception: "Timeout while saving" }),
  "code-302": (action) => say(sentenceOf(action), {}, { code: 302 }),
  "code-500": (action) => say(sentenceOf(action), {}, { code: 500 }),
  accepted: (action) => say(sentenceOf(action), {}, {}, 202),
  redirect: () => ({ status: 303, headers: { location: "/login" }, body: "" }),
  "refused-200": () => failed("accessDenied", 200, 400),
  "refused-500": () => failed("accessDenied", 200, 500),
} satisfies Record<string, (action: Switch, entity: Entity) => Answer>;
