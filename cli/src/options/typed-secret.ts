import type { Words } from "../words/en.js";
import { options } from "./options.js";
import { UsageFailure } from "./usage-failure.js";

/** Options that people try, and the option and variable to give instead. */
const traps: readonly (readonly [RegExp, "clientSecretFile" | "accessTokenFile"])[] = [
  [/^--(client-?)?secret$/i, "clientSecretFile"],
  [/^--(api-?)?key$/i, "clientSecretFile"],
  [/^--pass(word|wd)?$/i, "clientSecretFile"],
  [/^--((access|bearer)-?)?token$/i, "accessTokenFile"],
];

/** Refuses a command line with an option for a secret, without repeating what follows it.
 *
 * @throws {UsageFailure} Which says why there is no such option. */
export function refuseTypedSecret(commandLine: readonly string[], { usage }: Words): void {
  for (const text of commandLine) {
    if (text === "--") return;
    const [option = ""] = text.split("=");
    const instead = traps.find(([pattern]) => pattern.test(option))?.[1];
    if (instead === undefined) continue;
    const { long, variable = "" } = options[instead];
    throw new UsageFailure(usage.secretAsArgument(option, long, variable));
  }
}
