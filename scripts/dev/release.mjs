// @ts-check
// `npm run release`: builds what would be published, checks it, writes its SBOM, and prints the commands that publish it. It
// publishes nothing.

import { mkdirSync, writeFileSync } from "node:fs";
import { main } from "../base/failure.mjs";
import { at, wasmTarget } from "../base/project.mjs";
import { run } from "../base/run.mjs";
import { buildOthers, buildPackage } from "../build/products.mjs";
import {
  commands,
  misplacedFiles,
  packedFiles,
  pendingTasks,
  statedVersions,
  uncommitted,
  versionMismatches,
} from "./release/checks.mjs";
import { sbom } from "./release/sbom.mjs";
import { setUp } from "./setup.mjs";
import { toBuild } from "./tools.mjs";

await main(async () => {
  console.log("Set-up");
  await setUp(toBuild);
  console.log("\nBuild");
  await buildPackage();
  await buildOthers();

  console.log("\nChecks");
  const stated = statedVersions();
  const packed = packedFiles();
  const version = stated["Cargo.toml"] ?? "";
  const problems = [
    ...report("the versions agree", versionMismatches(stated)),
    ...report("the packages contain the right files", misplacedFiles(packed)),
    ...report("the crate compiles from its package", await packageErrors()),
    ...report("everything is committed", uncommitted()),
  ];
  for (const [name, files] of Object.entries(packed)) console.log(`    ${name}: ${files.length} files`);
  console.log(`\nSBOM\n  ${writeSbom(version)}`);

  const tasks = pendingTasks();
  if (tasks.length > 0) console.log(`\nBy hand, before publishing\n${indented(tasks)}`);
  if (problems.length > 0) {
    console.log(`\n${problems.length} problems: do not publish this.`);
    process.exitCode = 1;
    return;
  }
  console.log(`\nNothing was published. These commands publish it (docs/releasing.md); CI runs those of npm:\n`);
  for (const command of commands(version)) console.log(`  ${command}`);
});

/**
 * Prints the result of a check and returns its problems.
 * @param {string} check
 * @param {string[]} problems
 */
function report(check, problems) {
  console.log(`  ${problems.length > 0 ? "✗" : "✓"} ${check}`);
  if (problems.length > 0) console.log(indented(problems));
  return problems;
}

/** @param {string[]} lines */
function indented(lines) {
  return lines.map((line) => `    ${line}`).join("\n");
}

/** Packs the crate and compiles the packed sources for WebAssembly. */
async function packageErrors() {
  const args = ["package", "--quiet", "--locked", "--allow-dirty", "--target", wasmTarget];
  const code = await run("cargo", args);
  return code === 0 ? [] : [`\`cargo ${args.join(" ")}\` failed; see above`];
}

/** @param {string} version */
function writeSbom(version) {
  const path = `reports/mysafe-wasm-${version}.cdx.json`;
  mkdirSync(at("reports"), { recursive: true });
  writeFileSync(at(path), `${JSON.stringify(sbom(), null, 2)}\n`);
  return path;
}
