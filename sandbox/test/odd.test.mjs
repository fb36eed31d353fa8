// Well-formed answers that are not documented for a switch, and statuses that leave open whether the change was made.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox, oddAnswers } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { fixture, logIn, start } from "./support/client.mjs";
import { kindOf, kinds } from "./support/kinds.mjs";

const off = (sandbox) => !sandbox.secrets.get("43").active;

/** Deactivates 43 on a sandbox whose next answer is the odd `answer`. */
async function ask(answer, applied) {
  const { sandbox, call } = await start();
  sandbox.next({ operation: "deactivate", fault: "odd", answer, ...(applied === undefined ? {} : { applied }) });
  const response = await call("POST", "/inactive/43", { redirect: "manual" });
  const text = await response.text();
  return { sandbox, call, response, body: text && JSON.parse(text) };
}

/** One check for each odd answer: the difference from the documented one. */
const checks = {
  "no-words": ({ body }) => assert.equal(body.response.message, ""),
  success: ({ body }) => assert.equal(body.response.mensagem, "Success"),
  approval: ({ body }) => assert.match(body.response.message, /waits for approval/),
  "not-done": ({ body }) => assert.match(body.response.message, /could not be deactivated/),
  portuguese: ({ body }) => assert.equal(body.response.message, "já foi desativado"),
  named: ({ body }) => assert.match(body.response.message, /Already-rotated key successfully deactivated/),
  opposite: ({ body }) => assert.deepEqual(body, fixture("activate-ok").body),
  "opposite-already": ({ body }) => assert.deepEqual(body, fixture("activate-already").body),
  password: ({ body }) => assert.equal(body.response.message, "Password successfully deactivated"),
  list: ({ body }) => assert.equal(body.api_secret_on_list[0].identifier, "43"),
  get: ({ body }) => assert.equal(body.api_secret_entity.identifier, "43"),
  create: ({ body, response }) => {
    assert.equal(response.status, 201);
    assert.match(body.response.message, /registered/);
  },
  update: ({ body }) => assert.match(body.response.message, /updated/),
  "two-opinions": ({ body }) => {
    assert.match(body.response.message, /deactivated/);
    assert.doesNotMatch(body.response.mensagem, /deactivated/);
  },
  "error-code": ({ body }) => assert.equal(body.response.error_code, 7),
  "error-word": ({ body }) => assert.equal(body.response.erro, "sim"),
  exception: ({ body }) => assert.equal(typeof body.exception, "string"),
  "code-302": ({ body }) => assert.equal(body.code, 302),
  "code-500": ({ body }) => assert.equal(body.code, 500),
  accepted: ({ body, response }) => {
    assert.equal(response.status, 202);
    assert.equal(body.response.message, "API secret  successfully deactivated");
  },
  redirect: ({ body, response }) => {
    assert.deepEqual([response.status, response.headers.get("location"), body], [303, "/login", ""]);
  },
  "refused-200": ({ body, response }) => {
    assert.deepEqual([response.status, body.code, body.exception.code], [200, 400, 1006]);
  },
  "refused-500": ({ body, response }) => {
    assert.deepEqual([response.status, body.code, body.exception.code], [200, 500, 1006]);
  },
};

test("every odd answer that only switches have is checked here", () => {
  const { next } = createSandbox();
  const applies = (operation, answer) => {
    try {
      next({ operation, fault: "odd", answer });
      return true;
    } catch {
      return false;
    }
  };
  const ofSwitches = oddAnswers.filter((answer) => applies("deactivate", answer) && !applies("get", answer));
  assert.deepEqual(Object.keys(checks), ofSwitches);
});

const documented = ["deactivate-ok", "deactivate-already"].map((name) => JSON.stringify(fixture(name).body));

for (const [answer, check] of Object.entries(checks)) {
  test(`odd answer ${answer}, before the change and after it`, async () => {
    const before = await ask(answer);
    check(before);
    assert.equal(off(before.sandbox), false);
    assert.deepEqual(before.sandbox.changes, []);
    assert.equal(before.sandbox.requests.at(-1).fault, "odd");
    assert.ok(!(before.response.status === 200 && documented.includes(JSON.stringify(before.body))));

    const after = await ask(answer, true);
    check(after);
    assert.equal(off(after.sandbox), true);
    const [{ changed, lost }] = after.sandbox.changes;
    assert.deepEqual({ changed, lost }, { changed: true, lost: true });

    // The next answer is the documented one.
    const next = await after.call("POST", "/inactive/43");
    assert.deepEqual(await next.json(), fixture("deactivate-already").body);
  });
}

