import type { Command } from "../commands/command.js";
import type { Words } from "../words/en.js";
import { bashScript } from "./bash.js";
import { fishScript } from "./fish.js";
import { offersOf } from "./offer.js";
import { zshScript } from "./zsh.js";

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** The completion script for a shell. */
export function scriptFor(shell: keyof typeof scripts, commands: readonly Command[], words: Words): string {
  return scripts[shell](offersOf(commands, words));
}
