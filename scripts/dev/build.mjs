// @ts-check
// `npm run build`: fills pkg/dist, which is what the npm package `mysafe-wasm` holds.

import { main } from "../base/failure.mjs";
import { buildPackage } from "../build/products.mjs";
import { setUp } from "./setup.mjs";
import { toBuild } from "./tools.mjs";

await main(async () => {
  console.log("Set-up");
  await setUp(toBuild);
  console.log("\nBuild");
  await buildPackage();
  console.log("\npkg/dist holds the package.");
});
