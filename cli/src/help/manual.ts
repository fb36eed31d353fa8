import type { Command } from "../commands/command.js";
import type { Words } from "../words/en.js";
import { argumentOf, type Entry, optionEntries, statusEntries, synopsisOf, variableEntries } from "./entries.js";

/** The manual of the program, as the man macros of roff (man 7). */
export function manualOf(commands: readonly Command[], words: Words, version: string): string {
  const { help } = words;
  const { titles } = help;
  return `${[
    `.TH MYSAFE 1 "" "mysafe ${version}"`,
    ...section(titles.name, [`mysafe \\- ${escaped(help.tagline)}`]),
    ...section(
      titles.synopsis,
      commands.flatMap(({ name, arguments: given }) => {
        const argument = given === undefined ? "" : ` ${argumentOf(given, words)}`;
        return [`.B mysafe ${name}`, escaped(`${argument.trim()} ${help.usageOptions}`.trim()), ".br"];
      }),
    ),
    ...section(titles.options, entries([...optionEntries([], words), ["--version", help.version]])),
    ...section(
      titles.commands,
      commands.flatMap((command) => commandLines(command, words)),
    ),
    ...section(titles.exitStatus, entries(statusEntries(words))),
    ...section(titles.environment, entries(variableEntries(words))),
  ].join("\n")}\n`;
}

function commandLines(command: Command, words: Words): string[] {
  const { summary, more } = words.help.commands[command.name];
  return [
    `.SS ${escaped(synopsisOf(command, words))}`,
    escaped(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}. ${more}`),
    ...entries(optionEntries(command.options, words)),
    ".PP",
    escaped(`${words.help.titles.examples}:`),
    ".PP",
    ".nf",
    ".RS 4",
    ...command.examples.map(escaped),
    ".RE",
    ".fi",
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return [`.SH ${escaped(title.toUpperCase())}`, ...lines];
}

function entries(all: readonly Entry[]): string[] {
  return all.flatMap(([term, explanation]) => [".TP", `.B ${escaped(term)}`, escaped(explanation)]);
}

/** A text without meaning for roff. */
function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^([.'])/, "\\&$1");
}
