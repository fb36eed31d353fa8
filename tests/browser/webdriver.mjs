// @ts-check
// A minimal client for WebDriver (https://www.w3.org/TR/webdriver2/), for smoke tests of the page.

import { spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { freePort, host } from "../../scripts/base/port.mjs";
import { which } from "../../scripts/base/run.mjs";

/**
 * @typedef {object} Browser
 * @property {(url: string) => Promise<void>} open
 * @property {(selector: string, text: string) => Promise<void>} type types into the first element of the selector
 * @property {(selector: string, text?: string) => Promise<void>} click clicks the first element of the selector with this text
 * @property {<T>(script: string) => Promise<T>} run runs the body of a function in the page
 * @property {(script: string) => Promise<void>} until waits until the body of a function returns a truthy value
 * @property {(work: () => Promise<void>) => Promise<void>} inNewTab runs `work` in the tab that the page has opened
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Browser>} */
export function firefox() {
  const options = { binary: which("firefox-esr"), args: ["-headless"] };
  return start((port) => ["geckodriver", "--port", port], { "moz:firefoxOptions": options });
}

/** WebKitGTK has no headless mode, so it runs on a virtual display. @returns {Promise<Browser>} */
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
  // A process group, so that the driver and its browser can be killed together.
  const driver = spawn(which(program) ?? program, args, { stdio: "ignore", detached: true });
  const failed = new Promise((_, reject) => driver.once("error", reject));
  const base = `http://${host}:${port}`;

  /** @param {string} method @param {string} path @param {object} [body] */
  async function request(method, path, body) {
    const content = body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(base + path, { method, ...content });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  async function waitUntilReady() {
    for (;;) {
      try {
        if ((await request("GET", "/status")).ready) return;
      } catch {
        // The driver does not listen yet.
      }
      await setTimeout(50);
    }
  }

  const killDriver = () => driver.pid !== undefined && process.kill(-driver.pid, "SIGTERM");
  try {
    await Promise.race([waitUntilReady(), failed]);
    const { sessionId } = await request("POST", "/session", { capabilities: { alwaysMatch: capabilities } });
    const session = `/session/${sessionId}`;

    /** @param {string} script @param {unknown[]} [args] */
    const run = (script, args = []) => request("POST", `${session}/execute/sync`, { script, args });

    /** @param {string} script @param {unknown[]} [args] */
    async function until(script, args) {
      const deadline = Date.now() + 60_000;
      for (;;) {
        const value = await run(script, args);
        if (value) return value;
        if (Date.now() > deadline) throw new Error(`not true within 60 s: ${script} ${JSON.stringify(args ?? [])}`);
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
      open: (url) => request("POST", `${session}/url`, { url }),
      type: async (selector, text) => request("POST", `${session}/element/${await find(selector)}/value`, { text }),
      click: async (selector, text) => request("POST", `${session}/element/${await find(selector, text)}/click`, {}),
      run,
      until: async (script) => void (await until(script)),
      async inNewTab(work) {
        const first = await request("GET", `${session}/window`);
        /** @returns {Promise<string[]>} */
        const others = async () => {
          const all = await request("GET", `${session}/window/handles`);
          return all.filter((/** @type {string} */ handle) => handle !== first);
        };
        const deadline = Date.now() + 60_000;
        while ((await others()).length === 0 && Date.now() < deadline) await setTimeout(50);
        const [tab] = await others();
        if (!tab) throw new Error("The page opened no tab within 60 s.");
        await request("POST", `${session}/window`, { handle: tab });
        await work();
        await request("POST", `${session}/window`, { handle: first });
      },
      async close() {
        await request("DELETE", session);
        killDriver();
      },
    };
  } catch (error) {
    killDriver();
    throw error;
  }
}
