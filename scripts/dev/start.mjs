// @ts-check
// `npm start [-- --port 8787]`: builds everything, serves the sandbox and the page from one origin, does the main job
// once where you can watch it, and stays up until Ctrl-C. With `--target <URL>` the page works on that MySafe instead.

import { parseArgs } from "node:util";
import { Failure, main, misused } from "../base/failure.mjs";
import { freePort, host } from "../base/port.mjs";
import { buildPackage, buildSandboxAndPage } from "../build/products.mjs";
import { page } from "./page.mjs";
import { targetOf } from "./proxy/target.mjs";
import { serveProxy } from "./proxy.mjs";
import { serveSandbox } from "./sandbox.mjs";
import { setUp } from "./setup.mjs";
import { toBuild } from "./tools.mjs";
import { shownFetch } from "./wire.mjs";

const help = `npm start [-- [--port <port>] [--target <URL>]]

  Builds the package, the sandbox and the page, serves the last two from one
  address, switches one API secret off and on again in this terminal, and stays
  up until Ctrl-C.

  --port <port>    where to listen, on ${host} (8787; 0 takes any free port)
  --target <URL>   a MySafe, such as https://vault.example, to which what the
                   page asks is passed on; there is no sandbox then, and nothing
                   is switched but by the page
  --help           this text`;

/** The secret of the API's own documentation. */
const identifier = "43";

await main(async () => {
  const { port, target } = asked();
  if ((await freePort(port)) === undefined) throw taken(port);

  console.log("Set-up");
  await setUp(toBuild);
  console.log("\nBuild");
  await buildPackage();
  await buildSandboxAndPage();

  const server = await (target ? beforeTarget(target, port) : besideSandbox(port)).catch((error) => {
    throw error.code === "EADDRINUSE" ? taken(port) : error;
  });
  console.log("\nCtrl-C ends it.");
  await endAsked();
  await server.close();
  process.exit(0); // a browser may still hold a connection open
});

/**
 * The page beside the sandbox, and the main job done.
 * @param {number} port
 */
async function besideSandbox(port) {
  const { server, credentials } = await serveSandbox(port, page());
  console.log(`\nThe main job: API secret ${identifier}, off and on again, over HTTP`);
  await mainJob({ baseUrl: server.url, ...credentials });
  console.log(`
Up at ${server.url}

  client id       ${credentials.clientId}
  client secret   ${credentials.clientSecret}
  identifier      ${identifier}`);
  return server;
}

/**
 * The page in front of a MySafe, of which nothing is asked here: its secrets are real.
 * @param {URL} target
 * @param {number} port
 */
async function beforeTarget(target, port) {
  /** @type {Set<string>} */
  const told = new Set();
  const server = await serveProxy({
    target,
    port,
    page: page(),
    complain(trouble) {
      if (!told.has(trouble)) console.error(trouble);
      told.add(trouble);
    },
  });
  console.log(`
Up at ${server.url}, before ${target.href}

  What the page switches there is real. Leave its address of MySafe as it is:
  what is asked of it is passed on, and no credentials are kept on the way.`);
  return server;
}

/** @param {{ baseUrl: string, clientId: string, clientSecret: string }} options */
async function mainJob(options) {
  const { MySafe } = await import("mysafe-wasm");
  const mysafe = new MySafe({ ...options, fetch: shownFetch((line) => console.log(`    ${line}`)) });
  try {
    for (const action of /** @type {const} */ (["deactivate", "deactivate", "activate"])) {
      console.log(`\n  ${action}("${identifier}")`);
      console.log(`  ${inWords(await mysafe[action](identifier))}`);
    }
  } finally {
    mysafe.close();
  }
}

/** @param {import("mysafe-wasm").StateChange} change */
function inWords({ identifier, active, changed, message }) {
  const state = active ? "active" : "inactive";
  return `Secret ${identifier} ${changed ? `is now ${state}` : `was ${state} already`}: "${message}".`;
}

function asked() {
  let values;
  let target;
  try {
    ({ values } = parseArgs({
      options: { port: { type: "string", default: "8787" }, target: { type: "string" }, help: { type: "boolean" } },
    }));
    target = values.target === undefined ? undefined : targetOf(values.target);
  } catch (error) {
    misused(`${/** @type {Error} */ (error).message}\n\n${help}`);
  }
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) misused(`--port is a number from 0 to 65535, not "${values.port}".`);
  return { port, target };
}

/** @param {number} port */
function taken(port) {
  return new Failure(
    `Port ${port} is taken, or not ours to take. Choose another: npm start -- --port ${port === 8787 ? 8788 : 8787}`,
  );
}

/** Waits for Ctrl-C, or for being told to end. */
function endAsked() {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}
