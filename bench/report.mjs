// Prints the results of a run, and saves them with their charts.

import { mkdirSync, writeFileSync } from "node:fs";
import { arch, cpus, release, totalmem, type } from "node:os";
import { at, read } from "../scripts/base/project.mjs";
import { output } from "../scripts/base/run.mjs";
import { chart } from "./chart.mjs";

/** @typedef {import("./figures.mjs").Row} Row */

/** The machine, and the versions of everything that is measured. @returns {Record<string, string>} */
export function environment() {
  const [{ model } = { model: "unknown" }, ...others] = cpus();
  const chromium = output(process.env.CHROMIUM ?? "chromium", ["--version"])?.match(/[\d.]+/)?.[0];
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: output("git", ["describe", "--always", "--dirty"]) ?? "unknown",
    machine: `${model}, ${others.length + 1} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()} ${arch()}`,
    node: process.versions.node,
    undici: process.versions.undici ?? "none",
    chromium: chromium ?? "none",
    "mysafe-wasm": JSON.parse(read("pkg/package.json")).version,
    ...JSON.parse(read("bench/package.json")).dependencies,
  };
}

/** @param {Record<string, string>} pairs */
export const formatPairs = (pairs) =>
  Object.entries(pairs)
    .map(([name, value]) => `${name.padEnd(24)} ${value}`)
    .join("\n");

/** A row as a table. @param {Row} row */
export function formatTable({ row, title, unit, figures, targets }) {
  const lines = figures.map(({ name, value, ratio, low, high }) => {
    const against = ratio === undefined ? "" : ratio.toFixed(3);
    const quartiles =
      low === undefined || high === undefined || low === high ? "" : `${formatNumber(low)} to ${formatNumber(high)}`;
    return `  ${name.padEnd(32)}${formatNumber(value).padStart(12)}${against.padStart(10)}  ${quartiles}`.trimEnd();
  });
  const targetLines = targets.map(
    ({ what, value, limit, reached }) =>
      `  ${reached ? "reached" : "MISSED "}  ${what}: ${formatNumber(value)} of ${formatNumber(limit)}`,
  );
  return [
    `\n${title} [${row}]`,
    `  ${"".padEnd(32)}${unit.padStart(12)}     ratio  quartiles`,
    ...lines,
    ...targetLines,
  ].join("\n");
}

/** @param {number} value */
function formatNumber(value) {
  if (value >= 1000) return Math.round(value).toLocaleString("en").replaceAll(",", " ");
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 3);
}

/** Saves the figures of a full run, and their charts. @param {Record<string, string>} about @param {Row[]} rows */
export function saveResults(about, rows) {
  writeFileSync(at("bench/results.json"), `${JSON.stringify({ about, rows }, null, 2)}\n`);
  mkdirSync(at("bench/charts"), { recursive: true });
  const note = `${about.date}, ${about.machine}, Node ${about.node}, Chromium ${about.chromium}. Dashed: the target.`;
  for (const [name, drawing] of Object.entries(drawings)) {
    const groups = drawing.rows.map((name) =>
      group(
        rows.find(({ row }) => row === name),
        drawing,
      ),
    );
    writeFileSync(at(`bench/charts/${name}.svg`), chart({ ...drawing, note, groups }));
  }
}

const drawings = {
  calls: {
    title: "Time of a call, as a ratio to plain fetch: shorter is better",
    rows: ["one", "one-chromium", "together", "together-chromium", "batch", "list-10000", "list-50000"],
    of: "ratio",
  },
  "first-call": { title: "From nothing to a client that could be called, ms", rows: ["first-call"], of: "value" },
  bytes: { title: "Bytes that an app ships, on a logarithmic scale", rows: ["bytes"], of: "value", logarithmic: true },
  memory: { title: "JavaScript heap after 100 000 calls, MB", rows: ["memory", "memory-batch"], of: "value" },
};

/** @param {Row | undefined} row @param {{ of: string }} drawing */
function group(row, { of }) {
  if (!row) throw new Error("a chart names a row that was not measured");
  const bars = row.figures.map((figure) => ({
    name: figure.name,
    value: figure[of] ?? 0,
    shown: of === "ratio" ? (figure.ratio ?? 0).toFixed(2) : formatNumber(figure.value),
    own: figure.name.startsWith("mysafe-wasm"),
  }));
  const limit = of === "ratio" || row.row === "bytes" ? row.targets[0]?.limit : undefined;
  return { name: row.title, bars, ...(limit !== undefined && { limit }) };
}
