// Runs the page's client and the broker of the README in a browser, under the README's Content-Security-Policy.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { serve } from "mysafe-broker/node";
import { createSandbox } from "mysafe-sandbox";
import { serve as serveSandbox } from "mysafe-sandbox/node";
import { launchChromium } from "../browser/chromium.mjs";
import { readme, take } from "./markdown.mjs";
import { access } from "./recipes.mjs";
import { importTypeScript, workshop } from "./workshop.mjs";

const [policyHeader] = take(readme, "In a browser", "http");
const [pageCode] = take(readme, "In a browser", "ts");
const [brokerCode] = take(readme, "A broker", "ts");

const policy = policyHeader.replace("Content-Security-Policy: ", "").trim();

const showResult = `
  const outcomeOf = (call) => call.catch(({ code, message }) => ({ code, message }));
  const result = { off: await outcomeOf(mysafe.deactivate("43")), seen: await outcomeOf(mysafe.isActive("43")) };
  document.body.append(Object.assign(document.createElement("output"), { textContent: JSON.stringify(result) }));
`;

/** Signs in whoever has been at one of these pages. */
const people = {
  "/": { id: "ana@example.com", roles: ["responder"] },
  "/viewer": { id: "rui@example.com", roles: ["viewer"] },
  "/without": { id: "ana@example.com", roles: ["responder"] },
};

test("README: a page calls its broker under the documented policy, and each does what they may", async (t) => {
  const sandbox = createSandbox({ cors: false });
  const mysafe = await serveSandbox(sandbox);
  t.after(() => mysafe.close());
  const variables = { ...access(mysafe.url), BROKER_SECRET: "a c4nary secret of thirty-two bytes" };
  Object.assign(process.env, variables);
  const { brokerFor } = await importTypeScript(brokerCode);
  const log = t.mock.method(console, "log", () => {});
  const broker = brokerFor(
    async ({ headers }) => people[/session=(\S+)/.exec(headers.get("cookie") ?? "")?.[1]] ?? null,
  );
  for (const name of Object.keys(variables)) delete process.env[name];

  const files = await bundle(pageCode);
  const { url: origin, close } = await serve({
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === "/token" || pathname.startsWith("/api/")) return broker.fetch(request);
      const file = files.get(pathname);
      if (file) return new Response(file, { headers: { "content-type": "text/javascript" } });
      const headers = {
        "content-type": "text/html",
        "content-security-policy": pathname === "/without" ? policy.replace(" 'wasm-unsafe-eval'", "") : policy,
        ...(people[pathname] && { "set-cookie": `session=${pathname}; HttpOnly; SameSite=Strict` }),
      };
      return new Response('<!doctype html><body><script type="module" src="/app.js"></script>', { headers });
    },
  });
  t.after(() => close(0));

  const browser = await launchChromium();
  t.after(() => browser.close());
  const visit = async (path) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(origin + path);
    const result = JSON.parse(await page.locator("output").textContent({ timeout: 60_000 }));
    await context.close();
    return result;
  };

  const responder = await visit("/");
  assert.deepEqual([responder.off.active, responder.off.changed, responder.seen], [false, true, false]);
  assert.equal(sandbox.secrets.get("43").active, false);
  sandbox.secrets.setActive("43", true);

  const viewer = await visit("/viewer");
  assert.deepEqual([viewer.off.code, viewer.seen], ["ACCESS_DENIED", true]);
  const stranger = await visit("/nobody");
  assert.deepEqual([stranger.off.code, stranger.seen.code], ["UNAUTHORIZED", "UNAUTHORIZED"]);
  assert.equal(sandbox.secrets.get("43").active, true);

  const blocked = await visit("/without");
  assert.equal(blocked.off.code, "INTERNAL");
  assert.match(blocked.off.message, /'wasm-unsafe-eval'/);
  const outcomes = log.mock.calls.map(({ arguments: [line] }) => JSON.parse(line)).map(({ outcome }) => outcome);
  for (const outcome of ["issued", "changed", "denied"]) assert.ok(outcomes.includes(outcome), outcome);
});

/** The page's part, bundled without configuration. */
async function bundle(code) {
  const directory = workshop("page");
  writeFileSync(join(directory, "app.ts"), code + showResult);
  const { metafile } = await build({
    entryPoints: [join(directory, "app.ts")],
    outdir: join(directory, "out"),
    bundle: true,
    splitting: true,
    format: "esm",
    metafile: true,
    logLevel: "warning",
    absWorkingDir: directory,
  });
  return new Map(
    Object.keys(metafile.outputs).map((file) => [file.replace(/^out/, ""), readFileSync(join(directory, file))]),
  );
}
