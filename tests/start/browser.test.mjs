// The proxy and a browser: only the proxy's own page can send requests through it.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { launchChromium } from "../browser/chromium.mjs";
import { serveTargetFor } from "./served.mjs";

/** Runs in a page: deactivates a secret and returns the status, or the error's name. */
const switchOff = async ([baseUrl, basic]) => {
  const send = async (path, method, authorization) => {
    const headers = authorization ? { authorization, accept: "application/json" } : {};
    const answer = await fetch(baseUrl + path, { method, headers, credentials: "omit", redirect: "manual" });
    return { status: answer.status, body: await answer.json().catch(() => ({})) };
  };
  try {
    const { status, body } = await send("/api/oauth2/token?grant_type=client_credentials", "GET", basic);
    if (status !== 200) return status;
    return (await send("/api/mysafe/secretapi/inactive/43", "POST", `Bearer ${body.access_token}`)).status;
  } catch (error) {
    return error.name;
  }
};

test("the page deactivates a secret through the proxy; another page of the same machine cannot", async (t) => {
  const sandbox = createSandbox({ cors: false });
  const server = await serve(sandbox);
  t.after(() => server.close());
  const proxy = await serveTargetFor(t, server.url);
  const otherPage = createServer((_, response) => {
    response.setHeader("content-type", "text/html").end("<!doctype html>");
  });
  await new Promise((listening) => otherPage.listen(0, "127.0.0.1", listening));
  t.after(() => otherPage.close());

  const browser = await launchChromium();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const basic = `Basic ${btoa(`${demoClient.clientId}:${demoClient.clientSecret}`)}`;

  await page.goto(`http://127.0.0.1:${otherPage.address().port}/`);
  assert.equal(await page.evaluate(switchOff, [proxy.url, basic]), "TypeError");
  assert.equal(sandbox.requests.length, 0);
  // A request without a preflight reaches the proxy, and is not forwarded.
  const blind = (url) => fetch(url, { method: "POST", mode: "no-cors" });
  await assert.rejects(page.evaluate(blind, `${proxy.url}/api/oauth2/token`), /Failed to fetch/);
  assert.equal(sandbox.requests.length, 0);

  for (const host of ["127.0.0.1", "localhost"]) {
    sandbox.reset();
    const origin = proxy.url.replace("127.0.0.1", host);
    await page.goto(`${origin}/`);
    assert.equal(await page.evaluate(switchOff, [origin, basic]), 200);
    assert.equal(sandbox.secrets.get("43").active, false);
  }
});
