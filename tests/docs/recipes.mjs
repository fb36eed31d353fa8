// The cookbook's scripts, and helpers to run them.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { demoClient } from "mysafe-sandbox";
import { take, takeFiles } from "./markdown.mjs";
import { environment, workshop } from "./workshop.mjs";

export const cookbook = "docs/cookbook.md";
export const [offLine] = take(cookbook, "A Node script", "sh");
export const [resumeLine] = take(cookbook, "Resume from a report", "sh");
export const [undoLine] = take(cookbook, "Undo", "sh");
export const scripts = {
  ...takeFiles(cookbook, "A Node script"),
  ...takeFiles(cookbook, "Resume from a report"),
  ...takeFiles(cookbook, "Undo"),
};

/** Writes files, given by name, into a new directory. */
export function writeFiles(files) {
  const directory = workshop("recipe");
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

/** Reads a report that a script has saved. */
export const readReport = (directory, name = "report.json") => JSON.parse(readFileSync(join(directory, name), "utf8"));

/** The environment variables of the client in the cookbook's scripts. */
export const access = (url, { clientId, clientSecret } = demoClient) => ({
  MYSAFE_URL: url,
  MYSAFE_CLIENT_ID: clientId,
  MYSAFE_CLIENT_SECRET: clientSecret,
});

/** Runs a command of the cookbook in a shell to its end. `onLine` receives each line of output, and the process. */
export async function runLine(line, directory, env, onLine = (_line, _child) => {}) {
  const child = spawn("sh", ["-c", `exec env ${line}`], { cwd: directory, env: environment(env) });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (text) => {
      out += `${text}\n`;
      onLine(text, child);
    });
  }
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, out };
}
