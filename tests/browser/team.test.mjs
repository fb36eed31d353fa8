// @ts-check
// The demo's sign-in of `npm start`: whom it signs in, where it leads, and what it does not let others cause.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createTeam } from "../../scripts/dev/team.mjs";
import { credentials } from "./visit.mjs";

const origin = "http://127.0.0.1:8787";
const basePath = "/team/";
const start = () =>
  createTeam({ sandboxUrl: origin, credentials, basePath, page: async () => new Response("the page") });

/** Signs in as a person's form does. @param {Awaited<ReturnType<typeof start>>} team @param {{ id?: string, back?: string, from?: string }} [form] */
async function signIn(team, { id = "ana@team.example", back, from = origin } = {}) {
  const query = back === undefined ? "" : `?${new URLSearchParams({ return: back })}`;
  return team.fetch(
    new Request(`${origin}${basePath}sign-in${query}`, {
      method: "POST",
      headers: { origin: from, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ id }).toString(),
    }),
  );
}

/** @param {Awaited<ReturnType<typeof start>>} team @param {string} cookie */
const sessionOf = (team, cookie) =>
  team.fetch(new Request(`${origin}${basePath}session`, { headers: { cookie: cookie.split(";")[0] ?? "" } }));

test("a person is signed in by a cookie that no script reads, and out by the server's word", async (t) => {
  const team = await start();
  t.after(() => team.close());
  const answer = await signIn(team);
  const cookie = answer.headers.get("set-cookie") ?? "";
  assert.match(cookie, /; Path=\/team\/; Max-Age=28800; HttpOnly; SameSite=Lax$/);
  const { identity, grants } = await (await sessionOf(team, cookie)).json();
  assert.deepEqual(identity, { id: "ana@team.example", name: "Ana Lima", roles: ["responder"] });
  assert.deepEqual(grants.note, ["activate", "deactivate", "list", "isActive"]);
  const vera = await signIn(team, { id: "vera@team.example" });
  const viewer = await (await sessionOf(team, vera.headers.get("set-cookie") ?? "")).json();
  assert.deepEqual(viewer.grants.apiSecret, ["list", "isActive"]);

  const out = new Request(`${origin}${basePath}sign-out`, { method: "POST", headers: { origin } });
  const gone = await team.fetch(out);
  assert.equal(gone.status, 204);
  assert.match(gone.headers.get("set-cookie") ?? "", /^mysafe-team=; Path=\/team\/; Max-Age=0;/);
});

test("a cookie that was changed, or made before the server started, signs nobody in", async (t) => {
  const [team, later] = [await start(), await start()];
  t.after(() => [team, later].map((each) => each.close()));
  const cookie = (await signIn(team)).headers.get("set-cookie")?.split(";")[0] ?? "";
  const [header, payload, signature] = cookie.split(".");
  const forged = Buffer.from(JSON.stringify({ sub: "ana@team.example", exp: 4e9 })).toString("base64url");
  assert.equal((await sessionOf(team, cookie)).status, 200);
  assert.equal((await sessionOf(later, cookie)).status, 401);
  for (const other of [`${header}.${forged}.${signature}`, `${header}.${payload}.`, "mysafe-team=x", ""]) {
    assert.equal((await sessionOf(team, other)).status, 401, other);
  }
});

test("a sign-in leads on to a path below its own, and nowhere else", async (t) => {
  const team = await start();
  t.after(() => team.close());
  for (const [back, to] of [
    ["/team/", "/team/"],
    ["/team/?signed-in", "/team/?signed-in"],
    [undefined, "/team/"],
    ["/", "/team/"],
    ["/team", "/team/"],
    ["/teams/", "/team/"],
    ["//evil.example/team/", "/team/"],
    ["https://evil.example/team/", "/team/"],
    ["/team/../api/", "/team/"],
    ["/team/..%2f", "/team/..%2f"],
    ["/team/\\..\\..\\x", "/team/"],
    ["javascript:alert(1)", "/team/"],
  ]) {
    const answer = await signIn(team, back === undefined ? {} : { back });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get("location"), to, back);
  }
});

test("another site can neither sign somebody in nor out, and only the two people are known", async (t) => {
  const team = await start();
  t.after(() => team.close());
  for (const from of ["https://evil.example", "null"]) assert.equal((await signIn(team, { from })).status, 403, from);
  const headers = { origin: "https://evil.example" };
  const out = await team.fetch(new Request(`${origin}${basePath}sign-out`, { method: "POST", headers }));
  assert.deepEqual([out.status, out.headers.get("set-cookie")], [403, null]);
  assert.equal((await signIn(team, { id: "root@team.example" })).status, 400);
});

test("the page of the sign-in has no script, and repeats nothing of its address as markup", async (t) => {
  const team = await start();
  t.after(() => team.close());
  const query = new URLSearchParams({ return: '/team/"><script>alert(1)</script>' });
  const answer = await team.fetch(new Request(`${origin}${basePath}sign-in?${query}`));
  assert.match(
    answer.headers.get("content-security-policy") ?? "",
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
  );
  assert.doesNotMatch(await answer.text(), /<script/);
  const home = await team.fetch(new Request(`${origin}/team`));
  assert.deepEqual([home.status, home.headers.get("location")], [303, basePath]);
});
