// After a sign-in it goes on to a path of the broker's own, wherever the link came from.

import assert from "node:assert/strict";
import { test } from "node:test";
import { signInBench } from "./bench.mjs";

const refused = [
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "///evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  "/.//evil.example",
  "/team/..//evil.example",
  "/team/../other",
  "/other",
  "/team",
  "team/",
  "",
  "https://evil.example/team/",
  "https:/evil.example",
  "//127.0.0.1/team/",
  "javascript:alert(1)",
  "@evil.example",
  ".evil.example",
  `/team/${"x".repeat(1024)}`,
];

const kept = [
  ["/team/", "/team/"],
  ["/team/items?kind=note&q=a%20b#row-3", "/team/items?kind=note&q=a%20b#row-3"],
  ["/team/%2F%2Fevil.example", "/team/%2F%2Fevil.example"],
  ["/team/%5Cevil.example", "/team/%5Cevil.example"],
  ["/team//evil.example", "/team//evil.example"],
  ["/team/x/../y", "/team/y"],
  ["/team/%0d%0aset-cookie:a=b\r\n", "/team/%0d%0aset-cookie:a=b"],
  ["/team/\u00e9", "/team/%C3%A9"],
];

test("every path below the base path is kept, and nothing else is", async (t) => {
  const { address, visitor } = await signInBench(t, { options: { basePath: "/team" } });
  for (const given of refused) {
    const response = await visitor().ask(`${address}sign-in?${new URLSearchParams({ return: given })}`);
    assert.equal(response.status, 400, JSON.stringify(given));
    assert.deepEqual(response.headers.getSetCookie(), []);
  }
  assert.equal((await visitor().ask(`${address}sign-in?return=/team/&return=/team/a`)).status, 400);
  for (const [given, expected] of kept) {
    const start = `${address}sign-in?${new URLSearchParams({ return: given })}`;
    const location = (await visitor().signIn(start, "ana")).headers.get("location");
    assert.equal(location, expected);
    // As a browser reads it.
    assert.equal(new URL(location, address).host, new URL(address).host);
  }
});

test("where the base path is /, no path is the address of another host", async (t) => {
  const { address, visitor } = await signInBench(t);
  for (const given of ["/.//evil.example", "/x/..//evil.example", "/%2e//evil.example"]) {
    const response = await visitor().ask(`${address}sign-in?${new URLSearchParams({ return: given })}`);
    assert.equal(response.status, 400, given);
  }
});
