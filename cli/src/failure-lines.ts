import { Failure, type Status, status } from "./failure.js";
import { UsageFailure } from "./options/usage-failure.js";
import { printable } from "./terminal/printable.js";
import type { Terminal } from "./terminal/terminal.js";

/** Tells why a command failed, in one line, and gives its exit status.
 *
 * @param command the command line up to the command, whose help says more */
export async function tellFailure(
  error: unknown,
  { command, terminal, isInterrupted }: { command: string; terminal: Terminal; isInterrupted: boolean },
): Promise<Status> {
  const { failures, usage } = terminal.words;
  const { paint } = terminal;
  const tell = (text: string) => terminal.tell(`${paint.bad(`${failures.error}:`)} ${printable(text)}`);
  if (error instanceof Failure) {
    if (error.exitStatus === status.interrupted) terminal.tell(failures.interrupted);
    else tell(error.message);
    if (error instanceof UsageFailure) terminal.tell(usage.tryHelp(command));
    return error.exitStatus;
  }
  if (isInterrupted) {
    terminal.tell(failures.interrupted);
    return status.interrupted;
  }
  const { isMySafeError } = await import("mysafe-wasm");
  if (isMySafeError(error) && error.code !== "INTERNAL") {
    tell(error.message);
    return statusOf(error.code);
  }
  tell(failures.unexpected(error instanceof Error ? error.message : String(error)));
  if (process.env.DEBUG === "mysafe" && error instanceof Error) terminal.tell(error.stack ?? "");
  return status.incomplete;
}

function statusOf(code: string): Status {
  if (code === "INVALID_ARGUMENT") return status.usage;
  return code === "UNAUTHORIZED" || code === "ROUTE_NOT_FOUND" ? status.endedEarly : status.incomplete;
}
