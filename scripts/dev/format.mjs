// @ts-check
// `npm run format`: lays out every file the way that `npm test` wants it, and takes the fixes that are safe.

import { main } from "../base/failure.mjs";
import { exampleManifest } from "../base/project.mjs";
import { must } from "../base/run.mjs";
import { setUp } from "./setup.mjs";
import { node, npmPackages, rust, rustfmt, rustup } from "./tools.mjs";

await main(async () => {
  await setUp([node, npmPackages, rustup, rust, rustfmt]);
  await must("cargo", ["fmt"]);
  await must("cargo", ["fmt", "--manifest-path", exampleManifest]);
  await must("biome", ["check", "--write", "."]);
});
