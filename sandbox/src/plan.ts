import type { Answer } from "./answer.js";
import type { Entity } from "./odd-switch.js";

/** What an operation would answer, and how to make it true. A plan that is not committed has changed nothing. */
export interface Plan {
  readonly answer: Answer;
  /** Makes the change. `lost` says that its answer will not arrive. */
  readonly commit?: (lost: boolean) => void;
  /** Of a switch that is not refused: the secret. */
  readonly switched?: Entity;
}
