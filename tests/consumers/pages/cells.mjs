import assert from "node:assert/strict";
import { engines, titles, visit } from "../kit/browsers.mjs";
import { strict } from "../kit/built.mjs";
import { run } from "../kit/programs.mjs";
import { serveSite } from "../kit/site.mjs";
import { app, env, tool } from "../kit/workbench.mjs";

let built;
/** A worker has no import map, so its imports by package name are bundled. */
async function build(directory) {
  const esbuild = (...args) => run(tool(".bin", "esbuild"), [...args, "--bundle"], { cwd: directory, env });
  await esbuild("worker.js", "with-worker.js", "main.js", "--outdir=built", "--format=esm", "--splitting");
  const workers = ["service-worker.js", "slim-service-worker.js"];
  await esbuild("service-worker.js", "--outdir=.", "--entry-names=one-[name]", "--format=iife");
  await esbuild(...workers, "--outdir=.", "--entry-names=split-[name]", "--format=esm", "--splitting");
}

async function site(headers) {
  const directory = await app("pages");
  built ??= build(directory);
  await built;
  return serveSite(directory, { headers });
}

const serviceWorker = (script, type) => `service-worker.html?script=${script}&type=${type}`;

const kinds = [
  {
    label: "no bundler",
    page: "unbundled.html",
    note: "an import map names the entry",
    posts: "broken-posts.html",
  },
  { label: "strict CSP", page: "csp.html", headers: strict },
  { label: "Web Worker", page: "worker.html" },
  {
    label: "service worker",
    page: serviceWorker("one-service-worker.js", "classic"),
    note: "bundled into one file, since import() is forbidden there",
  },
  { label: "service worker, slim", page: serviceWorker("split-slim-service-worker.js", "module") },
];

/** How each engine sends a POST. */
const platforms = {
  chromium: { once: false },
  firefox: { once: false },
  webkit: { once: false, apart: true }, // WebKitGTK sends it once, but Safari has another network layer
};

async function visitPage(engine, page, mysafe, headers) {
  const { url, close } = await site(headers);
  mysafe.after(close);
  return visit(engine, `${url}/${page}`, mysafe);
}

// Ordered by kind and then by engine, so that the two tests that run at a time use different browsers.
const cells = kinds.flatMap(({ label, page, headers, note, posts }) =>
  engines.map((engine) => ({
    name: `${titles[engine]}, ${label}`,
    engine,
    note,
    run: (mysafe) => visitPage(engine, page, mysafe, headers?.(mysafe.url)),
    ...(posts && { posts: { ...platforms[engine], run: (mysafe) => visitPage(engine, posts, mysafe) } }),
  })),
);

export default [
  ...cells,
  {
    name: "Chromium, service worker of several files",
    engine: "chromium",
    note: "import() is forbidden there, and the error says what to do",
    refuses: true,
    async check(mysafe) {
      const page = serviceWorker("split-service-worker.js", "module");
      const { failed } = await visitPage("chromium", page, mysafe);
      assert.match(failed, /in a service worker, .* bundle all into one file or use mysafe-wasm\/slim/);
    },
  },
];
