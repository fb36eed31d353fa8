// @ts-check
// `npm run build`: builds the npm packages, into pkg/dist, sandbox/dist and cli/dist, and the page, into www/dist.

import { main } from "../base/failure.mjs";
import { buildOthers, buildPackage } from "../build/products.mjs";
import { setUp } from "./setup.mjs";
import { toBuild } from "./tools.mjs";

await main(async () => {
  console.log("Set-up");
  await setUp(toBuild);
  console.log("\nBuild");
  await buildPackage();
  await buildOthers();
  console.log("\nThe packages are in pkg/dist, sandbox/dist and cli/dist, and the page is in www/dist.");
});
