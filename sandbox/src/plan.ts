import type { Answer } from "./answer.js";

/** A secret as in an answer. */
export type Entity = Readonly<Record<string, unknown>>;

/** The answer of an operation, and its change. A plan that is not committed changes nothing. */
export interface Plan {
  readonly answer: Answer;
  /** Makes the change. `lost`: the client will not get the answer of this plan. */
  readonly commit?: (lost: boolean) => void;
  /** The secret of an activate or deactivate that is not refused. */
  readonly switchedSecret?: Entity;
}
