import { Command as Parser, Option as ParserOption } from "commander";
import type { Arguments, Command } from "./commands/command.js";
import { argumentOf, termOf } from "./help/entries.js";
import { commandPage, type Layout, programPage } from "./help/page.js";
import { commonOptions, options } from "./options/options.js";
import { UnusableValue } from "./options/unusable.js";
import { UsageFailure } from "./options/usage-failure.js";
import type { OptionName, Values } from "./options/values.js";
import type { Words } from "./words/en.js";

/** What a command line asks for. */
export interface Request {
  readonly command: Command;
  readonly arguments: readonly string[];
  readonly values: Values;
}

/** How the parser speaks. */
export interface ParserOptions {
  readonly words: Words;
  readonly layout: Layout;
  readonly version: string;
}

/** The parser of command lines, made of the commands, so that nothing is written down twice.
 *
 * @param onRequest called with what a command line asks for, unless that is help or the version */
export function parserOf(
  commands: readonly Command[],
  { words, layout, version }: ParserOptions,
  onRequest: (request: Request) => void,
): Parser {
  const program = new Parser("mysafe").version(version, "--version").helpCommand(true).enablePositionalOptions();
  program.exitOverride().configureOutput({ writeErr: () => {} });
  program.helpInformation = () => programPage(commands, words, layout);
  addOptions(program, commonOptions, words);
  for (const command of commands) {
    const parser = program.command(command.name);
    parser.helpInformation = () => commandPage(command, words, layout);
    if (command.arguments) parser.argument(argumentOf(command.arguments, words));
    addOptions(parser, [...command.options, ...commonOptions], words);
    parser.action(() => {
      if (command.arguments) checkChoice(command.arguments, parser.args, words);
      onRequest({ command, arguments: parser.args, values: valuesOf(program, parser) });
    });
  }
  return program;
}

function addOptions(parser: Parser, names: readonly OptionName[], words: Words): void {
  for (const name of names) {
    const option = options[name];
    const { long, parse = (text: string) => text } = option;
    const added = new ParserOption(termOf(option, words));
    if (option.argument !== undefined) {
      added.argParser((text: string, before: unknown) => {
        // The last of two would win, and the first would be forgotten without a word.
        if (before !== undefined) throw new UsageFailure(words.usage.twice(long));
        try {
          return parse(text, words);
        } catch (error) {
          if (!(error instanceof UnusableValue)) throw error;
          throw new UsageFailure(words.usage.unusable(long, error.message));
        }
      });
    }
    parser.addOption(added);
  }
}

function checkChoice({ name, choices }: Arguments, given: readonly string[], { usage, help }: Words): void {
  if (choices === undefined || given.every((text) => choices.includes(text))) return;
  throw new UsageFailure(usage.unusable(help.placeholders[name], usage.notChoice(choices)));
}

/** The options before the name of the command and those after it. */
function valuesOf(program: Parser, parser: Parser): Values {
  const [before, after] = [program.opts<Values>(), parser.opts<Values>()];
  return { ...before, ...after, color: before.color !== false && after.color !== false };
}
