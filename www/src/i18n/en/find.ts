// Texts of the search for leaked values, and of the matches of a pasted text. They are loaded with those.

import type { MySafeErrorCode } from "mysafe-wasm";
import type { Form } from "../../find/values.ts";
import type { Trait } from "../../kinds/field.ts";
import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

const values = (many: number) => count(many, "value", "values");

const matches = {
  title: (many: number) => `${count(many, "text names", "texts name")} items by something other than an identifier`,
  traits: {
    clientId: "client ID",
    url: "URL",
    username: "username",
    identifierCode: "identifier code",
  } satisfies Record<Trait, string>,
  host: "same host",
  otherCase: "differs in letter case",
  several: (many: number) => `${number(many)} items, select which`,
  unsure: "check it",
  choose: (name: string, identifier: string, text: string) => `Select ${name}, ${identifier}, for ${text}`,
  tickSingle: (many: number) => `Select ${count(many, "item that is", "items that are each")} the only match of a text`,
  tickAll: (many: number) => `Select all ${number(many)}`,
  onlyOpened: (traits: string, { many }: Noun) => `A list of ${many} doesn’t show their ${traits}.`,
  openAdvice:
    "This page can open items to compare that with the text. The stored values come with each answer; this page drops them and shows none.",
  open: (many: number, noun: Noun) => `Open ${countItems(many, noun)}`,
  opening: (done: number, total: number) => `Stop opening (${number(done)}/${number(total)})`,
  opened: (done: number, noun: Noun) => `${countItems(done, noun)} opened and compared with the text.`,
  notOpened: (many: number, what: string) => `${number(many)} not opened: ${what}`,
  notAsked: (many: number) => `${number(many)} not opened: stopped first.`,
  none: "Nothing in the text equals one of these.",
  filter: "by MySafe’s filter",
  canAsk: (trait: string) => `MySafe itself can look for an ${trait}, without opening anything.`,
  askAdvice:
    "Each text that you select is sent in an address, which servers write into logs: don’t select secrets. MySafe doesn’t say whether it compares whole codes, so check what it lists.",
  canBeCodes: (many: number) => `${count(many, "text", "texts")} that can be a code`,
  ask: (many: number) => `Ask MySafe for ${count(many, "code", "codes")}`,
  asking: (done: number, total: number) => `Stop asking (${number(done)}/${number(total)})`,
  answered: (many: number, named: number) =>
    `${count(many, "code", "codes")} asked for: MySafe lists items for ${number(named)} of them.`,
  notAnswered: (many: number, why: string) => `${number(many)} without a usable answer: ${why}`,
  unfiltered: "MySafe listed too many items to be those of one code.",
  or: (parts: readonly string[]) => new Intl.ListFormat("en", { type: "disjunction" }).format(parts),
};

