// @ts-check
// What the verdict judges: all that is known of a batch, and of one item of it.

/** @typedef {import("mysafe-wasm").BatchReport} BatchReport */
/** @typedef {import("mysafe-wasm").BatchOutcome} BatchOutcome */
/** @typedef {import("mysafe-wasm").StateChange} StateChange */
/** @typedef {import("./plan.mjs").Plan} Plan */
/** @typedef {import("./sent-requests.mjs").SentRequest} SentRequest */
/** @typedef {import("./world.mjs").Log} Log */
/** @typedef {import("./world.mjs").ReceivedRequest} ReceivedRequest */
/** @typedef {import("./world.mjs").Switch} Switch */

/**
 * All that is known of a batch.
 * @typedef {object} Evidence
 * @property {Pick<Plan, "kind" | "action" | "mentions" | "source" | "failsAt" | "options" | "credentials">} plan
 * @property {Log} log of the server
 * @property {readonly SentRequest[]} sentRequests all that the client handed to `fetch`
 * @property {BatchReport | null} report null when the batch was rejected
 * @property {string | null} rejection
 * @property {{ aborted: boolean, closed: boolean, pulled: number, sourceFailed: boolean, providerFailed: boolean }} facts what the caller, its source of items and its token function did
 * @property {readonly (string | undefined)[]} timeouts the identifiers of requests that timed out
 * @property {{ calls: number, inOrder: boolean }} progress calls of `onProgress`, and whether `done` was 1, 2, 3 …
 */

/**
 * One outcome, with all that is known of its item. A rule judges a view.
 * @typedef {object} View
 * @property {BatchOutcome} outcome
 * @property {(StateChange & { readonly verified?: boolean }) | null} change
 * @property {number | null} attempts that the outcome states
 * @property {Evidence["plan"]} plan
 * @property {boolean} requestedState
 * @property {readonly SentRequest[]} tries the changes that were sent, in order
 * @property {readonly ReceivedRequest[]} answers the server's record of the tries that arrived, in the same order
 * @property {readonly ReceivedRequest[]} looks the server's record of the looks
 * @property {readonly Switch[]} ownSwitches by the batch that changed the state
 * @property {readonly Switch[]} foreignSwitches by another client that changed the state
 * @property {boolean} undisturbed whether the client could read every answer: no abort, close, error of the batch or time limit
 */

export {};
