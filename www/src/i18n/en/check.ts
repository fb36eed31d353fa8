// Texts of the question before a check of many items.

import type { Noun } from "../noun.ts";
import { count, countItems } from "./count.ts";

export const check = {
  title: (many: number, noun: Noun) => `Check ${countItems(many, noun)}?`,
  views: ({ one }: Noun) =>
    `A list does not say whether an item is active: each check opens it, with one request or more. MySafe may log each as a view of the ${one}. No stored value is shown.`,
  canStop: "You can stop it at any time. What is known by then stays.",
  guarded: (many: number) =>
    `${count(many, "of them asks", "of them ask")} for a justification or an approval, which a check does not give: MySafe may refuse, and the state stays unknown then.`,
  yes: (many: number, noun: Noun) => `Check ${countItems(many, noun)}`,
};

/** The type of these texts. */
export type CheckWords = typeof check;