test("the sentences of odd answers to activate say activate", async () => {
  const { sandbox, call } = await start();
  for (const [answer, message] of [
    ["opposite", "API secret  successfully deactivated"],
    ["not-done", "API secret could not be activated"],
    ["portuguese", "já foi ativado"],
    ["accepted", "Api secret activated successfully"],
  ]) {
    sandbox.next({ operation: "activate", fault: "odd", answer });
    assert.equal((await (await call("POST", "/active/43")).json()).response.message, message);
  }
});

test("an odd answer without a name is `success`, and its step waits for a switch", async () => {
  const { sandbox, call } = await start();
  sandbox.next({ fault: "odd" });
  assert.equal((await (await call("GET", "/43")).json()).api_secret_entity.identifier, "43");
  assert.equal(sandbox.pendingSteps, 1);
  assert.equal((await (await call("POST", "/inactive/43")).json()).response.message, "Success");
  assert.equal(sandbox.pendingSteps, 0);
});

test("a refused request gets the documented error in place of an odd answer", async () => {
  const { sandbox, call } = await start();
  sandbox.next({ operation: "deactivate", fault: "odd", answer: "success", applied: true });
  const response = await call("POST", "/inactive/999");
  assert.deepEqual(await response.json(), fixture("error-1005-not-found").body);
  assert.deepEqual(sandbox.changes, []);
});

for (const status of [202, 204, 303, 408, 503, 505, 507, 520, 524, 599]) {
  test(`status ${status}, before the change and after it, in process and over a socket`, async (t) => {
    const sandbox = createSandbox();
    const server = await serve(sandbox);
    t.after(() => server.close());
    const inProcess = await logIn(sandbox.fetch);
    const served = await logIn(fetch, { base: server.url });
    for (const [call, applied] of [
      [inProcess, false],
      [served, false],
      [inProcess, true],
      [served, true],
    ]) {
      sandbox.secrets.setActive("43", true);
      sandbox.next({ operation: "deactivate", fault: "status", status, applied });
      const response = await call("POST", "/inactive/43", { redirect: "manual" });
      assert.equal(response.status, status);
      const text = await response.text();
      if (status === 204) assert.equal(text, "");
      else assert.equal(typeof JSON.parse(text).message, "string");
      assert.equal(response.headers.get("location"), status === 303 ? "/login" : null);
      assert.equal(response.headers.get("retry-after"), status === 503 ? "1" : null);
      assert.equal(off(sandbox), applied);
      assert.equal(sandbox.requests.at(-1).fault, "status");
    }
  });
}

test("random faults include `odd` and `status` only if they are among the kinds", async () => {
  const { sandbox, call } = await start({ seed: 5 });
  const run = async (faults) => {
    sandbox.setFaults(faults);
    const seen = { statuses: new Set(), messages: new Set(), applied: 0 };
    for (let count = 0; count < 150; count += 1) {
      sandbox.secrets.setActive("43", true);
      const response = await call("POST", "/inactive/43", { redirect: "manual" });
      seen.statuses.add(response.status);
      const text = await response.text();
      if (response.status === 200) seen.messages.add(JSON.parse(text).response.message);
      if (off(sandbox)) seen.applied += 1;
    }
    return seen;
  };
  const statuses = await run({ rate: 1, kinds: ["status"] });
  assert.deepEqual(
    [...statuses.statuses].sort(),
    [202, 303, 408, 409, 425, 501, 503, 505, 507, 520, 521, 522, 523, 524, 599],
  );
  assert.ok(statuses.applied > 50 && statuses.applied < 100, `${statuses.applied} of 150 after the change`);

  const some = await run({ rate: 1, kinds: ["odd"], answers: ["approval", "no-words"], applied: false });
  assert.deepEqual([...some.messages].sort(), ["", "Your request waits for approval"]);
  assert.equal(some.applied, 0);
  assert.ok((await run({ rate: 1, kinds: ["odd"] })).messages.size > 10);
  assert.equal((await run({ rate: 1, kinds: ["odd"], applied: true })).applied, 150);

  // No other operation has these odd answers.
  sandbox.secrets.setActive("43", true);
  assert.equal((await call("GET", "/43")).status, 200);
});

test("next and setFaults refuse an unknown odd answer, a wrong operation and a status out of range", () => {
  const sandbox = createSandbox();
  for (const [step, message] of [
    [{ fault: "odd", answer: "boom" }, /"boom"/],
    [{ fault: "odd", operation: "get" }, /get has no odd answer/],
    [{ fault: "status", status: 199 }, /199/],
    [{ fault: "status", status: 600 }, /600/],
  ]) {
    assert.throws(() => sandbox.next(step), { name: "RangeError", message });
  }
  assert.throws(() => sandbox.setFaults({ rate: 1, kinds: ["odd"], answers: ["boom"] }), { message: /"boom"/ });
  assert.throws(() => sandbox.setFaults({ rate: 1, kinds: ["odd"], answers: [] }), { message: /at least one/ });
});

