import type { Offer, OfferedOption, Values } from "./offer.js";

/** The completion script for fish. */
export function fishScript(offers: readonly Offer[]): string {
  const lines = [
    "# Completion of mysafe for fish: mysafe completion fish > ~/.config/fish/completions/mysafe.fish",
    "complete -c mysafe -f",
    ...offers.map(({ name, text }) => `complete -c mysafe -n __fish_use_subcommand -a ${name} -d ${quoted(text)}`),
    "complete -c mysafe -n __fish_use_subcommand -l help -s h",
    "complete -c mysafe -n __fish_use_subcommand -l version",
    ...offers.flatMap(commandLines),
  ];
  return `${lines.join("\n")}\n`;
}

function commandLines({ name, options, values }: Offer): string[] {
  const when = `complete -c mysafe -n '__fish_seen_subcommand_from ${name}'`;
  const given = values === "anything" ? [] : [`${when} ${argumentsOf(values)}`];
  return [...given, ...options.map((option) => `${when} ${optionOf(option)}`)];
}

function optionOf({ long, short, text, values }: OfferedOption): string {
  const names = `-l ${long.slice(2)}${short === undefined ? "" : ` -s ${short.slice(1)}`}`;
  // -x: a value that is no file.
  const value =
    values === undefined
      ? ""
      : values === "files"
        ? " -r -F"
        : values === "anything"
          ? " -x"
          : ` -x ${argumentsOf(values)}`;
  return `${names}${value} -d ${quoted(text)}`;
}

function argumentsOf(values: Exclude<Values, "anything">): string {
  return values === "files" ? "-F" : `-a ${quoted(values.words.join(" "))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
