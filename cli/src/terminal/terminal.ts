import type { Words } from "../words/en.js";
import type { Language } from "../words/languages.js";
import { hasColours, loadPaint, noPaint, type Paint } from "./colour.js";

/** Where the command speaks: results on standard output, all words on standard error. */
export interface Terminal {
  readonly words: Words;
  readonly language: Language;
  /** Whether somebody can be asked. */
  readonly isInteractive: boolean;
  /** Whether results are read by somebody, not by a program. */
  readonly showsResults: boolean;
  /** Whether words are read by somebody as they come. */
  readonly showsWords: boolean;
  readonly isQuiet: boolean;
  /** The colours of words, and of results. */
  readonly paint: Paint;
  readonly resultPaint: Paint;
  /** A line of words, unless `--quiet` is given. */
  say(line?: string): void;
  /** A line of words that `--quiet` does not silence. */
  tell(line: string): void;
  warn(text: string): void;
  /** A part of the result, as it is. */
  print(text: string): void;
}

/** The environment as it was, because colours change it. */
const environment = { ...process.env };

/** The terminal of this process. */
export async function openTerminal(
  words: Words,
  language: Language,
  options: { readonly quiet?: boolean | undefined; readonly color?: boolean | undefined },
): Promise<Terminal> {
  const { stdin, stdout, stderr } = process;
  ignoreLostReaders();
  const isForbidden = options.color === false;
  const colours = {
    words: hasColours(stderr, environment, isForbidden),
    results: hasColours(stdout, environment, isForbidden),
  };
  const paint = colours.words || colours.results ? await loadPaint() : noPaint;
  if (!colours.words) process.env.NO_COLOR = "1"; // for the prompts
  const isQuiet = options.quiet === true;
  const wordPaint = colours.words ? paint : noPaint;
  const tell = (line: string): void => {
    stderr.write(`${line}\n`);
  };
  return {
    ...{ words, language, isQuiet },
    isInteractive: stdin.isTTY === true && stderr.isTTY === true,
    showsResults: stdout.isTTY === true,
    showsWords: stderr.isTTY === true,
    paint: wordPaint,
    resultPaint: colours.results ? paint : noPaint,
    say: (line = "") => {
      if (!isQuiet) tell(line);
    },
    tell,
    warn: (text) => tell(`${wordPaint.doubtful(`${words.failures.warning}:`)} ${text}`),
    print: (text) => {
      stdout.write(text);
    },
  };
}

let ignored = false;

/** Goes on when nobody reads any longer, as after `| head -1` or a lost terminal: a batch and its journal matter more. */
function ignoreLostReaders(): void {
  if (ignored) return;
  ignored = true;
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}
