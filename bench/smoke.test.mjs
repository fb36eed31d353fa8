// The benchmark runs to its end and prints figures. The figures themselves are not checked: a machine that runs tests is busy.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chart } from "./chart.mjs";
import { figures, quantile } from "./figures.mjs";

test("the benchmark prints a figure and a ratio for each client", async () => {
  const script = fileURLToPath(new URL("main.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--quick", "--only", "one"]);
  for (const name of ["mysafe-wasm", "fetch", "ky", "axios", "oauth4webapi"]) {
    const [, value, ratio] = stdout.match(new RegExp(`^  ${name} +([\\d ]*[\\d.]+) +([\\d.]+)`, "m")) ?? [];
    assert.ok(Number(value?.replaceAll(" ", "")) > 1 && Number(ratio) > 0.01, stdout);
  }
  assert.match(stdout, /(reached|MISSED) +at most 1\.10 of plain fetch: \d/);
});

test("the benchmark prints what a broker adds to a call, with and without its audit", async () => {
  const script = fileURLToPath(new URL("main.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--quick", "--only", "broker-together"]);
  for (const name of ["MySafe alone", "plain forwarding", "mysafe-broker", "mysafe-broker, audit on disk"]) {
    const [, value, ratio] = stdout.match(new RegExp(`^  ${name} +([\\d ]*[\\d.]+) +([\\d.]+)`, "m")) ?? [];
    assert.ok(Number(value?.replaceAll(" ", "")) > 1 && Number(ratio) > 0.01, stdout);
  }
  assert.match(stdout, /(reached|MISSED) +at most 1\.25 of plain forwarding: \d/);
});

test("a ratio is taken within each round", () => {
  const rounds = { one: [2, 40, 6], other: [1, 10, 2] };
  assert.deepEqual(figures(rounds, "other"), [
    { name: "one", value: 6, ratio: 3, low: 2.5, high: 3.5 },
    { name: "other", value: 2, ratio: 1, low: 1, high: 1 },
  ]);
  assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5);
});

test("a chart has a bar for each figure, and a line at the target", () => {
  const bars = [
    { name: "a & b", value: 1, shown: "1.00", own: true },
    { name: "c", value: 2, shown: "2.00", own: false },
  ];
  const svg = chart({ title: "t", note: "n", groups: [{ name: "g", bars, limit: 1.5 }] });
  const widths = [...svg.matchAll(/<rect class="(?:own|peer)" [^>]*width="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  );
  assert.equal(widths[1], 2 * (widths[0] ?? 0));
  assert.equal(svg.match(/<line class="limit"/g)?.length, 1);
  assert.ok(svg.includes("a &amp; b"));
});
