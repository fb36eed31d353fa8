import { Failure } from "../failure.js";
import { addressOf } from "./address.js";
import type { Plan } from "./run.js";

/** What a journal has to be of. What is left out is not compared. */
export type Expected = Partial<Pick<Plan, "kind" | "action" | "address" | "tenant">>;

/** Refuses a journal of another address, tenant, kind or action: its identifiers mean other items there.
 *
 * @throws {Failure} For another one. */
export function refuseAnother(path: string, plan: Plan, expected: Expected): void {
  if (expected.kind !== undefined && expected.kind !== plan.kind) throw another(path, "kind", plan.kind, expected.kind);
  if (expected.address !== undefined && addressOf(expected.address) !== addressOf(plan.address)) {
    throw another(path, "address", plan.address, addressOf(expected.address));
  }
  if (expected.tenant !== undefined && expected.tenant !== plan.tenant) {
    throw another(path, "tenant", plan.tenant ?? "none", expected.tenant);
  }
  if (expected.action !== undefined && expected.action !== plan.action) {
    throw another(path, "action", plan.action, expected.action);
  }
}

function another(path: string, what: string, found: string, expected: string): Failure {
  return new Failure(`The journal ${path} is of another ${what}: ${found}, not ${expected}.`);
}
