// @ts-check
// `npm run build`: builds the npm packages, each into its own dist, and the page, into www/dist.

import { main } from "../base/failure.mjs";
import { packages } from "../base/project.mjs";
import { buildOthers, buildPackage } from "../build/products.mjs";
import { setUp } from "./setup.mjs";
import { toBuild } from "./tools.mjs";

await main(async () => {
  console.log("Set-up");
  await setUp(toBuild);
  console.log("\nBuild");
  await buildPackage();
  await buildOthers();
  const folders = packages.map((name) => `${name}/dist`).join(", ");
  console.log(`\nThe packages are in ${folders}; the page is in www/dist.`);
});
