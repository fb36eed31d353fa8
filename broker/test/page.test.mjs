// The admin page as the broker serves it: which files, and what they tell the page.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { servePage } from "mysafe-broker/node";
import { start } from "./kit.mjs";

const folder = mkdtempSync(join(tmpdir(), "page-"));
after(() => rmSync(folder, { recursive: true }));
const html =
  '<!doctype html>\n<html lang="en">\n  <head lang="en">\n    <meta charset="utf-8" />\n  </head>\n</html>\n';
mkdirSync(join(folder, "page/assets"), { recursive: true });
mkdirSync(join(folder, "page-of-others"));
writeFileSync(join(folder, "page/index.html"), html);
writeFileSync(join(folder, "page/assets/app-1.js"), "app()");
writeFileSync(join(folder, "page/assets/index.html"), html);
writeFileSync(join(folder, "secret.txt"), "c4nary-outside");
writeFileSync(join(folder, "page-of-others/secret.txt"), "c4nary-outside");
const built = join(folder, "page");
const headers = { "content-security-policy": "default-src 'none'" };
const mark = '<meta name="mysafe-broker" content="./" />';

const ask = (page, path, method = "GET") => page(new Request(`https://broker.example${path}`, { method }));

test("the page learns below any path that a broker serves it, and other files are as they were built", async () => {
  for (const [basePath, home] of [
    [undefined, "/"],
    ["/team", "/team/"],
    ["/a/b/", "/a/b/"],
  ]) {
    const page = servePage(built, { basePath, headers });
    for (const path of [home, `${home}index.html`, `${home}?signed-in`]) {
      const response = await ask(page, path);
      assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
      assert.equal(response.headers.get("cache-control"), "no-cache");
      assert.equal(await response.text(), html.replace('<head lang="en">', `<head lang="en">\n    ${mark}`));
    }
    const script = await ask(page, `${home}assets/app-1.js`);
    assert.equal(script.headers.get("content-type"), "text/javascript; charset=utf-8");
    assert.equal(script.headers.get("content-security-policy"), "default-src 'none'");
    assert.equal(await script.text(), "app()");
    assert.equal(await (await ask(page, `${home}assets/`)).text(), html);
  }
  assert.equal(await (await ask(servePage(built, { hasBroker: false }), "/")).text(), html);
});

test("nothing outside of the folder or of the base path is served", async () => {
  const page = servePage(built, { basePath: "/team", headers });
  for (const path of [
    "/",
    "/team",
    "/teams/index.html",
    "/team/nothing.js",
    "/team/%2e%2e/secret.txt",
    "/team/..%2fsecret.txt",
    "/team/..%2fpage-of-others/secret.txt",
    "/team/assets/..%2f..%2fsecret.txt",
    "/team/%2e%2e%2fpage%2findex.html%00",
    "/team/%ff",
    "/team/..%5csecret.txt",
    `/team/${encodeURIComponent(join(folder, "secret.txt"))}`,
    `/team//${join(folder, "secret.txt")}`,
  ]) {
    const response = await ask(page, path);
    assert.equal(response.status, 404, path);
    assert.equal(response.headers.get("content-security-policy"), "default-src 'none'", path);
    assert.doesNotMatch(await response.text(), /c4nary/, path);
  }
});

test("the page is read and not written, and HEAD has no body", async () => {
  const page = servePage(built);
  const head = await ask(page, "/", "HEAD");
  assert.deepEqual([head.status, head.body], [200, null]);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const response = await ask(page, "/", method);
    assert.deepEqual([response.status, response.headers.get("allow")], [405, "GET, HEAD"], method);
  }
});

test("an option that there is not is refused, and a page without a head is no page", async () => {
  assert.throws(() => servePage(built, { basepath: "/" }), /There is no option "basepath"/);
  assert.throws(() => servePage(built, { basePath: "team" }), /basePath/);
  writeFileSync(join(folder, "page-of-others/index.html"), "<p>");
  await assert.rejects(ask(servePage(join(folder, "page-of-others")), "/"), /no <head>/);
});

test("the broker serves the page beside its own paths", async () => {
  const { ask: askBroker } = start({ basePath: "/team", page: servePage(built, { basePath: "/team" }) });
  assert.match(await (await askBroker("/team/")).text(), /mysafe-broker/);
  assert.equal((await askBroker("/team/session")).status, 401);
  assert.equal((await askBroker("/team/api/mysafe/secretapi")).status, 401);
});
