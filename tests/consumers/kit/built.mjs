// Checks the output of bundlers: visits its pages, and measures its size.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { visit } from "./browsers.mjs";
import { serveSite } from "./site.mjs";

/** The strictest Content-Security-Policy for a page that calls MySafe and loads no other files. */
export const strict = (api) => ({
  "content-security-policy": `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src ${api}; base-uri 'none'`,
});

/** The same for a page that also fetches the WebAssembly. */
export const strictWithFiles = (api) => strict(`'self' ${api}`);

/**
 * Visits a page of a built directory with Chromium, and returns what the page reports.
 * @param {{ page?: string, headers?: Record<string, string> }} [options] by default under a strict policy
 */
export async function visitBuilt(directory, mysafe, { page = "index.html", headers = strict(mysafe.url) } = {}) {
  const { url, close } = await serveSite(directory, { headers });
  mysafe.after(close);
  return visit("chromium", `${url}/${page}`, mysafe);
}

/**
 * Asserts that a build of shared/only-predicate.js has isMySafeError, and no code or WebAssembly for calls.
 * @param {{ limit?: number, files?: string[] }} [options] the limit in bytes, and the files to check, by default all
 */
export function assertNoWasm(directory, { limit = 2000, files = allFiles(directory) } = {}) {
  const texts = files.map((name) => readFileSync(join(directory, name), "latin1"));
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  assert.ok(
    texts.some((text) => text.includes("mysafe-wasm.MySafeError")),
    "isMySafeError is missing",
  );
  assert.ok(!texts.some((text) => /WebAssembly|H4sI|\0asm|import\(/.test(text)), `${files} hold WebAssembly`);
  assert.ok(bytes < limit, `${files} have ${bytes} bytes`);
}

function allFiles(directory) {
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return names.filter((name) => statSync(join(directory, name)).isFile());
}
