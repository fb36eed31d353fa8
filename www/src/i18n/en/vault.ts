// Texts about whether a report is of the connected vault, which are loaded with the first report.

import type { Noun } from "../noun.ts";
import { count, number } from "./count.ts";

export const vault = {
  otherMySafe: "This report is of another MySafe",
  maybeOther: "This report may be of another MySafe",
  doubts: {
    otherAddress: (address: string, { many }: Noun) =>
      `It was made at ${address}. The same numbers mean other ${many} elsewhere.`,
    otherTenant: (tenant: string | undefined, { many }: Noun) =>
      `${tenant === undefined ? "It names no tenant." : `It was made in the tenant ${tenant}.`} The same numbers mean other ${many} in another tenant.`,
    noAddress: ({ many }: Noun) => `It does not say where it was made. The same numbers mean other ${many} elsewhere.`,
    noTenant: ({ many }: Noun) =>
      `It does not say in which tenant it was made. The same numbers mean other ${many} in another tenant.`,
  },
  accept: (here: string) => `These are the items that I mean: send them to ${here}`,
  acceptHint: "What comes of them is a report of its own. The one that was opened stays as it is.",
  comparing: "Comparing the names with those that MySafe lists…",
  notCompared: ({ many }: Noun) => `The names cannot be compared, because the ${many} could not be listed`,
  notComparedAdvice: "Check each item before you go on: a number may mean another item by now.",
  mayNotList: ({ many }: Noun) => `The names cannot be compared, because you may not list ${many}`,
  renamed: (many: number) => `${count(many, "name differs", "names differ")} from the report`,
  renamedAdvice: (_noun: Noun) => "A number with another name may be another item. Look at them before you go on.",
  rename: (before: string, now: string) => `was “${before}”, now “${now}”`,
  renamedLabel: "Other names now",
  unlisted: (many: number, _noun: Noun) => `${count(many, "is", "are")} not listed now`,
  unlistedAdvice: (many: number, _noun: Noun): string =>
    many === 1
      ? "It may be deleted, or not be shared with you: MySafe may refuse it."
      : "They may be deleted, or not be shared with you: MySafe may refuse them.",
  unlistedLabel: "Not listed now",
  nameless: (many: number) =>
    `The report does not say ${many === 1 ? "one name" : `${number(many)} names`}, so that ${many === 1 ? "it" : "they"} could not be compared.`,
};

/** The type of these texts. */
export type VaultWords = typeof vault;
