// @ts-check
// `npm run docs`: writes the pages of the API into reports/docs, after a build if there is none.

import { existsSync } from "node:fs";
import { main } from "./failure.mjs";
import { buildPackage } from "./products.mjs";
import { at } from "./project.mjs";
import { writeReference } from "./reference.mjs";
import { setUp } from "./setup.mjs";
import { toBuild } from "./tools.mjs";

await main(async () => {
  console.log("Set-up");
  await setUp(toBuild);
  if (!existsSync(at("pkg/dist/wasm/glue.d.ts"))) {
    console.log("\nBuild");
    await buildPackage();
  }
  console.log("\nPages");
  for (const page of await writeReference()) console.log(`  ${page}`);
});