export const find = {
  title: ({ many }: Noun) => `Find ${many} by leaked values`,
  label: "Leaked values, one a line, or a secret scanner’s output",
  hint: "Hidden as you type. They’re compared in this browser, sent nowhere, and dropped with this search.",
  readAs: "Read the text as",
  forms: { lines: "Lines", one: "One value", findings: "Findings" } satisfies Record<Form, string>,
  formHints: {
    lines: "Each line is looked for as it is, and also without a name, quotes or blanks around it.",
    one: "All of the text is one value, such as a note.",
    findings: "From the fields of a scanner’s findings.",
  } satisfies Record<Form, string>,
  values: (many: number) => `${values(many)} to look for.`,
  malformed: (many: number) =>
    `${count(many, "isn’t a text that an item can store, and is", "aren’t texts that an item can store, and are")} ignored.`,
  tooMany: (most: number) => `More than ${values(most)}`,
  tooManyAdvice: "Look for them in several searches.",
  noFields: "This JSON has no values in fields that this page knows",
  noFieldsAdvice: "A scanner’s output can have hashes only, which can’t be compared. Paste the values themselves.",
  scope: "Which items to open",
  scopes: { selected: "Selected", matching: "As filtered", all: "Whole list" },
  price: (many: number, noun: Noun) => `${countItems(many, noun)} to open: ${count(many, "view", "views")}`,
  priceMeans: "MySafe may log each as a view, repeated tries too, and may ask for a justification.",
  filtered: ({ many }: Noun) => `MySafe’s own filter limits this list. Other ${many} aren’t compared.`,
  knownInactive: (many: number, noun: Noun) =>
    `${countItems(many, noun)} ${many === 1 ? "is" : "are"} inactive: MySafe doesn’t show ${many === 1 ? "its value" : "their values"}.`,
  noView: (many: number, noun: Noun) => `${countItems(many, noun)} can’t be viewed with this access key.`,
  asking: (many: number, noun: Noun) =>
    `${countItems(many, noun)} ${many === 1 ? "needs" : "need"} a justification or an approval, and may stay closed.`,
  limits: "A key that encrypts values finds nothing",
  encrypted:
    "If the access key is set to encrypt values, none will equal yours. An item then counts as different, whatever it stores.",
  start: (many: number) => `Open ${number(many)} and compare`,
  stop: "Stop",
  running: (many: number, noun: Noun) => `Opening ${countItems(many, noun)}…`,
  progressLabel: "Progress of the search",
  progress: (done: number, total: number) => `${number(done)} of ${number(total)} opened.`,
  foundSoFar: (many: number, noun: Noun) => `${countItems(many, noun)} found`,
  left: (time: string) => `about ${time} left`,
  waiting: (why: string, time: string) => `${why} Next try in ${time}`,
  stopMeans: "If you stop, you see what’s known by then.",
  headline: (many: number, total: number, noun: Noun) =>
    many === 0
      ? `None of ${countItems(total, noun)} is known to store one of the values`
      : `${number(many)} of ${countItems(total, noun)} ${many === 1 ? "stores" : "store"} one of the values`,
  different: (many: number, noun: Noun) =>
    `${countItems(many, noun)} ${many === 1 ? "was" : "were"} compared and ${many === 1 ? "differs" : "differ"}.`,
  endedEarly: (why: string) => `The search ended early: ${why}`,
  found: (many: number, noun: Noun) => `${countItems(many, noun)} found`,
  fields: {
    clientSecret: "client secret",
    password: "password",
    secretKey: "seed of one-time codes",
    note: "note",
  } as Readonly<Record<string, string>>,
  match: (number: number, field: string) => `value ${number}, as its ${field}`,
  more: (many: number) => `and ${number(many)} more`,
  select: (many: number, noun: Noun) => `Select ${countItems(many, noun)}`,
  selectThese: (many: number) => `Select ${many === 1 ? "this" : `these ${number(many)}`}`,
  unseen: (many: number, noun: Noun) => `${countItems(many, noun)} couldn’t be compared`,
  skipped: (many: number, noun: Noun) => `${countItems(many, noun)} ${many === 1 ? "was" : "were"} not opened`,
  stopped: "You stopped first.",
  endedBefore: "The search ended first.",
  unseenMeans: "What was not compared may store one of the values.",
  which: "Which",
  whyUnseen: ({ one }: Noun): Partial<Record<MySafeErrorCode, string>> => ({
    INACTIVE: "Inactive: MySafe doesn’t show its value.",
    ACCESS_DENIED: `MySafe doesn’t let this access key view this ${one}.`,
    INVALID_RESPONSE: "The answer had no stored value that can be compared, or didn’t come from MySafe.",
    CLOSED: "The connection ended before the answer came.",
    INTERNAL: "Something on this page broke.",
  }),
  log: {
    started: (many: number, total: number, noun: Noun) => `Looking for ${values(many)} in ${countItems(total, noun)}`,
    ended: (found: number, different: number, unseen: number, skipped: number, noun: Noun) =>
      `Search among ${noun.many} ended: ${number(found)} found, ${number(different)} different, ${number(unseen)} not compared, ${number(skipped)} not opened`,
    asked: (many: number) => `Asked MySafe for ${count(many, "code", "codes")} of a pasted text`,
    opened: (done: number, failed: number, left: number, noun: Noun) =>
      `Opened ${countItems(done, noun)} to compare with a pasted text${failed > 0 ? `; ${number(failed)} couldn’t be opened` : ""}${left > 0 ? `; stopped with ${number(left)} left` : ""}`,
  },
  matches,
};

/** The type of these texts. */
export type FindWords = typeof find;
