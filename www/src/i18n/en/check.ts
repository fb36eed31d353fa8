// Texts of the question before a check of many items.

import type { Noun } from "../noun.ts";
import { count, countItems } from "./count.ts";

export const check = {
  title: (many: number, noun: Noun) => `Check ${countItems(many, noun)}?`,
  views: ({ one }: Noun) =>
    `The list doesn’t say whether an item is active: each check opens it, with one or more requests. MySafe may log each as a view of the ${one}. No stored value is shown.`,
  canStop: "You can stop at any time. What’s known by then stays.",
  guarded: (many: number) =>
    `${count(many, "of them needs", "of them need")} a justification or an approval, which a check can’t give: MySafe may refuse, and the state then stays unknown.`,
  yes: (many: number, noun: Noun) => `Check ${countItems(many, noun)}`,
};

/** The type of these texts. */
export type CheckWords = typeof check;
