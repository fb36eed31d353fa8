import { type BatchOutcome, MySafeError } from "mysafe-wasm";
import type { Plan } from "./run.js";

/** Whether an item is in the state asked for, so that it is not sent again. */
export function isSettled({ state }: BatchOutcome): boolean {
  return state === "changed" || state === "unchanged";
}

/** Merges the outcomes of two runs. A refusal in the later run does not settle whether the earlier one changed the item. */
export function merge(before: BatchOutcome, now: BatchOutcome): BatchOutcome {
  // What is settled is not sent again. A journal that says so all the same takes nothing back.
  if (isSettled(before) || now.state === "skipped") return before;
  if (before.state !== "unknown") return now;
  if (now.state === "failed") return { ...now, state: "unknown" };
  // "Already so" is then most likely our own change, but not for certain, as after a lost answer within one call.
  if (now.state === "unchanged") {
    return { ...now, state: "changed", change: { ...now.change, changed: true, certain: false } };
  }
  return now;
}

/** The outcome of an item that was announced and has none: the run was killed, or its journal could not be written on. */
export function lostOutcome(identifier: string, { kind, action }: Pick<Plan, "kind" | "action">): BatchOutcome {
  const message =
    `${action} ${JSON.stringify(identifier)}: the run ended before the outcome was noted. ` +
    `The change may have been made: resume, which asks again.`;
  // 0 attempts would say that it was never sent.
  const known = { operation: action, identifier, retryable: true, attempts: 1 };
  const fields = { code: "CLOSED" as const, message, ...known, ...(kind === "apiSecret" ? {} : { kind }) };
  return { identifier, state: "unknown", error: new MySafeError(fields) };
}
