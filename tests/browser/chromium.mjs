// @ts-check
// Debian's Chromium, for the tests.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** `--no-sandbox`: Chromium refuses to run as root with its sandbox. The other flags keep it from using the network. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Launches Chromium. */
export async function launchChromium() {
  return chromium.launch({ executablePath: executable(), args });
}

/**
 * Launches Chromium with an extension, which needs a persistent profile.
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
      `${executablePath} does not exist. Install Debian's package \`chromium\` (sudo apt-get install chromium), or set CHROMIUM to the path of another Chromium.`,
    );
  }
  return executablePath;
}
