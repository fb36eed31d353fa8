// @ts-check
// The rules for one outcome. Each function tells whether the outcome breaks the rule that is its name.

/** @typedef {import("./evidence.mjs").View} View */
/** @typedef {import("./world.mjs").ReceivedRequest} ReceivedRequest */

/**
 * The answer that decides the state: the last one with a documented meaning other than a refusal. A verified outcome rests on
 * the looks alone. An outcome that is not verified rests on the answers to the change, and on the looks unless the batch was
 * disturbed: then the answer to a look may have come too late to be read.
 * @param {View} view
 */
function decidingAnswer({ change, undisturbed, answers, looks }) {
  const toChange = change?.verified ? [] : answers;
  const toLooks = change?.verified || undisturbed ? looks : [];
  const all = [...toChange, ...toLooks].sort((one, other) => one.number - other.number);
  return all.findLast(({ meaning }) => meaning !== null && meaning !== "refused") ?? all.at(-1);
}

/** The last documented success of the change. @param {View} view */
const lastSuccess = ({ answers }) => answers.findLast(({ meaning }) => meaning === "done" || meaning === "already");

/**
 * Whether a try may have been done: its answer left that open, or it is not in the server's log.
 * @param {View} view
 * @param {number} before only tries with a smaller number count
 */
function leftDoubt({ tries, answers }, before = Number.POSITIVE_INFINITY) {
  const arrived = new Map(answers.map((answer) => [answer.number, answer]));
  return tries.some(({ number }) => number < before && (arrived.get(number)?.doubt ?? true));
}

/**
 * Whether another client switched the item during a call with `verify`, and no answer settled who had changed it. `verify`
 * compares two looks and assumes that nobody else switches the item in between, so this is no false claim.
 * @param {View} view
 */
function switchedBetweenLooks(view) {
  // In a disturbed batch the answer may have come too late to be read.
  const answeredDone = view.undisturbed && lastSuccess(view)?.meaning === "done";
  return view.plan.options.verify && view.foreignSwitches.length > 0 && !answeredDone;
}

/** Whether the answer to a look was a documented one. @param {ReceivedRequest} look */
const showedState = ({ meaning }) => meaning === "active" || meaning === "inactive";

/**
 * Whether the answers alone decide the outcome: nothing ended early, every try arrived, and with `verify` every look showed
 * the state.
 * @param {View} view
 */
export function isConclusive(view) {
  const { undisturbed, plan, looks, foreignSwitches, tries, answers } = view;
  if (!undisturbed || tries.length === 0 || tries.length !== answers.length) return false;
  return !plan.options.verify || (foreignSwitches.length === 0 && looks.every(showedState));
}

/** @type {Readonly<Record<string, (view: View) => boolean>>} */
export const itemRules = {
  "failed: the batch did not change the item": ({ outcome, ownSwitches }) =>
    outcome.state === "failed" && ownSwitches.length > 0,

  "failed: no try left doubt": (view) => view.outcome.state === "failed" && leftDoubt(view),

  "skipped: never sent": ({ outcome, tries, answers }) =>
    outcome.state === "skipped" && tries.length + answers.length > 0,

  "certain and changed: the batch changed the item": (view) =>
    !!view.change?.certain && view.change.changed && view.ownSwitches.length === 0 && !switchedBetweenLooks(view),

  "certain and unchanged: the batch did not change the item": (view) =>
    !!view.change?.certain && !view.change.changed && view.ownSwitches.length > 0 && !switchedBetweenLooks(view),

  "certain: a documented answer supports it": (view) => {
    if (!view.change?.certain) return false;
    if (view.plan.options.verify && view.looks.some(showedState)) return false;
    return lastSuccess(view)?.meaning !== (view.change.changed ? "done" : "already");
  },

  "certain and unchanged: no earlier try left doubt": (view) => {
    if (!view.change?.certain || view.change.changed || view.plan.options.verify) return false;
    return leftDoubt(view, lastSuccess(view)?.number);
  },

  "active: the state when the deciding answer was made": (view) =>
    view.change !== null && decidingAnswer(view)?.active !== view.change.active,

  "active: the requested state": ({ change, requestedState }) => change !== null && change.active !== requestedState,

  "attempts 0: never sent": ({ attempts, tries, answers }) => attempts === 0 && tries.length + answers.length > 0,

  "attempts: the number of tries sent": ({ attempts, tries }) => attempts !== null && attempts !== tries.length,

  "verified: a later look showed the requested state": ({ change, looks, answers, requestedState }) => {
    const last = answers.at(-1)?.number ?? 0;
    const shown = requestedState ? "active" : "inactive";
    return !!change?.verified && !looks.some(({ number, meaning }) => number > last && meaning === shown);
  },

  "state: agrees with change.changed": ({ outcome, change }) =>
    change !== null && (outcome.state === "changed") !== change.changed,

  "uncertain: counts as changed, because the batch may have changed it": ({ change }) =>
    change !== null && !change.certain && !change.changed,

  "unknown: a try left doubt": (view) => view.outcome.state === "unknown" && isConclusive(view) && !leftDoubt(view),

  "uncertain: an earlier try left doubt": (view) =>
    view.change !== null && !view.change.certain && isConclusive(view) && !leftDoubt(view),

  "answered done: certain and changed": (view) =>
    isConclusive(view) && view.answers.at(-1)?.meaning === "done" && !(view.change?.changed && view.change.certain),

  "answered already: in the requested state": (view) =>
    isConclusive(view) && view.answers.at(-1)?.meaning === "already" && view.change === null,

  "answered already, without doubt: certain and unchanged": (view) =>
    isConclusive(view) &&
    view.answers.at(-1)?.meaning === "already" &&
    !leftDoubt(view) &&
    !(view.change && !view.change.changed && view.change.certain),

  "answered refused, without doubt: failed": (view) =>
    isConclusive(view) &&
    !view.plan.options.verify &&
    view.answers.at(-1)?.meaning === "refused" &&
    !leftDoubt(view) &&
    view.outcome.state !== "failed",
};
