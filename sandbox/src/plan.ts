import type { Answer } from "./answer.js";
import type { OddAnswer } from "./odd.js";

/** What an operation would answer, and how to make it true. A plan that is not committed has changed nothing. */
export interface Plan {
  readonly answer: Answer;
  /** Makes the change. `lost` says that its answer will not arrive. */
  readonly commit?: (lost: boolean) => void;
  /** What could be answered in its place that is not documented for it. */
  readonly odd?: (name: OddAnswer) => Answer;
}
