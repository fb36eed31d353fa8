// Drives Firefox and WebKit with the few WebDriver commands that a visit to a page needs.

import { freePort } from "../../../scripts/base/port.mjs";
import { which } from "../../../scripts/base/run.mjs";
import { start } from "./programs.mjs";
import { env, scratch } from "./workbench.mjs";

/** A virtual display for all browsers, since WebKit has no headless mode. */
let screen;
async function display() {
  const args = ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"];
  screen ??= start("Xvfb", args, { cwd: scratch("screen"), env, ready: /^(\d+)\n/ });
  const { found } = await screen;
  return `:${found[1]}`;
}

/** Call it when all browsers are closed. */
export async function closeScreen() {
  await (await screen)?.stop("SIGTERM"); // on SIGTERM Xvfb removes its lock file
}

const engines = {
  firefox: {
    program: (port) => ["geckodriver", "--port", port, "--log", "error"],
    variables: () => ({}),
    capabilities: () => ({
      browserName: "firefox",
      "moz:firefoxOptions": { binary: which("firefox-esr"), args: ["-headless"] },
    }),
  },
  webkit: {
    program: (port) => ["WebKitWebDriver", `--port=${port}`],
    variables: async () => ({ DISPLAY: await display() }),
    capabilities: () => ({}),
  },
};

async function sendCommand(url, method, body) {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebDriver ${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}

/** Starts a browser with a home directory of its own. */
export async function startBrowser(engine) {
  const { program, variables, capabilities } = engines[engine];
  const port = await freePort(0);
  const home = scratch(engine);
  const [name, ...args] = program(String(port));
  const driver = `http://127.0.0.1:${port}`;
  const { stop } = await start(which(name) ?? name, args, {
    cwd: home,
    env: { ...env, HOME: home, TMPDIR: home, ...(await variables()) },
    ready: port,
  });
  try {
    // With the strategy "none" a visit does not wait for the page to load, since the page reports by itself.
    const requested = { pageLoadStrategy: "none", ...capabilities() };
    const session = await sendCommand(`${driver}/session`, "POST", { capabilities: { alwaysMatch: requested } });
    const sessionUrl = `${driver}/session/${session.sessionId}`;
    return {
      version: session.capabilities.browserVersion,
      go: (url) => sendCommand(`${sessionUrl}/url`, "POST", { url }),
      async close() {
        await sendCommand(sessionUrl, "DELETE").catch(() => {}); // `stop` ends it in any case
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
