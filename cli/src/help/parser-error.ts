import type { CommanderError } from "commander";
import { UsageFailure } from "../options/usage-failure.js";
import type { Words } from "../words/en.js";

/** The failure of an error of the parser, in the language of the terminal. Values are left out: a secret can be among them. */
export function usageFailureOf({ code, message }: CommanderError, { usage }: Words): UsageFailure {
  const [subject = ""] = /(?<=')[^'=\s]*/.exec(message) ?? [];
  const other = /\(Did you mean (.*?)\?\)/.exec(message)?.[1];
  const guess = other === undefined ? "" : ` ${usage.didYouMean(other.replace(/^one of /, ""))}`;
  switch (code) {
    case "commander.unknownOption":
      return new UsageFailure(usage.unknownOption(subject) + guess);
    case "commander.unknownCommand":
      return new UsageFailure(usage.unknownCommand(subject) + guess);
    case "commander.missingArgument":
      return new UsageFailure(usage.missingArgument(subject));
    case "commander.optionMissingArgument":
      return new UsageFailure(usage.missingValue(subject));
    case "commander.excessArguments":
      return new UsageFailure(usage.surplusArgument);
    case "commander.help":
      return new UsageFailure(usage.noCommand);
    default:
      return new UsageFailure(usage.other);
  }
}
