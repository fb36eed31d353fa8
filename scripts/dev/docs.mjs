// @ts-check
// `npm run docs`: writes the API reference into reports/docs, and builds first when nothing is built.

import { existsSync } from "node:fs";
import { main } from "../base/failure.mjs";
import { at } from "../base/project.mjs";
import { buildPackage } from "../build/products.mjs";
import { writeReference } from "../build/reference.mjs";
import { setUp } from "./setup.mjs";
import { toBuild } from "./tools.mjs";

await main(async () => {
  console.log("Set-up");
  await setUp(toBuild);
  if (!existsSync(at("pkg/build/wasm/glue.d.ts"))) {
    console.log("\nBuild");
    await buildPackage();
  }
  console.log("\nReference");
  for (const page of await writeReference()) console.log(`  ${page}`);
});
