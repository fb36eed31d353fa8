import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { Failure } from "../failure.js";
import { problemOf, trimmed } from "../input/identifier.js";
import { quoted } from "../input/quoted.js";
import { readItems } from "../input/read.js";
import type { GivenItem, Reading } from "../input/reading.js";
import { options } from "../options/options.js";
import { UsageFailure } from "../options/usage-failure.js";
import type { Values } from "../options/values.js";
import { askWhich } from "../terminal/question.js";
import type { Terminal } from "../terminal/terminal.js";

/** Refuses what reads standard input twice. */
export function checkStandardInput({ from, clientSecretFile, accessTokenFile }: Values, { words }: Terminal): void {
  const readers = [from, clientSecretFile, accessTokenFile].filter((file) => file === "-");
  if (readers.length > 1) throw new UsageFailure(words.usage.twoReadStandardInput);
}

/** The items of arguments, or of `--from`. */
export async function readGiven(
  identifiers: readonly string[],
  { from, column }: Values,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Reading | { readonly items: readonly GivenItem[] }> {
  const { usage, failures } = terminal.words;
  if (column !== undefined && from === undefined) throw new UsageFailure(usage.columnWithoutFrom);
  if (from === undefined) return { items: identifiers.map(itemOfArgument) };
  if (identifiers.length > 0) throw new UsageFailure(usage.oneSource);
  const description = from === "-" ? options.from.long : from;
  let bytes: Buffer;
  try {
    bytes = from === "-" ? await buffer(process.stdin) : await readFile(from);
  } catch (error) {
    throw new Failure(failures.unreadable(from, (error as NodeJS.ErrnoException).code ?? "?"));
  }
  const choose =
    terminal.isInteractive && from !== "-"
      ? (columns: readonly string[]) => askWhich(usage.whichColumn, columns, signal)
      : undefined;
  return readItems(bytes, { description, column, choose });
}

function itemOfArgument(text: string): GivenItem {
  const identifier = trimmed(text);
  const problem = problemOf(identifier);
  if (problem !== undefined) throw new Failure(`${quoted(text)} is not an identifier: ${problem}.`);
  return { identifier };
}
