import type { Command } from "../commands/command.js";
import { noPaint, type Paint } from "../terminal/colour.js";
import type { Words } from "../words/en.js";
import { type Entry, optionEntries, statusEntries, synopsisOf, variableEntries } from "./entries.js";
import { wrapped } from "./wrap.js";

/** How help is set. */
export interface Layout {
  readonly width: number;
  readonly paint: Paint;
}

/** Help as a program reads it. */
export const plainLayout: Layout = { width: 80, paint: noPaint };

/** The help of a command. */
export function commandPage(command: Command, words: Words, layout: Layout): string {
  const { help } = words;
  const { summary, more } = help.commands[command.name];
  const given = command.arguments;
  const choices = given?.choices && [
    section(help.titles.arguments, [[help.placeholders[given.name], given.choices.join(", ")]], layout),
  ];
  return page(
    lines([`mysafe ${command.name}: ${summary}.`, ...wrapped(more, layout.width)]),
    title(help.titles.usage, [synopsisOf(command, words)], layout),
    ...(choices ?? []),
    section(help.titles.options, optionEntries(command.options, words), layout),
    title(help.titles.examples, command.examples, layout),
  );
}

/** The help of the whole program. */
export function programPage(commands: readonly Command[], words: Words, layout: Layout): string {
  const { help } = words;
  const summaries = commands.map(({ name }): Entry => [name, help.commands[name].summary]);
  const options = optionEntries([], words);
  return page(
    lines(wrapped(help.tagline, layout.width)),
    title(help.titles.usage, [`mysafe ${help.usageCommand} ${help.usageOptions}`], layout),
    section(help.titles.commands, summaries, layout),
    section(help.titles.options, [...options, ["--version", help.version]], layout),
    title(
      help.titles.examples,
      commands.slice(0, commands.length - 1).map(({ examples }) => examples[0] ?? ""),
      layout,
    ),
    section(help.titles.exitStatus, statusEntries(words), layout),
    section(help.titles.environment, variableEntries(words), layout),
    help.moreOf("mysafe"),
  );
}

function page(...sections: readonly string[]): string {
  return `${sections.join("\n\n")}\n`;
}

function lines(all: readonly string[]): string {
  return all.join("\n");
}

function title(text: string, content: readonly string[], { paint }: Layout): string {
  return lines([paint.strong(`${text}:`), ...content.map((line) => `  ${line}`)]);
}

function section(text: string, entries: readonly Entry[], layout: Layout): string {
  const column = Math.max(...entries.map(([term]) => term.length)) + 2;
  const width = Math.max(20, layout.width - column - 2);
  const content = entries.flatMap(([term, explanation]) =>
    wrapped(explanation, width).map((line, index) => (index === 0 ? term : "").padEnd(column) + line),
  );
  return title(text, content, layout);
}
