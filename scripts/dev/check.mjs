// @ts-check
// `npm run check`: the checks and tests that need no build, in seconds. Types are checked against the last build.

import { existsSync } from "node:fs";
import { main } from "../base/failure.mjs";
import { at } from "../base/project.mjs";
import { runSteps } from "./run-steps.mjs";
import { setUp } from "./setup.mjs";
import { steps } from "./steps.mjs";
import { clippy, rustfmt, toBuild } from "./tools.mjs";

await main(async () => {
  const built = ["pkg/dist/index.d.ts", "pkg/build/wasm/glue.d.ts", "sandbox/dist/index.d.ts"];
  const hasBuild = built.every((file) => existsSync(at(file)));
  const chosen = steps.filter((step) => step.quick && (hasBuild || !step.after));
  const passed = await runSteps(chosen, () => setUp([...toBuild, rustfmt, clippy]), { onlyFailures: true });
  if (!hasBuild) console.log("\nTypes were not checked, because nothing is built. `npm test -- --only types` builds.");
  process.exit(passed ? 0 : 1);
});
