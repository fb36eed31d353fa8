/** The languages of the command, by the names that `--lang` takes. */
export const languages = ["en", "pt-BR"] as const;

/** A language of the command. */
export type Language = (typeof languages)[number];

/** The language that a command line asks for, or else the environment. An unknown one is found out with the other options. */
export function languageOf(commandLine: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const asked = languages.find((language) => language === askedFor(commandLine));
  if (asked !== undefined) return asked;
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return (LC_ALL || LC_MESSAGES || LANG || "").toLowerCase().startsWith("pt") ? "pt-BR" : "en";
}

function askedFor(commandLine: readonly string[]): string | undefined {
  const end = commandLine.indexOf("--");
  const options = end < 0 ? commandLine : commandLine.slice(0, end);
  const at = options.findLastIndex((text) => text === "--lang" || text.startsWith("--lang="));
  return options[at] === "--lang" ? options[at + 1] : options[at]?.slice("--lang=".length);
}
