// The two halves of `accessToken`, the page's and the server's, in a browser: under the Content-Security-Policy of the
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
import { readmes, take } from "./markdown.mjs";
import { workshop } from "./workshop.mjs";

const [policies, pages] = ["http", "ts"].map((language) =>
  readmes.map((path) => take(path, "In a browser", language)[0]),
);
const [tokenServer] = take("SECURITY.md", "A client secret in a browser", "js");

const shown = `
  const result = await mysafe.deactivate("43").catch((error) => ({ code: error.code, message: error.message }));
  document.body.append(Object.assign(document.createElement("output"), { textContent: JSON.stringify(result) }));
`;

test("a page gets its token from a server and switches a secret off, under the policy of the README", async (t) => {
  // The page's server comes first: the sandbox has to know its origin, and it the sandbox's.
  let answer;
  const pageServer = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
  await once(pageServer, "listening");
  t.after(() => pageServer.close());
  const origin = `http://127.0.0.1:${pageServer.address().port}`;
  const sandbox = createSandbox({ cors: origin });
  const mysafe = await serve(sandbox);
  t.after(() => mysafe.close());

  const token = await importTokenServer(mysafe.url);
  const files = await bundle(pages[0].replaceAll("https://vault.example", mysafe.url));
  const policy = policies[0]
    .replace("Content-Security-Policy: ", "")
    .trim()
    .replace("https://vault.example", mysafe.url);
  answer = async ({ method, url, headers }, response) => {
    if (url === "/mysafe-token") {
      const given = await token(new Request(origin + url, { method, headers: { cookie: headers.cookie ?? "" } }));
      response.writeHead(given.status, Object.fromEntries(given.headers)).end(await given.text());
    } else if (url.endsWith(".js")) {
      response.writeHead(200, { "content-type": "text/javascript" }).end(files.get(url));
    } else {
      const allowed = url === "/without" ? policy.replace(" 'wasm-unsafe-eval'", "") : policy;
      const headers = { "content-type": "text/html", "content-security-policy": allowed };
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

/** The server's half, with the session check that it is given. */
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

/** The page's half, bundled with nothing configured. */
async function bundle(code) {
  const directory = workshop("page");
  writeFileSync(join(directory, "app.ts"), code + shown);
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
