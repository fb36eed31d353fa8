// @ts-check
// The rules for one outcome: each says whether it is broken.

/** @typedef {import("./verdict.mjs").View} View */
/** @typedef {import("./world.mjs").Seen} Seen */

/**
 * The answer that decides: of those that say something in documented form, the last. A look may have come too late to be
 * read, and then an outcome that does not call itself verified rests on the words alone.
 * @param {View} view
 */
function deciding({ change, undisturbed, answers, looks }) {
  const words = change?.verified ? [] : answers;
  const sights = change?.verified || undisturbed ? looks : [];
  const all = [...words, ...sights].sort((one, other) => one.number - other.number);
  return all.findLast(({ told }) => told !== null && told !== "refused") ?? all.at(-1);
}

/** The last documented success of the change itself. @param {View} view */
const lastWord = ({ answers }) => answers.findLast(({ told }) => told === "done" || told === "already");

/** Whether a try left it open if it was done: by its answer, or because it never arrived. @param {View} view @param {number} before */
function leftDoubt({ posts, answers }, before = Number.POSITIVE_INFINITY) {
  const arrived = new Map(answers.map((answer) => [answer.number, answer]));
  return posts.some(({ number }) => number < before && (arrived.get(number)?.doubt ?? true));
}

/**
 * Whether somebody else switched the item while a call looked before and after, and the words did not settle who it was:
 * `verify` compares two looks, and assumes that nobody else does that.
 * @param {View} view
 */
function betweenLooks(view) {
  // What the server said may have come too late to be read.
  const saidSo = view.undisturbed && lastWord(view)?.told === "done";
  return view.plan.options.verify && view.theirs.length > 0 && !saidSo;
}

/** Whether a look was answered in documented form. @param {Seen} look */
const seen = ({ told }) => told === "active" || told === "inactive";

/**
 * Whether the answers alone decide what the outcome has to be: nothing ended early, every try arrived, and where it was to be
 * looked at, it could be.
 * @param {View} view
 */
export function plainly(view) {
  const { undisturbed, plan, looks, theirs, posts, answers } = view;
  if (!undisturbed || posts.length === 0 || posts.length !== answers.length) return false;
  return !plan.options.verify || (theirs.length === 0 && looks.every(seen));
}

/** @type {Readonly<Record<string, (view: View) => boolean>>} */
export const itemRules = {
  "failed: we did not change it": ({ outcome, ours }) => outcome.state === "failed" && ours.length > 0,

  "failed: no try left doubt": (view) => view.outcome.state === "failed" && leftDoubt(view),

  "skipped: never sent": ({ outcome, posts, answers }) =>
    outcome.state === "skipped" && posts.length + answers.length > 0,

  "certainly changed: by us": (view) =>
    !!view.change?.certain && view.change.changed && view.ours.length === 0 && !betweenLooks(view),

  "certainly unchanged: not by us": (view) =>
    !!view.change?.certain && !view.change.changed && view.ours.length > 0 && !betweenLooks(view),

  "certain: a documented answer says so": (view) => {
    if (!view.change?.certain) return false;
    if (view.plan.options.verify && view.looks.some(seen)) return false;
    return lastWord(view)?.told !== (view.change.changed ? "done" : "already");
  },

  "certainly unchanged: no earlier try left doubt": (view) => {
    if (!view.change?.certain || view.change.changed || view.plan.options.verify) return false;
    return leftDoubt(view, lastWord(view)?.number);
  },

  "active: as it was when the deciding answer was made": (view) =>
    view.change !== null && deciding(view)?.active !== view.change.active,

  "active: the state asked for": ({ change, wanted }) => change !== null && change.active !== wanted,

  "attempts 0: never sent": ({ attempts, posts, answers }) => attempts === 0 && posts.length + answers.length > 0,

  "attempts: as often as it was sent": ({ attempts, posts }) => attempts !== null && attempts !== posts.length,

  "verified: a look showed it": ({ change, looks, answers, wanted }) => {
    const last = answers.at(-1)?.number ?? 0;
    const shown = wanted ? "active" : "inactive";
    return !!change?.verified && !looks.some(({ number, told }) => number > last && told === shown);
  },

  "state: as its change says": ({ outcome, change }) =>
    change !== null && (outcome.state === "changed") !== change.changed,

  "uncertain: as it may be ours, it counts as changed": ({ change }) =>
    change !== null && !change.certain && !change.changed,

  "unknown: some try left doubt": (view) => view.outcome.state === "unknown" && plainly(view) && !leftDoubt(view),

  "uncertain: an earlier try left doubt": (view) =>
    view.change !== null && !view.change.certain && plainly(view) && !leftDoubt(view),

  "done: certainly changed": (view) =>
    plainly(view) && view.answers.at(-1)?.told === "done" && !(view.change?.changed && view.change.certain),

  "already: in the state asked for": (view) =>
    plainly(view) && view.answers.at(-1)?.told === "already" && view.change === null,

  "already, and no doubt: certainly unchanged": (view) =>
    plainly(view) &&
    view.answers.at(-1)?.told === "already" &&
    !leftDoubt(view) &&
    !(view.change && !view.change.changed && view.change.certain),

  "refused, and no doubt: failed": (view) =>
    plainly(view) &&
    !view.plan.options.verify &&
    view.answers.at(-1)?.told === "refused" &&
    !leftDoubt(view) &&
    view.outcome.state !== "failed",
};
