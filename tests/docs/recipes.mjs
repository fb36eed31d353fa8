// The cookbook's scripts, and how they are run.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { demoClient } from "mysafe-sandbox";
import { take, takeFiles } from "./markdown.mjs";
import { environment, workshop } from "./workshop.mjs";

export const cookbook = "docs/cookbook.md";
export const [offLine] = take(cookbook, "A Node script", "sh");
export const [resumeLine] = take(cookbook, "Go on from a report", "sh");
export const [undoLine] = take(cookbook, "Undo", "sh");
export const scripts = {
  ...takeFiles(cookbook, "A Node script"),
  ...takeFiles(cookbook, "Go on from a report"),
  ...takeFiles(cookbook, "Undo"),
};

/** Writes files, by their names, into a directory of their own. */
export function lay(files) {
  const directory = workshop("recipe");
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

/** A report that a script has kept. */
export const reportIn = (directory, name = "report.json") => JSON.parse(readFileSync(join(directory, name), "utf8"));

export const access = (url, { clientId, clientSecret } = demoClient) => ({
  MYSAFE_URL: url,
  MYSAFE_CLIENT_ID: clientId,
  MYSAFE_CLIENT_SECRET: clientSecret,
});

/** Runs a line of the cookbook in a shell, to its end; `hear` is told of each line that it prints, and of the process. */
export async function runLine(line, directory, env, hear = (_line, _child) => {}) {
  const child = spawn("sh", ["-c", `exec env ${line}`], { cwd: directory, env: environment(env) });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (text) => {
      out += `${text}\n`;
      hear(text, child);
    });
  }
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, out };
}

/** What a page's own server gives it. */
export async function token(sandbox) {
  const answer = await sandbox.fetch("https://vault.example/api/oauth2/token?grant_type=client_credentials", {
    headers: { authorization: `Basic ${btoa(`${demoClient.clientId}:${demoClient.clientSecret}`)}` },
  });
  return (await answer.json()).access_token;
}
