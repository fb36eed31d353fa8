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
    noAddress: ({ many }: Noun) => `It doesn’t say where it was made. The same numbers mean other ${many} elsewhere.`,
    noTenant: ({ many }: Noun) =>
      `It doesn’t say in which tenant it was made. The same numbers mean other ${many} in another tenant.`,
  },
  accept: (here: string) => `These are the items that I mean: send them to ${here}`,
  acceptHint: "The result is a report of its own. The one that you opened stays as it is.",
  comparing: "Comparing the names with those that MySafe lists…",
  notCompared: ({ many }: Noun) => `The names can’t be compared, because the ${many} couldn’t be listed`,
  notComparedAdvice: "Check each item before you continue: a number may mean another item by now.",
  mayNotList: ({ many }: Noun) => `The names can’t be compared, because you can’t list ${many}`,
  renamed: (many: number) => `${count(many, "name differs", "names differ")} from the report`,
  renamedAdvice: (_noun: Noun) => "A number with another name may be another item. Check them before you continue.",
  rename: (before: string, now: string) => `was “${before}”, now “${now}”`,
  renamedLabel: "Other names now",
  unlisted: (many: number, _noun: Noun) => `${count(many, "isn’t", "aren’t")} listed now`,
  unlistedAdvice: (many: number, _noun: Noun): string =>
    many === 1
      ? "It may have been deleted, or not be shared with you: MySafe may refuse it."
      : "They may have been deleted, or not be shared with you: MySafe may refuse them.",
  unlistedLabel: "Not listed now",
  nameless: (many: number) =>
    `The report doesn’t give ${many === 1 ? "one name" : `${number(many)} names`}, so ${many === 1 ? "it" : "they"} couldn’t be compared.`,
};

/** The type of these texts. */
export type VaultWords = typeof vault;
