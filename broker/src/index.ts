export { jsonLines } from "./audit/json-lines.js";
export type { Audit, AuditOutcome, AuditRecord } from "./audit/record.js";
export { type Broker, createBroker } from "./broker.js";
export type { Rate } from "./limits/rate.js";
export type { BrokerOptions, Limits } from "./options.js";
export type { BrokerSession } from "./people/desk.js";
export type { Authenticate, Identity } from "./people/identity.js";
export {
  defaultPermit,
  type Grants,
  type Operation,
  type Permission,
  type Permit,
  type PermitQuestion,
  permitByRole,
} from "./people/permit.js";
export type { Secret } from "./tokens/keys.js";
