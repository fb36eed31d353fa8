// @ts-check
// Fails when Lighthouse gives the page less than 95 of 100 for accessibility or best practices. Its score for speed depends
// on the machine, and is measured by `npm run bench`.

import { Failure, main } from "../base/failure.mjs";
import { audit } from "./audit.mjs";

const minimum = 95;

await main(async () => {
  const { categories, audits } = await audit(["accessibility", "best-practices"]);
  const failures = [];
  for (const { title, score, auditRefs } of Object.values(categories)) {
    const points = Math.round((score ?? 0) * 100);
    console.log(`  ${title.padEnd(16)}${points}`);
    const imperfect = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9);
    for (const { id } of imperfect) console.log(`    ${id}: ${audits[id]?.displayValue ?? audits[id]?.title}`);
    if (points < minimum) failures.push(`${title} has ${points} of 100; ${minimum} are needed.`);
  }
  if (failures.length > 0) throw new Failure(failures.join("\n"));
});
