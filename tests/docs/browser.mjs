// Runs both parts of `accessToken`, the page's and the server's, in a browser: under the Content-Security-Policy of the
// README, and with MySafe on another origin.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { launchChromium } from "../browser/chromium.mjs";
import { readme, take } from "./markdown.mjs";
import { workshop } from "./workshop.mjs";

const [policyHeader] = take(readme, "In a browser", "http");
const [pageCode] = take(readme, "In a browser", "ts");
const [tokenServer] = take("SECURITY.md", "A client secret in a browser", "js");

const showResult = `
  const result = await mysafe.deactivate("43").catch((error) => ({ code: error.code, message: error.message }));
  document.body.append(Object.assign(document.createElement("output"), { textContent: JSON.stringify(result) }));
`;

test("README and SECURITY: a page gets its token from its server and switches a secret off, under the documented policy", async (t) => {
  // The page's server starts first: the sandbox needs its origin for CORS. Its handler needs the sandbox's address.
  let handle;
  const pageServer = createServer((request, response) => handle(request, response)).listen(0, "127.0.0.1");
  await once(pageServer, "listening");
  t.after(() => pageServer.close());
  const origin = `http://127.0.0.1:${pageServer.address().port}`;
  const sandbox = createSandbox({ cors: origin });
  const mysafe = await serve(sandbox);
  t.after(() => mysafe.close());

  const token = await importTokenServer(mysafe.url);
  const files = await bundle(pageCode.replaceAll("https://vault.example", mysafe.url));
  const policy = policyHeader
    .replace("Content-Security-Policy: ", "")
    .trim()
    .replace("https://vault.example", mysafe.url);
  handle = async ({ method, url, headers }, response) => {
    if (url === "/mysafe-token") {
      const tokenAnswer = await token(new Request(origin + url, { method, headers: { cookie: headers.cookie ?? "" } }));
      response.writeHead(tokenAnswer.status, Object.fromEntries(tokenAnswer.headers)).end(await tokenAnswer.text());
    } else if (url.endsWith(".js")) {
      response.writeHead(200, { "content-type": "text/javascript" }).end(files.get(url));
    } else {
      const pagePolicy = url === "/without" ? policy.replace(" 'wasm-unsafe-eval'", "") : policy;
      const headers = { "content-type": "text/html", "content-security-policy": pagePolicy };
      if (url === "/" || url === "/without") headers["set-cookie"] = "session=on-call";
      response.writeHead(200, headers).end('<!doctype html><body><script type="module" src="/app.js"></script>');
    }
  };

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

  assert.deepEqual(await visit("/").then(({ active, changed }) => ({ active, changed })), {
    active: false,
    changed: true,
  });
  assert.equal(sandbox.secrets.get("43").active, false);

  const stranger = await visit("/nobody");
  assert.equal(stranger.code, "UNAUTHORIZED");
  assert.match(stranger.message, /no token: HTTP 403/);

  const blocked = await visit("/without");
  assert.equal(blocked.code, "INTERNAL");
  assert.match(blocked.message, /'wasm-unsafe-eval'/);
});

/** The server's part, with a session check beside it. */
async function importTokenServer(url) {
  const directory = workshop("server");
  writeFileSync(
    join(directory, "session.js"),
    'export const mayUseMySafe = async (request) => request.headers.get("cookie") === "session=on-call";\n',
  );
  writeFileSync(join(directory, "token.mjs"), tokenServer);
  Object.assign(process.env, {
    MYSAFE_URL: url,
    MYSAFE_CLIENT_ID: demoClient.clientId,
    MYSAFE_CLIENT_SECRET: demoClient.clientSecret,
  });
  const { token } = await import(pathToFileURL(join(directory, "token.mjs")).href);
  for (const name of ["MYSAFE_URL", "MYSAFE_CLIENT_ID", "MYSAFE_CLIENT_SECRET"]) delete process.env[name];
  return token;
}

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
