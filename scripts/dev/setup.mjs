// @ts-check
// Set-up: installs the tools that a command needs, skips what is installed, and prints what it does.
//
// It runs before node_modules exists, so it and its imports use nothing but Node.

import { Failure } from "../base/failure.mjs";
import { must, run, which } from "../base/run.mjs";

/** @typedef {import("./tools.mjs").Tool} Tool */

/** @param {Tool[]} tools each after those that it needs */
export async function setUp(tools) {
  // First, what only a person can install: better an error now than after ten minutes of installing the rest.
  for (const tool of tools) if (!tool.install && !tool.debian && !tool.found()) await install(tool);

  await installDebianPackages(tools.filter((tool) => tool.debian && !tool.found()));
  for (const tool of tools) {
    const found = tool.found();
    if (found) report(tool.name, found);
    else await install(tool);
  }
}

/** @param {Tool} tool */
async function install(tool) {
  if (!tool.install) throw new Failure(`${tool.name} is missing or too old. ${tool.otherwise}`);
  const [program = "", ...args] = tool.install;
  const command = tool.install.join(" ");
  report(tool.name, `${command}${tool.takes ? ` (takes ${tool.takes})` : ""}`);
  if ((await run(program, args)) !== 0) {
    throw new Failure(`\`${command}\` failed; see above. ${tool.otherwise ?? ""}`.trim());
  }
  const found = tool.found();
  if (!found) throw new Failure(`\`${command}\` succeeded, but ${tool.name} is still missing at the right version.`);
  report(tool.name, found);
}

/**
 * Debian's packages, browsers above all: Debian's can be had wherever Debian can. One call of apt-get, which is slow to
 * start.
 * @param {Tool[]} missing
 */
async function installDebianPackages(missing) {
  if (missing.length === 0) return;
  const programs = missing.map((tool) => tool.name).join(", ");
  const packages = missing.map((tool) => tool.debian ?? "");
  const command = ["apt-get", "install", "-y", "--no-install-recommends", ...packages];

  if (!which("apt-get")) {
    throw new Failure(
      `These programs are missing: ${programs}. There is no apt-get to install them; on Debian they are in the packages ` +
        `${packages.join(" ")}.`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new Failure(
      `These programs are missing: ${programs}. Only root can install them. Run this, then try again:\n\n` +
        `  sudo apt-get update && sudo ${command.join(" ")}\n`,
    );
  }
  report(programs, command.join(" "));
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await must("apt-get", ["update"], { env });
  await must("apt-get", command.slice(1), { env });
  const still = missing.filter((tool) => !tool.found()).map((tool) => tool.name);
  if (still.length > 0) {
    throw new Failure(`apt-get succeeded, but these programs are still not on PATH: ${still.join(", ")}.`);
  }
}

/**
 * @param {string} name
 * @param {string} what
 */
function report(name, what) {
  console.log(`  ${name.padEnd(24)} ${what}`);
}
