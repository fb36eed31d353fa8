// Texts of new values.

import type { Kind } from "mysafe-wasm";
import type { Alphabet } from "../../rotate/generate.ts";
import type { Fault } from "../../rotate/pasted.ts";
import type { Noun } from "../noun.ts";
import { count, number } from "./count.ts";

/** The stored value of each kind, and what else an item of it has that stays. */
const values: Record<Kind, { readonly one: string; readonly many: string; readonly stays: string }> = {
  apiSecret: {
    one: "client secret",
    many: "client secrets",
    stays: "The client ID, the URL and everything else stay as they are.",
  },
  password: {
    one: "password",
    many: "passwords",
    stays:
      "The username and everything else stay, and so does the seed of one-time codes: if that leaked too, change it in MySafe.",
  },
  note: { one: "text", many: "texts", stays: "The new text replaces the whole note. Its name, tags and shares stay." },
};

const faults: Record<Fault["what"], string> = {
  noValue: "has no value after the identifier",
  otherItem: "doesn’t start with one of these identifiers",
  twice: "names an item that already has a value",
};

const alphabets: Record<Alphabet, string> = {
  symbols: "Letters, digits, symbols",
  plain: "Letters, digits",
  hexadecimal: "Hexadecimal",
};

export const rotate = {
  title: (kind: Kind) => `New ${values[kind].many}`,
  order: ({ one }: Noun) =>
    `Each ${one} gets its new value while it is inactive. You activate them afterwards, and only those whose new value MySafe has confirmed are offered for that.`,
  stays: (kind: Kind) => values[kind].stays,
  elsewhere: "MySafe only keeps a value. Set the new one where it is used, too.",
  otherNames: (many: number) => `${count(many, "has", "have")} another name in the list now`,
  otherNamesAdvice: "Check that this is the MySafe that the report is of. Nothing with another name is selected.",
  which: "Which ones get a new value",
  tickAll: "Select all",
  tickNone: "Select none",
  source: "Where the new values come from",
  sources: { generated: "Generate", pasted: "Paste" },
  generateHint: "One for each, made by this browser. You can see, copy and save them once, after they’re stored.",
  length: "Number of characters",
  lengthFault: (least: number, most: number) => `A number from ${number(least)} to ${number(most)}`,
  alphabet: "Characters",
  alphabets,
  pasteOne: (kind: Kind) => `New ${values[kind].one}`,
  pasteMany: "One a line: identifier, then value",
  pasteHint: "The value is the rest of the line, as it is. What you paste stays in this dialog until you close it.",
  fault: ({ line, what }: Fault) => `Line ${number(line)} ${faults[what]}`,
  moreFaults: (many: number) => `${count(many, "other line", "other lines")} can’t be used`,
  missing: (many: number) => `${count(many, "item has", "items have")} no value yet`,
  tooLong: (limit: number) => `MySafe takes at most ${number(limit)} characters`,
  store: (many: number) => `Store ${count(many, "new value", "new values")}`,
  storing: (done: number, total: number) => `Storing new values: ${number(done)} of ${number(total)}`,
  stop: "Stop",
  stopHint: "Those under way may be stored all the same.",
  stored: (done: number, total: number) =>
    done === total
      ? `${count(total, "new value is", "new values are")} stored`
      : `${number(done)} of ${count(total, "new value", "new values")} ${done === 1 ? "is" : "are"} stored`,
  notStored: {
    refused: (many: number) => `${count(many, "was", "were")} not stored`,
    unknown: (many: number) => `${number(many)} may or may not have been stored`,
    unsent: (many: number) => `${count(many, "was", "were")} not sent`,
  },
  staysOff: "These were not activated.",
  otherAnswer:
    "MySafe’s answer shows a different value from the one that was sent. An access key that encrypts values does that: check it in MySafe.",
  inactive: ({ one }: Noun) =>
    `MySafe doesn’t accept a new value for an inactive ${one}. Activating it first would give out the old value: have its owner change it in MySafe.`,
  unsentWhy: "Storing ended first.",
  lost: "Storing was stopped before the answer came.",
  show: "Show the new values",
  shown: "The new values: identifier, name, value",
  copy: "Copy them",
  copied: "Copied. The clipboard keeps them until something else is copied.",
  notCopied: "The browser didn’t let this page copy: show them, or save them.",
  save: "Save as a file",
  saved: "Saved. The file is readable by whoever has it.",
  once: "This page forgets them when this dialog is closed.",
  again: (many: number) => `Retry ${number(many)}`,
  activate: (many: number) => `Activate ${number(many)}…`,
  thenActivate: "Then activate them. You’ll be asked once more, as for any activation.",
  pastedSize: (many: number) => count(many, "character", "characters"),
  log: {
    stored: (done: number, refused: number, unknown: number, unsent: number, noun: Noun) =>
      [
        `New values of ${noun.many}: ${number(done)} stored`,
        refused > 0 && `${number(refused)} not stored`,
        unknown > 0 && `${number(unknown)} unknown`,
        unsent > 0 && `${number(unsent)} not sent`,
      ]
        .filter(Boolean)
        .join(", "),
  },
};
