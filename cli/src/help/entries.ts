// What the help and the man page say, as pairs of a term and its explanation.

import type { Arguments, Command } from "../commands/command.js";
import { status } from "../failure.js";
import { commonOptions, type Option, options } from "../options/options.js";
import type { OptionName } from "../options/values.js";
import type { Words } from "../words/en.js";

/** A term and its explanation. */
export type Entry = readonly [term: string, explanation: string];

/** An option as its help shows it: `-y, --yes` or `--url <url>`. */
export function termOf({ long, short, argument }: Option, { help }: Words): string {
  const name = short === undefined ? long : `${short}, ${long}`;
  return argument === undefined ? name : `${name} <${help.placeholders[argument]}>`;
}

/** The arguments as the synopsis shows them: `<file...>`. */
export function argumentOf({ name, isNeeded, areMany }: Arguments, { help }: Words): string {
  const text = `${help.placeholders[name]}${areMany ? "..." : ""}`;
  return isNeeded ? `<${text}>` : `[${text}]`;
}

/** A command with its arguments and options in short. */
export function synopsisOf({ name, arguments: given }: Command, words: Words): string {
  return ["mysafe", name, given && argumentOf(given, words), words.help.usageOptions].filter(Boolean).join(" ");
}

/** The options of a command, or of all. */
export function optionEntries(names: readonly OptionName[], words: Words): Entry[] {
  const { help } = words;
  const own = [...names, ...commonOptions].map((name): Entry => [termOf(options[name], words), help.options[name]]);
  return [...own, ["-h, --help", help.help]];
}

/** The exit status and what each means. */
export function statusEntries({ help }: Words): Entry[] {
  const names = Object.keys(status) as (keyof typeof status)[];
  return names.map((name) => [String(status[name]), help.exitStatus[name]]);
}

/** The environment variables. */
export function variableEntries({ help }: Words): Entry[] {
  const { proxies, certificates, noColor, ...ours } = help.environment;
  const names = Object.keys(ours) as (keyof typeof ours)[];
  return [
    ...names.map((name): Entry => [options[name].variable ?? "", ours[name]]),
    ["NODE_USE_ENV_PROXY", proxies],
    ["NODE_EXTRA_CA_CERTS", certificates],
    ["NO_COLOR", noColor],
  ];
}
