import type { Command } from "../commands/command.js";
import { commonOptions, options } from "../options/options.js";
import type { OptionName } from "../options/values.js";
import type { Words } from "../words/en.js";

/** What can be completed after something: one of these words, a file, or something that is not known. */
export type Values = { readonly words: readonly string[] } | "files" | "anything";

/** An option that completion offers. */
export interface OfferedOption {
  readonly long: string;
  readonly short?: string | undefined;
  readonly text: string;
  /** What follows it; absent for an option without a value. */
  readonly values?: Values | undefined;
}

/** A command that completion offers. */
export interface Offer {
  readonly name: string;
  readonly text: string;
  readonly options: readonly OfferedOption[];
  /** What its arguments are. */
  readonly values: Values;
}

/** What completion offers for the commands. */
export function offersOf(commands: readonly Command[], words: Words): Offer[] {
  return commands.map(({ name, arguments: given, options: names }) => ({
    name,
    text: words.help.commands[name].summary,
    options: [...[...names, ...commonOptions].map((option) => offeredOption(option, words)), help(words)],
    values: given?.choices ? { words: given.choices } : given?.name === "journalFile" ? "files" : "anything",
  }));
}

function offeredOption(name: OptionName, words: Words): OfferedOption {
  const { long, short, argument, choices } = options[name];
  const values = choices ? { words: choices } : argument === "file" ? "files" : "anything";
  return { long, short, text: words.help.options[name], ...(argument !== undefined && { values }) };
}

function help(words: Words): OfferedOption {
  return { long: "--help", short: "-h", text: words.help.help };
}
