import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { wordsOf } from "../problems.js";
import { checkConfig } from "./check.js";
import { ConfigError } from "./config/problems.js";
import { openLog } from "./log.js";
import { Running } from "./running.js";

/** Exit statuses. */
const status = { done: 0, failed: 1, misused: 2 } as const;

const options = {
  config: { type: "string" },
  check: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

const schema = fileURLToPath(new URL("../../schema/broker.schema.json", import.meta.url));

const help = `Usage: mysafe-broker --config <file> [--check]

The one server that holds MySafe's access key: people sign in, each does what they may, and an audit says who did what.

Options:
  --config <file>  the config, in JSON
  --check          says what is wrong with the config, tries MySafe and the sign-in, and ends
  -h, --help       prints this
  --version        prints the version

Signals:
  SIGHUP           reads the config again with the secrets and files that it names, and opens the audit anew
  SIGTERM, SIGINT  stops listening, answers what is in flight, and ends; a second one ends at once

Exit status: 0 done; 1 the config cannot be used, or something failed; 2 the command line is wrong.

The config is described by ${schema}
`;

const print = (text: string) => process.stdout.write(text);
const tell = (text: string) => process.stderr.write(text);

/** Runs a command line, and gives its exit status. */
export async function runCommandLine(commandLine: readonly string[]): Promise<number> {
  let given: ReturnType<typeof parse>;
  try {
    given = parse(commandLine);
  } catch (error) {
    tell(`error: ${wordsOf(error)}\nSee mysafe-broker --help.\n`);
    return status.misused;
  }
  if (given.help) print(help);
  if (given.help) return status.done;
  if (given.version) print(`${versionOf()}\n`);
  if (given.version) return status.done;
  if (given.config === undefined) {
    tell("error: --config <file> is missing.\nSee mysafe-broker --help.\n");
    return status.misused;
  }
  try {
    if (!given.check) return await run(given.config);
    return (await checkConfig(given.config, (line) => print(`${line}\n`))) ? status.done : status.failed;
  } catch (error) {
    tell(`error: ${failureOf(error)}\n`);
    return status.failed;
  }
}

const parse = (commandLine: readonly string[]) => parseArgs({ args: [...commandLine], options, strict: true }).values;

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return version;
}

function failureOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== "listen") return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: "another program listens there",
    EACCES: "this user may not",
    EADDRNOTAVAIL: "this machine does not have that address",
  };
  return `it cannot listen as listen.port and listen.hostname say: ${reasons[code ?? ""] ?? "the system says no"} (${code}).`;
}

/** Runs the broker until a signal ends it. */
async function run(file: string): Promise<number> {
  const log = openLog(tell);
  // Whoever reads the audit has gone. Each record that cannot be written is told as its own failure.
  process.stdout.on("error", () => {});
  // A signal may come before it listens. What one begins is ended before the next is obeyed.
  const started = Running.start(file, log);
  let work: Promise<unknown> = started.catch(() => {});
  process.on("SIGHUP", () => {
    work = work.then(() => started).then((running) => running.reload());
    work.catch(() => {});
  });
  let isEnding = false;
  const ended = new Promise<number>((resolve, reject) => {
    for (const [signal, number] of [
      ["SIGTERM", 15],
      ["SIGINT", 2],
    ] as const) {
      process.on(signal, () => {
        if (isEnding) process.exit(128 + number);
        isEnding = true;
        const end = work.then(() => started).then((running) => running.end());
        end.then(() => resolve(status.done), reject);
      });
    }
  });
  // When it cannot start, no signal is waited for.
  const [, code] = await Promise.all([started, ended]);
  return code;
}
