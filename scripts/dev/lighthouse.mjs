// @ts-check
// What Lighthouse thinks of the page: at least 95 of 100 for accessibility and best practices. How fast the page is
// depends on the machine: `npm run bench` tells.

import { Failure, main } from "../base/failure.mjs";
import { audit } from "./audit.mjs";

const least = 95;

await main(async () => {
  const { categories, audits } = await audit(["accessibility", "best-practices"]);
  const failures = [];
  for (const { title, score, auditRefs } of Object.values(categories)) {
    const points = Math.round((score ?? 0) * 100);
    console.log(`  ${title.padEnd(16)}${points}`);
    const wanting = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9);
    for (const { id } of wanting) console.log(`    ${id}: ${audits[id]?.displayValue ?? audits[id]?.title}`);
    if (points < least) failures.push(`${title} has ${points} of 100; ${least} are needed.`);
  }
  if (failures.length > 0) throw new Failure(failures.join("\n"));
});
