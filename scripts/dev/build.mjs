// @ts-check
// `npm run build`: builds the npm packages, into pkg/dist and sandbox/dist, and the page, into www/dist.

import { main } from "../base/failure.mjs";
import { buildPackage, buildSandboxAndPage } from "../build/products.mjs";
import { setUp } from "./setup.mjs";
import { toBuild } from "./tools.mjs";

await main(async () => {
  console.log("Set-up");
  await setUp(toBuild);
  console.log("\nBuild");
  await buildPackage();
  await buildSandboxAndPage();
  console.log("\nmysafe-wasm is in pkg/dist, mysafe-sandbox in sandbox/dist, and the page in www/dist.");
});
