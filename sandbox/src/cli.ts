#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createSandbox, demoClient, type RequestRecord, type SandboxClient, type SandboxOptions } from "./index.js";
import { type ServeOptions, type Server, serve } from "./node.js";

const help = `Usage: mysafe-sandbox [options]

Serves a MySafe API to test against, until it is interrupted. Everything is kept in memory.

  --port <number>            port to listen on; 0 for any free one          8787
  --host <address>           address to listen on                           127.0.0.1
  --secrets <number>         number of API secrets; identifiers from 43     50
  --passwords <number>       number of passwords; identifiers from 43       50
  --notes <number>           number of notes; identifiers from 43           20
  --faults <rate>            share of requests that fail, from 0 to 1       0
  --seed <number>            seed of the items and the faults               1
  --client-id <text>         accepted client id                             ${demoClient.clientId}
  --client-secret <text>     accepted client secret                         ${demoClient.clientSecret}
  --tenant <text>            tenant that a token request must name          none
  --token-lifetime <seconds> lifetime of a token                            3600
  --token-lag <milliseconds> time until a new token is accepted             0
  --rate-limit <number>      requests per second; 0 for no limit            0
  --latency <milliseconds>   delay before every answer                      0
  --cors <on|off|origin>     other origins that may call it                 on
  --log                      print a line for every request
  --help                     print this
  --version                  print the version

Example: mysafe-sandbox --port 8787 --secrets 1000 --faults 0.3 --seed 1
`;

/** A mistake on the command line. */
class UsageError extends Error {}

interface Settings {
  readonly serve: ServeOptions;
  readonly sandbox: SandboxOptions;
  readonly client: SandboxClient;
}

/** Reads the command line: a text to print, or the settings of a sandbox to serve. */
function readArguments(args: string[]): string | Settings {
  const { values } = parse(args);
  if (values.help) return help;
  if (values.version) return `${version()}\n`;
  const client: SandboxClient = {
    clientId: values["client-id"],
    clientSecret: values["client-secret"],
    ...(values.tenant === undefined ? {} : { tenant: values.tenant }),
  };
  return {
    client,
    serve: { port: readNumber("port", values.port, 65_535), hostname: values.host },
    sandbox: {
      clients: [client],
      secrets: readNumber("secrets", values.secrets),
      passwords: readNumber("passwords", values.passwords),
      notes: readNumber("notes", values.notes),
      faults: readNumber("faults", values.faults, 1, false),
      seed: readNumber("seed", values.seed),
      tokenLifetime: readNumber("token-lifetime", values["token-lifetime"]),
      tokenLag: readNumber("token-lag", values["token-lag"]),
      rateLimit: readNumber("rate-limit", values["rate-limit"]),
      latency: readNumber("latency", values.latency),
      cors: values.cors === "on" || (values.cors !== "off" && values.cors),
      ...(values.log ? { onRequest: printRequest } : {}),
    },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string", default: "8787" },
        host: { type: "string", default: "127.0.0.1" },
        secrets: { type: "string", default: "50" },
        passwords: { type: "string", default: "50" },
        notes: { type: "string", default: "20" },
        faults: { type: "string", default: "0" },
        seed: { type: "string", default: "1" },
        "client-id": { type: "string", default: demoClient.clientId },
        "client-secret": { type: "string", default: demoClient.clientSecret },
        tenant: { type: "string" },
        "token-lifetime": { type: "string", default: "3600" },
        "token-lag": { type: "string", default: "0" },
        "rate-limit": { type: "string", default: "0" },
        latency: { type: "string", default: "0" },
        cors: { type: "string", default: "on" },
        log: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        version: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readNumber(flag: string, text: string, maximum = Number.MAX_SAFE_INTEGER, integer = true): number {
  const value = Number(text);
  if (!(integer ? /^\d+$/ : /^(\d+\.?\d*|\.\d+)$/).test(text) || value > maximum) {
    const range = maximum === Number.MAX_SAFE_INTEGER ? "of 0 or more" : `from 0 to ${maximum}`;
    throw new UsageError(
      `--${flag} takes a ${integer ? "whole number" : "number"} ${range}, not ${JSON.stringify(text)}`,
    );
  }
  return value;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return (manifest as { version: string }).version;
}

function printRequest({ method, path, query, status, fault, unexpected }: RequestRecord): void {
  const notes = [fault, ...(unexpected ?? [])].filter((note) => note !== undefined);
  const note = notes.length > 0 ? `  ${notes.join("; ")}` : "";
  console.log(`${status ?? "---"} ${method} ${path}${query && `?${query}`}${note}`);
}

async function listen({ serve: options, sandbox }: Settings): Promise<Server> {
  try {
    return await serve(createSandbox(sandbox), options);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") {
      throw new Error(`port ${options.port} is taken; choose another with --port, or let --port 0 choose a free one`);
    }
    if (code === "EACCES") {
      throw new Error(`no permission to listen on port ${options.port}; choose one above 1023 with --port`);
    }
    throw error;
  }
}

async function main(): Promise<void> {
  const command = readArguments(process.argv.slice(2));
  if (typeof command === "string") {
    process.stdout.write(command);
    return;
  }
  const server = await listen(command);
  const { clientId, clientSecret, tenant } = command.client;
  console.log(`MySafe sandbox at ${server.url}`);
  console.log(
    `client id ${clientId}, client secret ${clientSecret}${tenant === undefined ? "" : `, tenant ${tenant}`}`,
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.close());
  }
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`mysafe-sandbox: ${message}`);
  if (error instanceof UsageError) console.error("Try mysafe-sandbox --help");
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
