// @ts-check
// As much of WebDriver (https://www.w3.org/TR/webdriver2/) as a smoke test of the page needs, over fetch.

import { spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { freePort, host } from "../../scripts/base/port.mjs";
import { which } from "../../scripts/base/run.mjs";

/**
 * @typedef {object} Browser
 * @property {(url: string) => Promise<void>} open
 * @property {(selector: string, text: string) => Promise<void>} type into the first that the CSS selector finds
 * @property {(selector: string, text?: string) => Promise<void>} click the first that the CSS selector finds, and that has this text
 * @property {<T>(script: string) => Promise<T>} run the body of a function in the page
 * @property {(script: string) => Promise<void>} until the body of a function in the page gives something true
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Browser>} */
export function firefox() {
  const options = { binary: which("firefox-esr"), args: ["-headless"] };
  return start((port) => ["geckodriver", "--port", port], { "moz:firefoxOptions": options });
}

/** WebKitGTK has no headless mode, so it gets a display that nobody sees. @returns {Promise<Browser>} */
export function webkit() {
  return start((port) => ["xvfb-run", "-a", "WebKitWebDriver", `--port=${port}`], {});
}

/**
 * @param {(port: string) => string[]} command
 * @param {object} capabilities
 * @returns {Promise<Browser>}
 */
async function start(command, capabilities) {
  const port = String(await freePort(0));
  const [program = "", ...args] = command(port);
  // A group of its own, to be ended with all that it starts.
  const driver = spawn(which(program) ?? program, args, { stdio: "ignore", detached: true });
  const failed = new Promise((_, reject) => driver.once("error", reject));
  const base = `http://${host}:${port}`;

  /** @param {string} method @param {string} path @param {object} [body] */
  async function send(method, path, body) {
    const content = body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(base + path, { method, ...content });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  async function ready() {
    for (;;) {
      try {
        if ((await send("GET", "/status")).ready) return;
      } catch {
        // It does not listen yet.
      }
      await setTimeout(50);
    }
  }

  const end = () => driver.pid !== undefined && process.kill(-driver.pid, "SIGTERM");
  try {
    await Promise.race([ready(), failed]);
    const { sessionId } = await send("POST", "/session", { capabilities: { alwaysMatch: capabilities } });
    const session = `/session/${sessionId}`;

    /** @param {string} script @param {unknown[]} [args] */
    const run = (script, args = []) => send("POST", `${session}/execute/sync`, { script, args });

    /** @param {string} script @param {unknown[]} [args] */
    async function until(script, args) {
      const deadline = Date.now() + 60_000;
      for (;;) {
        const value = await run(script, args);
        if (value) return value;
        if (Date.now() > deadline) throw new Error(`never true: ${script} ${JSON.stringify(args ?? [])}`);
        await setTimeout(50);
      }
    }

    /** @param {string} selector @param {string} [text] */
    async function find(selector, text = "") {
      const script =
        "return [...document.querySelectorAll(arguments[0])].find((element) => element.textContent.includes(arguments[1]))";
      const element = await until(script, [selector, text]);
      return Object.values(element)[0];
    }

    return {
      open: (url) => send("POST", `${session}/url`, { url }),
      type: async (selector, text) => send("POST", `${session}/element/${await find(selector)}/value`, { text }),
      click: async (selector, text) => send("POST", `${session}/element/${await find(selector, text)}/click`, {}),
      run,
      until: async (script) => void (await until(script)),
      async close() {
        await send("DELETE", session);
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}
