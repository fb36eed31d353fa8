export type { FaultKind, FaultOptions } from "./faults.js";
export { generateSecrets } from "./generator.js";
export type { Change, RequestRecord } from "./journal.js";
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
export type { Access, GroupShare, Secret, SecretInput, Secrets, UserShare } from "./secrets.js";
