// Runs the cookbook's recipes for pages in a browser, under a strict Content-Security-Policy.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { createBroker } from "mysafe-broker";
import { serve } from "mysafe-broker/node";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { MySafeError } from "mysafe-wasm";
import { launchChromium } from "../browser/chromium.mjs";
import { takeFiles } from "./markdown.mjs";
import { cookbook } from "./recipes.mjs";
import { vue } from "./vue.mjs";
import { workshop } from "./workshop.mjs";

const client = takeFiles(cookbook, "A client for a page");
const react = takeFiles(cookbook, "React");
const vueFiles = takeFiles(cookbook, "Vue");
const worker = takeFiles(cookbook, "A Web Worker");
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

/** Serves a broker and, on the same origin, a page that runs the bundled `entries`. */
async function servePage(t, files, entries) {
  const sandbox = createSandbox();
  const scripts = new Map();
  const broker = createBroker({
    mysafe: { baseUrl: "https://vault.example", ...demoClient, fetch: sandbox.fetch },
    authenticate: () => ({ id: "ana@example.com" }),
    secret: "a c4nary secret of thirty-two bytes",
    basePath: "/team",
  });
  const server = await serve({
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/team/")) return broker.fetch(request);
      const script = scripts.get(basename(pathname).replace(/\.ts$/, ".js"));
      if (script) return new Response(script, { headers: { "content-type": "text/javascript" } });
      if (pathname !== "/") return new Response(null, { status: 404 });
      return new Response(
        '<!doctype html><title>a recipe</title><main></main><script type="module" src="/app.js"></script>',
        {
          headers: { "content-type": "text/html", "content-security-policy": policy },
        },
      );
    },
  });
  t.after(() => server.close());

  const directory = workshop("page");
  for (const [name, code] of Object.entries({ ...client, ...files })) {
    writeFileSync(join(directory, name), code);
  }
  const { metafile } = await build({
    entryPoints: entries.map((entry) => join(directory, entry)),
    outdir: join(directory, "out"),
    absWorkingDir: directory,
    plugins: [vue],
    define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false" },
    bundle: true,
    splitting: true,
    format: "esm",
    jsx: "automatic",
    metafile: true,
    logLevel: "warning",
  });
  for (const file of Object.keys(metafile.outputs)) {
    scripts.set(basename(file), readFileSync(join(directory, file)));
  }

  const browser = await launchChromium();
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(server.url);
  return { sandbox, page, errors };
}

const mounts = {
  React: {
    files: {
      ...react,
      "app.tsx": `import { createRoot } from "react-dom/client";
        import { SwitchOff } from "./SwitchOff.js";
        createRoot(document.querySelector("main")!).render(<SwitchOff identifier="43" />);`,
    },
    entry: "app.tsx",
  },
  Vue: {
    files: {
      ...vueFiles,
      "app.ts": `import { createApp } from "vue";
        import SwitchOff from "./SwitchOff.vue";
        createApp(SwitchOff, { identifier: "43" }).mount("main");`,
    },
    entry: "app.ts",
  },
};

for (const [name, { files, entry }] of Object.entries(mounts)) {
  test(`cookbook: ${name} shows the state of a secret and switches it off`, async (t) => {
    const { sandbox, page, errors } = await servePage(t, files, [entry]);
    const waitForText = (text) => page.getByText(text, { exact: true }).waitFor();
    await waitForText("on");
    const button = page.getByRole("button", { name: "Switch off" });
    await button.click();
    await waitForText("off");
    assert.equal(sandbox.secrets.get("43").active, false);
    await button.click();
    await waitForText("off already");
    sandbox.next({ operation: "deactivate", fault: "no-route" });
    await button.click();
    await page.getByText(/^deactivate "43": /).waitFor();
    assert.equal(await button.isEnabled(), true);
    // The browser logs the HTTP 404 of the fault.
    assert.deepEqual(
      errors.filter((text) => !text.includes("404")),
      [],
    );
  });
}

test("cookbook: React's recipe renders on a server, and sends nothing there", async (t) => {
  const directory = workshop("server");
  for (const [name, code] of Object.entries({ ...client, ...react })) writeFileSync(join(directory, name), code);
  const outfile = join(directory, "server.mjs");
  const entry = `export { renderToString } from "react-dom/server"; export { createElement } from "react";
    export { SwitchOff } from "./SwitchOff.js";`;
  await build({
    stdin: { contents: entry, resolveDir: directory, loader: "ts" },
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    jsx: "automatic",
  });
  const fetched = t.mock.method(globalThis, "fetch", () => assert.fail("server rendering must not call fetch"));
  const { renderToString, createElement, SwitchOff } = await import(pathToFileURL(outfile).href);
  assert.match(renderToString(createElement(SwitchOff, { identifier: "43" })), /43.* is .*<output>…<\/output>/);
  assert.equal(fetched.mock.callCount(), 0);
});

test("cookbook: the Web Worker switches off many secrets, and its report keeps error codes", async (t) => {
  const files = {
    ...worker,
    "app.ts": `import { switchOff } from "./off.js";
      const seen: number[] = [];
      const report = await switchOff(["43", "nope", "44"], (done) => seen.push(done));
      const output = document.createElement("output");
      output.textContent = JSON.stringify({ report, seen });
      document.body.append(output);`,
  };
  const { sandbox, page } = await servePage(t, files, ["app.ts", "off.worker.ts"]);
  const { report, seen } = JSON.parse(await page.locator("output").textContent());
  assert.deepEqual(seen, [1, 2, 3]);
  assert.deepEqual(
    report.outcomes.map(({ state, error }) => [state, error?.code]),
    [
      ["changed", undefined],
      ["failed", "NOT_FOUND"],
      ["changed", undefined],
    ],
  );
  assert.equal(sandbox.secrets.get("44").active, false);
});

test("cookbook: a copied error loses its code", () => {
  const copy = structuredClone(new MySafeError({ code: "NOT_FOUND", message: "no such secret" }));
  assert.equal(copy.message, "no such secret");
  assert.equal(copy.code, undefined);
});
