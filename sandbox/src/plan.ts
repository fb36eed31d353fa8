import type { Answer } from "./answer.js";

/** The answer of an operation, and its change. A plan that is not committed changes nothing. */
export interface Plan {
  readonly answer: Answer;
  /** Makes the change. `lost`: the client will not get the answer of this plan. */
  readonly commit?: (lost: boolean) => void;
  /** The documented answers of other operations to the item of an activate or deactivate that is not refused. */
  readonly others?: Readonly<Record<"list" | "get" | "create" | "update", () => Answer>>;
}
