import { createInterface } from "node:readline";
import { Failure, status } from "../failure.js";
import { printable } from "./printable.js";
import type { Terminal } from "./terminal.js";

/** Asks for a line of text. The end of the input is an empty answer. */
export function askText(question: string, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  return new Promise<string>((resolve, reject) => {
    const interrupt = () => reject(interrupted());
    signal.addEventListener("abort", interrupt, { once: true });
    // In raw mode the terminal sends no signal by itself.
    lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    lines.on("close", () => resolve(""));
    lines.question(`${question} `, resolve);
    if (signal.aborted) interrupt();
  }).finally(() => lines.close());
}

/** Asks for yes or no, in the language of the terminal. Anything but yes is no. `@inquirer/confirm` knows English only. */
export async function askWhether(question: string, { words, paint }: Terminal, signal: AbortSignal): Promise<boolean> {
  const { yes, no } = words.yesAndNo;
  const answer = await askText(`${paint.strong(question)} ${paint.faint(`(${yes}/${no.toUpperCase()})`)}`, signal);
  return answer.trim().toLowerCase().startsWith(yes);
}

/** Asks for a secret. It is not echoed. */
export async function askSecret(question: string, signal: AbortSignal): Promise<string> {
  const { default: password } = await import("@inquirer/password");
  return answered(password({ message: question, mask: false }, { output: process.stderr, signal }));
}

/** Asks for one of several, and gives its index. */
export async function askWhich(question: string, choices: readonly string[], signal: AbortSignal): Promise<number> {
  const { default: select } = await import("@inquirer/select");
  const entries = choices.map((choice, index) => ({ value: index, name: printable(choice) }));
  return answered(select({ message: question, choices: entries, pageSize: 15 }, { output: process.stderr, signal }));
}

async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /^(Exit|Abort)PromptError$/.test(error.name)) throw interrupted();
    throw error;
  }
}

function interrupted(): Failure {
  return new Failure("", status.interrupted);
}
