export type { FaultKind, FaultOptions } from "./faults.js";
export type { Access, GroupShare, Item, ItemInput, Items, UserShare } from "./item.js";
export type { Change, RequestRecord } from "./journal.js";
export { generateSecrets, type Secret, type SecretInput, type Secrets } from "./kinds/api-secret.js";
export type { Kind } from "./kinds/kind.js";
export { generateNotes, type Note, type NoteInput, type Notes } from "./kinds/note.js";
export { generatePasswords, type Password, type PasswordInput, type Passwords } from "./kinds/password.js";
export { type OddAnswer, oddAnswers } from "./odd.js";
export {
  type CredentialForm,
  demoClient,
  type SandboxClient,
  type SandboxOptions,
  type TokenEndpointOptions,
} from "./options.js";
export type { Operation } from "./routes.js";
export { createSandbox, type Sandbox } from "./sandbox.js";
export type { FaultStep, ResponseStep, Step, StepMatch } from "./script.js";
