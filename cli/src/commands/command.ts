import type { Status } from "../failure.js";
import type { OptionName, Values } from "../options/values.js";
import type { Interruption } from "../terminal/interruption.js";
import type { Terminal } from "../terminal/terminal.js";
import type { CommandName } from "./names.js";

/** The arguments of a command that are no options. */
export interface Arguments {
  readonly name: "identifier" | "journalFile" | "shell";
  readonly isNeeded: boolean;
  readonly areMany: boolean;
  readonly choices?: readonly string[];
}

/** What a command has to do its work with. */
export interface Invocation {
  readonly arguments: readonly string[];
  readonly values: Values;
  readonly terminal: Terminal;
  readonly interruption: Interruption;
  /** All commands, for those that describe them. */
  readonly commands: readonly Command[];
}

/** A command. The program, help, completion and the man page derive from this; its texts are in `words`. */
export interface Command {
  readonly name: CommandName;
  readonly arguments?: Arguments;
  readonly options: readonly OptionName[];
  /** Command lines, as one types them. A test runs each. */
  readonly examples: readonly string[];
  /** Does the work. What it throws is told in one line. */
  readonly run: (invocation: Invocation) => Promise<Status>;
}
