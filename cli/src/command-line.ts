import { createRequire } from "node:module";
import { CommanderError } from "commander";
import { commands } from "./commands/all.js";
import { type Status, status } from "./failure.js";
import { tellFailure } from "./failure-lines.js";
import { usageFailureOf } from "./help/parser-error.js";
import { refuseTypedSecret } from "./options/typed-secret.js";
import { UsageFailure } from "./options/usage-failure.js";
import { parserOf, type Request } from "./program.js";
import { Interruption } from "./terminal/interruption.js";
import { openTerminal } from "./terminal/terminal.js";
import { languageOf } from "./words/languages.js";
import { wordsOf } from "./words/load.js";

const all = Object.values(commands);

/** Runs a command line, and gives its exit status. */
export async function runCommandLine(commandLine: readonly string[]): Promise<Status> {
  const language = languageOf(commandLine, process.env);
  const words = await wordsOf(language);
  const open = (quiet?: boolean, color = !commandLine.includes("--no-color")) =>
    openTerminal(words, language, { quiet, color });
  const terminal = await open();
  const interruption = new Interruption();
  process.on("uncaughtException", async (error) => {
    process.exit(await tellFailure(error, { command: "mysafe", terminal, isInterrupted: false }));
  });
  const layout = { width: Math.min(100, process.stdout.columns ?? 80), paint: terminal.resultPaint };
  const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
  let request: Request | undefined;
  const parser = parserOf(all, { words, layout, version }, (asked) => {
    request = asked;
  });
  try {
    refuseTypedSecret(commandLine, words);
    if (commandLine.length === 0) throw new UsageFailure(words.usage.noCommand);
    parser.parse([...commandLine], { from: "user" });
    if (request === undefined) throw new UsageFailure(words.usage.noCommand);
    const { command, values } = request;
    const own = await open(values.quiet, values.color);
    return await command.run({ ...request, terminal: own, interruption, commands: all });
  } catch (error) {
    // Help or the version, which were printed.
    if (error instanceof CommanderError && error.exitCode === 0) return status.done;
    const failure = error instanceof CommanderError ? usageFailureOf(error, words) : error;
    const name = all.find((command) => command.name === (request?.command.name ?? commandLine[0]))?.name;
    const command = name === undefined ? "mysafe" : `mysafe ${name}`;
    return tellFailure(failure, { command, terminal, isInterrupted: interruption.signal.aborted });
  }
}
