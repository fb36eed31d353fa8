// The time until `mysafe --version` has ended, and until `mysafe report` has shown a short journal, against `node -e 0`.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at } from "../../scripts/base/project.mjs";
import { figures, median, target } from "../figures.mjs";
import { orderOfRound } from "../race.mjs";

const main = at("cli/dist/main.js");
const journal = [
  { type: "header", format: "mysafe-journal", version: 1, id: "bench", kind: "note", action: "deactivate" },
  { type: "items", items: [{ identifier: "43" }] },
];
const header = { address: "https://vault.example", verify: false, started: "2026-01-01T00:00:00.000Z", total: 1 };

/** @param {boolean} quick */
export async function cliStart(quick) {
  const folder = mkdtempSync(join(tmpdir(), "mysafe-bench-"));
  const file = join(folder, "run.jsonl");
  writeFileSync(
    file,
    journal.map((line, index) => `${JSON.stringify(index === 0 ? { ...line, ...header } : line)}\n`).join(""),
  );
  const commands = {
    "node -e 0": ["-e", "0"],
    "mysafe --version": [main, "--version"],
    "mysafe report": [main, "report", file],
  };
  const names = Object.keys(commands);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -1; round < (quick ? 5 : 30); round += 1) {
    for (const name of orderOfRound(names, round + 1)) {
      const began = performance.now();
      const { status, error, stderr } = spawnSync(process.execPath, commands[name]);
      // A run that was not sent is not done, which `report` says by 1.
      if (error || ![0, 1].includes(status)) throw error ?? new Error(`${name}: ${status}, ${stderr}`);
      if (round >= 0) times[name].push(performance.now() - began);
    }
  }
  rmSync(folder, { recursive: true });
  const more = (name) => median(times[name]) - median(times["node -e 0"]);
  return {
    title: "Start of the command line, in fresh processes of Node",
    unit: "ms",
    figures: figures(times, "node -e 0"),
    targets: names.slice(1).map((name) => target(`${name}: under 150 ms more than node -e 0`, more(name), 150)),
  };
}
