// The bytes that an app ships with each package: minified, split into chunks, gzip -9, with the package's WebAssembly files.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { at } from "../../scripts/base/project.mjs";
import { target } from "../figures.mjs";

const require = createRequire(import.meta.url);

/** @type {{ name: string, code: string, wasm?: string[], platform?: "node" }[]} */
const apps = [
  { name: "mysafe-wasm", code: 'import { MySafe } from "mysafe-wasm"; globalThis.x = MySafe;' },
  { name: "axios", code: 'import axios from "axios"; globalThis.x = axios;' },
  {
    name: "openid-client + ky",
    code: `import { clientCredentialsGrant, Configuration } from "openid-client"; import ky from "ky";
      globalThis.x = [clientCredentialsGrant, Configuration, ky];`,
  },
  {
    name: "@bitwarden/sdk-internal",
    code: 'import { init, PasswordManagerClient } from "@bitwarden/sdk-internal"; globalThis.x = [init, PasswordManagerClient];',
    wasm: ["@bitwarden/sdk-internal", "bitwarden_wasm_internal_bg.wasm"],
  },
  {
    name: "@1password/sdk-core",
    code: 'import * as core from "@1password/sdk-core"; globalThis.x = core;',
    wasm: ["@1password/sdk-core", "nodejs/core_bg.wasm"],
    platform: "node",
  },
];

export async function bytes() {
  const sizes = [];
  for (const app of apps) sizes.push({ name: app.name, value: await bytesOf(app) });
  const ownBytes = sizes[0]?.value ?? Number.NaN;
  const wasm = ownWasm();
  return {
    title: "Bytes that an app ships",
    unit: "bytes",
    figures: [
      ...sizes.map(({ name, value }) => ({ name, value, ratio: value / ownBytes })),
      { name: "mysafe-wasm, its wasm alone", value: wasm, ratio: wasm / ownBytes },
    ],
    targets: [target("at most 60 000", ownBytes, 60_000)],
  };
}

/** @param {typeof apps[number]} app */
async function bytesOf({ code, wasm, platform = /** @type {"node" | "browser"} */ ("browser") }) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: new URL("..", import.meta.url).pathname },
    outdir: "out",
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform,
    write: false,
    logLevel: "error",
  });
  const chunks = outputFiles.map(({ contents }) => contents);
  if (wasm) chunks.push(readFileSync(join(packageDirectory(wasm[0]), wasm[1])));
  return chunks.reduce((sum, chunk) => sum + gzipSync(chunk, { level: 9 }).length, 0);
}

/** @param {string} name */
function packageDirectory(name) {
  return dirname(require.resolve(`${name}/package.json`));
}

/** The size of the gzipped wasm that pkg/dist/inline.js holds. */
function ownWasm() {
  const [inlined = ""] = /H4sI[\w+/=]+/.exec(readFileSync(at("pkg/dist/inline.js"), "latin1")) ?? [];
  return Buffer.from(inlined, "base64").length;
}
