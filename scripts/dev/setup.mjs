// @ts-check
// Brings what a command needs onto this machine: skips what is there, says what it does, and where it cannot do it
// says which command would.
//
// It runs before node_modules exists, so it and what it imports use nothing but Node.

import { Failure } from "../base/failure.mjs";
import { must, run, which } from "../base/run.mjs";

/** @typedef {import("./tools.mjs").Tool} Tool */

/** @param {Tool[]} tools in the order in which each needs those before it */
export async function setUp(tools) {
  // What only a person can bring comes first: nobody wants to hear of it after ten minutes of installing the rest.
  for (const tool of tools) if (!tool.install && !tool.debian && !tool.found()) await install(tool);

  await installDebianPackages(tools.filter((tool) => tool.debian && !tool.found()));
  for (const tool of tools) {
    const found = tool.found();
    if (found) say(tool.name, found);
    else await install(tool);
  }
}

/** @param {Tool} tool */
async function install(tool) {
  if (!tool.install) throw new Failure(`${tool.name} is missing or too old. ${tool.otherwise}`);
  const [program = "", ...args] = tool.install;
  const command = tool.install.join(" ");
  say(tool.name, `${command}${tool.takes ? ` (takes ${tool.takes})` : ""}`);
  if ((await run(program, args)) !== 0) {
    throw new Failure(`\`${command}\` failed; see above. ${tool.otherwise ?? ""}`.trim());
  }
  const found = tool.found();
  if (!found) {
    throw new Failure(`\`${command}\` went well, yet ${tool.name} is still not there at the right version.`);
  }
  say(tool.name, found);
}

/**
 * Debian's browsers, because nobody else's can be had everywhere that Debian can. All in one go: apt is slow to start.
 * @param {Tool[]} missing
 */
async function installDebianPackages(missing) {
  if (missing.length === 0) return;
  const programs = missing.map((tool) => tool.name).join(", ");
  const packages = missing.map((tool) => tool.debian ?? "");
  const install = ["apt-get", "install", "-y", "--no-install-recommends", ...packages];

  if (!which("apt-get")) {
    throw new Failure(
      `These programs are missing: ${programs}. This machine has no apt-get to bring them; on Debian they are the ` +
        `packages ${packages.join(" ")}.`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new Failure(
      `These programs are missing: ${programs}. Only root can install them. Run this, then start again:\n\n` +
        `  sudo apt-get update && sudo ${install.join(" ")}\n`,
    );
  }
  say(programs, install.join(" "));
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await must("apt-get", ["update"], { env });
  await must("apt-get", install.slice(1), { env });
  const still = missing.filter((tool) => !tool.found()).map((tool) => tool.name);
  if (still.length > 0) {
    throw new Failure(`apt-get went well, yet these are still not on the PATH: ${still.join(", ")}.`);
  }
}

/**
 * @param {string} name
 * @param {string} what
 */
function say(name, what) {
  console.log(`  ${name.padEnd(24)} ${what}`);
}
