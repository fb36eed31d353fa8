// @ts-check
// What Lighthouse says of the page, as it is built.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Failure } from "../base/failure.mjs";
import { freePort } from "../base/port.mjs";
import { which } from "../base/run.mjs";
import { page } from "./page.mjs";
import { serveSandbox } from "./sandbox.mjs";

const compressed = /^(?:text|application\/(?:javascript|json)|image\/svg)/;

/**
 * Lighthouse's result for these of its categories.
 * @param {string[]} categories
 */
export async function audit(categories) {
  const { server } = await serveSandbox(0, asHostsServe(page()));
  const home = mkdtempSync(join(tmpdir(), "lighthouse-"));
  try {
    return await auditOf(server.url, home, categories);
  } finally {
    await server.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} address
 * @param {string} home
 * @param {string[]} categories
 */
async function auditOf(address, home, categories) {
  // Loaded only here: set-up has just installed them.
  const { default: lighthouse } = await import("lighthouse");
  const { launch } = await import("chrome-launcher");
  const chromium = await launch({
    chromePath: process.env.CHROMIUM ?? which("chromium") ?? "chromium",
    port: (await freePort(0)) ?? 0,
    userDataDir: mkdtempSync(join(home, "profile-")),
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"],
    logLevel: "silent",
  });
  try {
    const result = await lighthouse(address, { port: chromium.port, onlyCategories: categories, logLevel: "error" });
    if (!result) throw new Failure("Lighthouse gave no result.");
    const { lhr } = result;
    if (lhr.runtimeError) throw new Failure(`Lighthouse: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    chromium.kill();
  }
}

/**
 * Compressed, as whoever hosts files sends them.
 * @param {(request: Request) => Promise<Response>} serve
 * @returns {typeof serve}
 */
function asHostsServe(serve) {
  return async (request) => {
    const response = await serve(request);
    const type = response.headers.get("content-type") ?? "";
    if (!compressed.test(type) || request.method === "HEAD") return response;
    const content = await promisify(gzip)(Buffer.from(await response.arrayBuffer()));
    const headers = new Headers(response.headers);
    headers.set("content-encoding", "gzip");
    return new Response(new Uint8Array(content), { status: response.status, headers });
  };
}
