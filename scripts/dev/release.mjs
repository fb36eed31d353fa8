// @ts-check
// `npm run release`: builds what would be published, looks whether it is fit for that, and says how to publish it. It
// publishes nothing.

import { main } from "../base/failure.mjs";
import { wasmTarget } from "../base/project.mjs";
import { run } from "../base/run.mjs";
import { buildPackage, buildSandboxAndPage } from "../build/products.mjs";
import { commands, disagreements, packed, stillToDo, strays, uncommitted, versions } from "./release/checks.mjs";
import { setUp } from "./setup.mjs";
import { toBuild } from "./tools.mjs";

await main(async () => {
  console.log("Set-up");
  await setUp(toBuild);
  console.log("\nBuild");
  await buildPackage();
  await buildSandboxAndPage();

  console.log("\nChecks");
  const stated = versions();
  const held = packed();
  const problems = [
    ...told("the versions agree", disagreements(stated)),
    ...told("the packages hold what they should, and nothing else", strays(held)),
    ...told("the crate compiles from its package", await unpackable()),
    ...told("everything is committed", uncommitted()),
  ];
  for (const [name, files] of Object.entries(held)) console.log(`    ${name}: ${files.length} files`);

  const todo = stillToDo();
  if (todo.length > 0) console.log(`\nBy hand, before it is published\n${list(todo)}`);
  if (problems.length > 0) {
    console.log(`\n${problems.length} problems: nothing of this should be published.`);
    process.exitCode = 1;
    return;
  }
  console.log(`\nNothing was published. CI does it, of the commit whose \`npm test\` passed (docs/releasing.md):\n`);
  for (const command of commands(stated["Cargo.toml"] ?? "")) console.log(`  ${command}`);
});

/**
 * @param {string} what
 * @param {string[]} problems
 */
function told(what, problems) {
  console.log(`  ${problems.length > 0 ? "✗" : "✓"} ${what}`);
  if (problems.length > 0) console.log(list(problems));
  return problems;
}

/** @param {string[]} lines */
function list(lines) {
  return lines.map((line) => `    ${line}`).join("\n");
}

/** Packs the crate and compiles what was packed, for WebAssembly. */
async function unpackable() {
  const args = ["package", "--quiet", "--locked", "--allow-dirty", "--target", wasmTarget];
  const code = await run("cargo", args);
  return code === 0 ? [] : [`\`cargo ${args.join(" ")}\` failed; see above`];
}
