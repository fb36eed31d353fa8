#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createSandbox, demoClient, type RequestRecord, type SandboxClient, type SandboxOptions } from "./index.js";
import { type ServeOptions, type Server, serve } from "./node.js";

const help = `Usage: mysafe-sandbox [options]

Serves a MySafe API to test against, until it is interrupted. All it holds is in memory.

  --port <number>            port to listen on; 0 for any free one          8787
  --host <address>           address to listen on                           127.0.0.1
  --secrets <number>         how many API secrets there are, from 43 on     50
  --faults <rate>            share of requests that fail, from 0 to 1       0
  --seed <number>            of the secrets and the faults                  1
  --client-id <text>         credentials that are accepted                  ${demoClient.clientId}
  --client-secret <text>                                                    ${demoClient.clientSecret}
  --tenant <text>            tenant that a token request must name          none
  --token-lifetime <seconds> how long a token is good                       3600
  --token-lag <milliseconds> how long a fresh token is still unknown        0
  --rate-limit <number>      requests per second; 0 for no limit            0
  --latency <milliseconds>   how long every answer takes                    0
  --cors <on|off|origin>     which other origins may call it                on
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

/** What the command line asks for: a text to print, or a sandbox to serve. */
function read(args: string[]): string | Settings {
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
    serve: { port: number("port", values.port, 65_535), hostname: values.host },
    sandbox: {
      clients: [client],
      secrets: number("secrets", values.secrets),
      faults: number("faults", values.faults, 1, false),
      seed: number("seed", values.seed),
      tokenLifetime: number("token-lifetime", values["token-lifetime"]),
      tokenLag: number("token-lag", values["token-lag"]),
      rateLimit: number("rate-limit", values["rate-limit"]),
      latency: number("latency", values.latency),
      cors: values.cors === "on" || (values.cors !== "off" && values.cors),
      ...(values.log ? { onRequest: print } : {}),
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

function number(flag: string, text: string, most = Number.MAX_SAFE_INTEGER, whole = true): number {
  const value = Number(text);
  if (!(whole ? /^\d+$/ : /^(\d+\.?\d*|\.\d+)$/).test(text) || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? "of 0 or more" : `from 0 to ${most}`;
    throw new UsageError(
      `--${flag} takes a ${whole ? "whole number" : "number"} ${range}, not ${JSON.stringify(text)}`,
    );
  }
  return value;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return (manifest as { version: string }).version;
}

function print({ method, path, query, status, fault, unexpected }: RequestRecord): void {
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
      throw new Error(`port ${options.port} may not be used; choose one above 1023 with --port`);
    }
    throw error;
  }
}

async function main(): Promise<void> {
  const asked = read(process.argv.slice(2));
  if (typeof asked === "string") {
    process.stdout.write(asked);
    return;
  }
  const server = await listen(asked);
  const { clientId, clientSecret, tenant } = asked.client;
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