for (const { kind, collection, path, title, payloads } of kinds) {
  const documentedOf = (name) => fixture(kind === "apiSecret" ? name : `${kind}-${name}`).body;

  /** The answer to a switch of 43, whose next answer is odd. */
  const askOf = async (operation, answer, step = {}) => {
    const active = operation === "deactivate";
    const { sandbox, call } = await start({ [collection]: [{ identifier: "43", active }] }, path);
    sandbox.next({ kind, operation, fault: "odd", answer, ...step });
    const response = await call("POST", active ? "/inactive/43" : "/active/43");
    return { sandbox, call, response, body: await response.json() };
  };

  test(`${kind}: the odd answers to a switch have its sentences`, async () => {
    const word = kind === "apiSecret" ? "API secret" : title;
    const other = {
      apiSecret: ["Password successfully deactivated", "Password successfully activated"],
      password: ["API secret  successfully deactivated", "Api secret activated successfully"],
      note: ["Password successfully deactivated", "Password successfully activated"],
    }[kind];
    for (const [index, operation] of ["deactivate", "activate"].entries()) {
      const opposite = index === 0 ? "activate" : "deactivate";
      const { message: done } = documentedOf(`${operation}-ok`).response;
      const { message: undone } = documentedOf(`${opposite}-ok`).response;
      assert.deepEqual((await askOf(operation, "opposite")).body, documentedOf(`${opposite}-ok`));
      assert.deepEqual((await askOf(operation, "opposite-already")).body, documentedOf(`${opposite}-already`));
      for (const [answer, message, mensagem = message] of [
        ["not-done", `${word} could not be ${operation}d`],
        ["named", `${word} Already-rotated key successfully ${operation}d`],
        ["password", other[index]],
        ["two-opinions", done, undone],
        ["error-code", done],
        ["error-word", done],
        ["exception", done],
        ["code-302", done],
        ["code-500", done],
        ["accepted", done],
        ["refused-200", kindOf(kind).denied],
        ["refused-500", kindOf(kind).denied],
      ]) {
        const { response } = (await askOf(operation, answer)).body;
        assert.deepEqual([response.message, response.mensagem], [message, mensagem], answer);
      }
    }
  });

  test(`${kind}: the answers of other operations to a switch are those of this item`, async () => {
    for (const [answer, request] of [
      ["list", ["GET", ""]],
      ["get", ["GET", "/43"]],
      ["update", ["PUT", "/update/43", { body: {} }]],
    ]) {
      const { call, body } = await askOf("deactivate", answer);
      assert.deepEqual(body, await (await call(...request)).json(), answer);
    }
    const { body, response } = await askOf("deactivate", "create");
    assert.deepEqual([response.status, body[payloads.write].identifier], [201, "43"]);
  });

  test(`${kind}: an odd answer is given before the change or after it`, async () => {
    for (const applied of [false, true]) {
      const { sandbox } = await askOf("deactivate", "approval", { applied });
      assert.equal(sandbox[collection].get("43").active, !applied);
      assert.deepEqual(
        sandbox.changes.map((change) => [change.kind, change.lost]),
        applied ? [[kind, true]] : [],
      );
    }
  });
}

test("encryption is an answer to a get of a note alone, changes nothing, and replaces no other error", async () => {
  const { sandbox, call } = await start({}, "note");
  sandbox.next({ fault: "odd", answer: "encryption", times: 2 });
  for (const path of ["secretapi", "password"]) {
    const other = await logIn(sandbox.fetch, { path });
    assert.equal((await other("GET", "/43")).status, 200);
  }
  assert.equal((await call("GET", "")).status, 200);
  assert.equal((await call("POST", "/inactive/44")).status, 200);
  assert.equal(sandbox.pendingSteps, 2);
  assert.equal((await call("GET", "/43")).status, 500);
  assert.deepEqual(await (await call("GET", "/44")).json(), fixture("note-error-1009").body);
  for (const [kind, message] of [
    ["password", "next: get of password has no odd answer encryption"],
    ["apiSecret", "next: get of apiSecret has no odd answer encryption"],
  ]) {
    const step = { kind, operation: "get", fault: "odd", answer: "encryption" };
    assert.throws(() => sandbox.next(step), { name: "RangeError", message });
  }
});
