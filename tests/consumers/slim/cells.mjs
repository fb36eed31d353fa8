import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { engines, titles, visit } from "../kit/browsers.mjs";
import { run } from "../kit/programs.mjs";
import { serveSite } from "../kit/site.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

let built;
async function build() {
  const cwd = await app("slim");
  const args = ["frame.js", "frames.js", "--bundle", "--splitting", "--format=esm", "--outdir=built"];
  await run(tool(".bin", "esbuild"), args, { cwd, env });
  return cwd;
}

/** Serves the page, and the WebAssembly under several paths, some of them with a wrong type or body. */
async function site() {
  built ??= build();
  const directory = await built;
  const wasm = readFileSync(join(directory, "node_modules", "mysafe-wasm", "mysafe.wasm"));
  const frame = readFileSync(join(directory, "frame.html"));
  return serveSite(directory, {
    answer: (path) =>
      ({
        "/mysafe.wasm": { type: "application/wasm", body: wasm },
        "/as-text/mysafe.wasm": { type: "text/plain", body: wasm },
        "/lying/mysafe.wasm": { type: "application/wasm", body: frame },
        "/forbidden/frame.html": {
          type: "text/html",
          body: frame.toString().replace("built/", "/built/"),
          headers: { "content-security-policy": "script-src 'self'" },
        },
      })[path],
  });
}

/** The error message for each way of loading that must fail. */
const refusals = {
  missing: /HTTP 404 from \S+\/missing\/mysafe\.wasm\)\. Copy mysafe-wasm\/mysafe\.wasm to where it is asked for/,
  html: /what \S+\/frame\.html answers with \(text\/html[^)]*\) should be mysafe-wasm\/mysafe\.wasm/,
  lying: /\S+\/lying\/mysafe\.wasm should be mysafe-wasm\/mysafe\.wasm/,
  "address, forbidden": /script-src needs 'wasm-unsafe-eval'/,
  "own, forbidden": /script-src needs 'wasm-unsafe-eval'/,
};

function assertFound(found) {
  const streams = ["response", "promise", "url", "address", "again"];
  const { missing, html, lying, "address, forbidden": address, "own, forbidden": own, ...ways } = found;
  assert.equal(Object.keys(ways).length, 9);
  for (const [way, outcome] of Object.entries(ways)) {
    assert.deepEqual(outcome, { ready: true, streamed: streams.includes(way) }, way);
  }
  const refused = { missing, html, lying, "address, forbidden": address, "own, forbidden": own };
  for (const [way, { known, code, message }] of Object.entries(refused)) {
    assert.deepEqual({ known, code }, { known: true, code: "INTERNAL" }, `${way}: ${JSON.stringify(found)}`);
    assert.match(message, refusals[way]);
  }
}

const inBrowsers = engines.map((engine) => ({
  name: `${titles[engine]}, slim and its refusals`,
  engine,
  async run(mysafe) {
    const { url, close } = await site();
    mysafe.after(close);
    const { found, ...result } = await visit(engine, `${url}/frames.html`, mysafe);
    assertFound(found ?? result);
    return result;
  },
}));

const name = `node-22-${process.arch}`;
const node = tool(name, "bin", "node");

async function inNode(way, mysafe) {
  const { url, close } = await site();
  mysafe.after(close);
  return JSON.parse(await run(node, ["node.mjs", way, url, mysafe.url], { cwd: await app("slim"), env }));
}

const version = versionOf(name);

export default [
  ...inBrowsers,
  ...["module", "bytes", "response", "url"].map((way) => ({
    name: `Node 22, slim by ${way}`,
    version,
    run: (mysafe) => inNode(way, mysafe),
  })),
  {
    name: "Node 22, slim by a file's address",
    version,
    note: "fetch reads no files, and the error says what to do",
    refuses: true,
    async check(mysafe) {
      const { failed } = await inNode("file", mysafe);
      assert.match(failed, /fetch reads no files: read it yourself, and give init its bytes/);
    },
  },
  {
    name: "Node 22, slim by require",
    version,
    async check({ url, sandbox }) {
      const printed = await run(node, ["node.cjs", url], { cwd: await app("slim"), env });
      assert.deepEqual(JSON.parse(printed), { active: false, known: true });
      assert.equal(sandbox.secrets.get("43")?.active, false);
    },
  },
];
