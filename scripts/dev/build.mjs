// @ts-check
// `npm run build`: builds the npm package `mysafe-wasm` into pkg/dist.

import { main } from "../base/failure.mjs";
import { buildPackage } from "../build/products.mjs";
import { setUp } from "./setup.mjs";
import { toBuild } from "./tools.mjs";

await main(async () => {
  console.log("Set-up");
  await setUp(toBuild);
  console.log("\nBuild");
  await buildPackage();
  console.log("\nThe package is in pkg/dist.");
});
