// @ts-check
// `npm start [-- --port 8787]`: builds everything, serves the sandbox and the page from one origin, shows a deactivation and
// its reversal in the terminal, and stays up until Ctrl-C. At /team/ the same page is behind a broker, where people sign in. With
// `--target <URL>` the page works on that MySafe instead.

import { parseArgs } from "node:util";
import { Failure, main, misused } from "../base/failure.mjs";
import { freePort, host } from "../base/port.mjs";
import { buildOthers, buildPackage } from "../build/products.mjs";
import { page } from "./page.mjs";
import { serveSandbox } from "./sandbox.mjs";
import { setUp } from "./setup.mjs";
import { keyOf, serveTarget, targetOf } from "./target.mjs";
import { createTeam } from "./team.mjs";
import { toBuild } from "./tools.mjs";
import { loggingFetch } from "./wire.mjs";

const help = `npm start [-- [--port <port>] [--target <URL>]]

  Builds the package, the sandbox and the page, serves the last two from one
  address, switches one API secret off and on again in this terminal, and stays
  up until Ctrl-C.

  --port <port>    where to listen, on ${host} (8787; 0 takes any free port)
  --target <URL>   a MySafe, such as https://vault.example, in place of the
                   sandbox; only the page switches secrets then. With
                   MYSAFE_CLIENT_ID and MYSAFE_CLIENT_SECRET (and
                   MYSAFE_TENANT) in the environment, this process holds the
                   access key, and the address that is printed opens the page
                   once. Without them the page asks for the key, and what it
                   sends is forwarded
  --help           this text`;

/** The secret in the examples of MySafe's documentation. */
const identifier = "43";

await main(async () => {
  const { port, target, key } = parseOptions();
  if ((await freePort(port)) === undefined) throw portTaken(port);

  console.log("Set-up");
  await setUp(toBuild);
  console.log("\nBuild");
  await buildPackage();
  await buildOthers();

  const server = await (target ? serveReal(target, port, key) : serveDemo(port)).catch((error) => {
    throw error.code === "EADDRINUSE" ? portTaken(port) : error;
  });
  console.log("\nCtrl-C ends it.");
  await interrupted();
  await server.close();
  process.exit(0); // a browser may still hold a connection open
});

/**
 * Serves the page and the sandbox, with a broker as a second way in, and shows the main job.
 * @param {number} port
 */
async function serveDemo(port) {
  const basePath = "/team/";
  const own = page();
  /** @type {Awaited<ReturnType<typeof createTeam>> | undefined} */
  let team;
  const { server, credentials } = await serveSandbox(port, (request) => {
    const { pathname } = new URL(request.url);
    return team && `${pathname}/`.startsWith(basePath) ? team.fetch(request) : own(request);
  });
  team = await createTeam({ sandboxUrl: server.url, credentials, basePath, page: page({ basePath, hasBroker: true }) });
  console.log(`\nThe main job: API secret ${identifier}, off and on again, over HTTP`);
  await mainJob({ baseUrl: server.url, ...credentials });
  console.log(`
Up at ${server.url}

  client id       ${credentials.clientId}
  client secret   ${credentials.clientSecret}
  identifier      ${identifier}

And at ${server.url}${basePath}, where a broker keeps the key and people sign in`);
  return {
    async close() {
      team?.close();
      await server.close();
    },
  };
}

/**
 * Serves the page in front of a MySafe. Its secrets are real, so nothing is shown in the terminal.
 * @param {URL} target
 * @param {number} port
 * @param {ReturnType<typeof keyOf>} key
 */
async function serveReal(target, port, key) {
  const server = await serveTarget({ target, port, key });
  console.log(
    key
      ? `
Up, before ${target.href}. Open this address, which works once:

  ${server.address}

  The secrets that the page switches there are real. This process holds the
  access key; the page has none.`
      : `
Up at ${server.url}, before ${target.href}

  The secrets that the page switches there are real. Leave the address of MySafe
  in the page as it is: its requests are forwarded, and no credentials are kept.`,
  );
  return server;
}

/** @param {{ baseUrl: string, clientId: string, clientSecret: string }} options */
async function mainJob(options) {
  const { MySafe } = await import("mysafe-wasm");
  const mysafe = new MySafe({ ...options, fetch: loggingFetch((line) => console.log(`    ${line}`)) });
  try {
    for (const action of /** @type {const} */ (["deactivate", "deactivate", "activate"])) {
      console.log(`\n  ${action}("${identifier}")`);
      console.log(`  ${describe(await mysafe[action](identifier))}`);
    }
  } finally {
    mysafe.close();
  }
}

/** @param {import("mysafe-wasm").StateChange} change */
function describe({ identifier, active, changed, message }) {
  const state = active ? "active" : "inactive";
  return `Secret ${identifier} ${changed ? `is now ${state}` : `was ${state} already`}: "${message}".`;
}

function parseOptions() {
  let values;
  let target;
  let key;
  try {
    ({ values } = parseArgs({
      options: { port: { type: "string", default: "8787" }, target: { type: "string" }, help: { type: "boolean" } },
    }));
    target = values.target === undefined ? undefined : targetOf(values.target);
    key = target && keyOf(process.env);
  } catch (error) {
    misused(`${/** @type {Error} */ (error).message}\n\n${help}`);
  }
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) misused(`--port is a number from 0 to 65535, not "${values.port}".`);
  return { port, target, key };
}

/** @param {number} port */
function portTaken(port) {
  return new Failure(
    `Port ${port} is in use or reserved. Choose another: npm start -- --port ${port === 8787 ? 8788 : 8787}`,
  );
}

/** Resolves at Ctrl-C or SIGTERM. */
function interrupted() {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}
