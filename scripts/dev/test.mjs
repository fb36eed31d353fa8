// @ts-check
// `npm test [-- --only <step>,…]`: installs what is missing, runs every step, also after one that fails, and closes with a
// summary.

import { parseArgs } from "node:util";
import { main, misused } from "../base/failure.mjs";
import { runSteps } from "./run-steps.mjs";
import { setUp } from "./setup.mjs";
import { steps } from "./steps.mjs";
import { toBuild } from "./tools.mjs";

const help = `npm test [-- --only <step>[,<step>…]]

  Sets up and runs every test and check.

  --only <steps>   these alone, with the build when one needs it
  --list           the names of the steps
  --help           this text`;

await main(async () => {
  const chosen = chosenSteps();
  const tools = new Set([...toBuild, ...chosen.flatMap((step) => step.needs ?? [])]);
  process.exit((await runSteps(chosen, () => setUp([...tools]))) ? 0 : 1);
});

/** The steps that the command line asks for. */
function chosenSteps() {
  let values;
  try {
    ({ values } = parseArgs({
      options: { only: { type: "string" }, list: { type: "boolean" }, help: { type: "boolean" } },
    }));
  } catch (error) {
    misused(`${/** @type {Error} */ (error).message}\n\n${help}`);
  }
  if (values.help || values.list) {
    console.log(values.help ? help : steps.map(({ name, title }) => `${name.padEnd(16)}${title}`).join("\n"));
    process.exit(0);
  }
  if (values.only === undefined) return steps;

  const names = values.only.split(",");
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    misused(`there is no step ${unknown.join(", ")}. The steps are ${steps.map((step) => step.name).join(", ")}.`);
  }
  const named = steps.filter((step) => names.includes(step.name));
  return steps.filter((step) => named.includes(step) || named.some(({ after }) => after === step.name));
}
