// @ts-check
// What Lighthouse thinks of the page: at least 95 of 100 in each category, and soon ready for use on a slow machine.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Failure, main } from "./failure.mjs";
import { page } from "./page.mjs";
import { freePort } from "./port.mjs";
import { which } from "./run.mjs";
import { serveSandbox } from "./sandbox.mjs";

const least = 95;
const categories = ["performance", "accessibility", "best-practices"];
/** Until it answers to whoever uses it, with a processor four times as slow as this one. */
const interactiveWithin = 2_000;

const compressed = /^(?:text|application\/(?:javascript|json)|image\/svg)/;

/** Whatever else a machine does makes a page slower and never faster: the best of some runs is what it can do. */
const runs = 3;

await main(async () => {
  const { server } = await serveSandbox(0, asHostsServe(page()));
  const home = mkdtempSync(join(tmpdir(), "lighthouse-"));
  try {
    for (let run = 1; ; run++) {
      const failures = await audit(server.url, home);
      if (failures.length === 0) return;
      if (run === runs) throw new Failure(failures.join("\n"));
      console.log("  Once more: something else may have kept the machine busy.");
    }
  } finally {
    await server.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
});

/**
 * Prints the scores of a page, and gives what is below them.
 * @param {string} address
 * @param {string} home
 */
async function audit(address, home) {
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
    if (lhr.runtimeError) return [`Lighthouse: ${lhr.runtimeError.message}`];
    const failures = [];
    for (const { title, score, auditRefs } of Object.values(lhr.categories)) {
      const points = Math.round((score ?? 0) * 100);
      console.log(`  ${title.padEnd(16)}${points}`);
      const wanting = auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 0.9);
      for (const { id } of wanting) console.log(`    ${id}: ${lhr.audits[id]?.displayValue ?? lhr.audits[id]?.title}`);
      if (points < least) failures.push(`${title} has ${points} of 100; ${least} are needed.`);
    }
    const interactive = lhr.audits.interactive?.numericValue ?? Number.POSITIVE_INFINITY;
    console.log(`  ${"Interactive".padEnd(16)}${(interactive / 1_000).toFixed(1)} s`);
    if (interactive > interactiveWithin) {
      failures.push(`The page is ready for use after ${Math.round(interactive)} ms, not ${interactiveWithin}.`);
    }
    return failures;
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
