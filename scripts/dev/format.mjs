// @ts-check
// `npm run format`: formats every file as `npm test` requires, and applies the safe fixes of the linter.

import { main } from "../base/failure.mjs";
import { exampleManifest } from "../base/project.mjs";
import { must } from "../base/run.mjs";
import { setUp } from "./setup.mjs";
import { node, npmPackages, rust, rustfmt, rustup } from "./tools.mjs";

await main(async () => {
  await setUp([node, npmPackages, rustup, rust, rustfmt]);
  await must("cargo", ["fmt", "--all"]);
  await must("cargo", ["fmt", "--manifest-path", exampleManifest]);
  await must("biome", ["check", "--write", "."]);
});
