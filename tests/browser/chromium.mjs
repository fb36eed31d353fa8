// @ts-check
// Debian's Chromium, for the tests.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** `--no-sandbox` because Chromium refuses to run as root with it; the rest keeps it quiet and off the network. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launchChromium() {
  return chromium.launch({ executablePath: executable(), args });
}

/**
 * A Chromium with an extension, which only a profile of its own can have.
 * @param {string} extension the directory of its manifest
 */
export async function launchWithExtension(extension) {
  return chromium.launchPersistentContext("", {
    executablePath: executable(),
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [...args, "--headless=new", `--load-extension=${extension}`],
  });
}

function executable() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no ${executablePath}. Install Debian's package \`chromium\` (sudo apt-get install chromium), or say in CHROMIUM where another one is.`,
    );
  }
  return executablePath;
}
