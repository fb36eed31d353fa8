// The answers of tests/odd-answers.json have their stated meaning through the built package.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { MySafe } from "mysafe-wasm";
import { failure } from "./rejects.mjs";

const { rows } = JSON.parse(readFileSync(new URL("../odd-answers.json", import.meta.url), "utf8"));

const lookAnswers = {
  on: () => Response.json({ response: { error: false }, api_secret_entity: { identifier: 43 } }),
  off: () => Response.json({ exception: { code: 1009, message: "1009: Inactive api secret" } }, { status: 400 }),
  hidden: () =>
    Response.json({ exception: { code: 1006, message: "1006: User does not have access" } }, { status: 400 }),
};

/** A client whose switch is answered as the row says, and whose looks are answered with `state`. */
function clientOf({ status, headers, body }, state) {
  const counts = { looks: 0 };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const mysafe = new MySafe({
    baseUrl: "https://vault.example",
    accessToken: "c4nary-t0ken",
    retry: false,
    async fetch(_url, { method }) {
      if (method === "GET") {
        counts.looks += 1;
        return lookAnswers[state]();
      }
      const empty = [204, 304].includes(status);
      return new Response(empty ? null : text, { status, headers: { "content-type": "application/json", ...headers } });
    },
  });
  return { mysafe, counts };
}

const claimsOf = ({ active, changed, certain, verified }) => ({ active, changed, certain, verified });

for (const row of rows) {
  test(`an answer to ${row.action} means ${row.meaning}: ${row.name}`, async () => {
    const wanted = row.action === "activate";
    const [same, other] = wanted ? ["on", "off"] : ["off", "on"];
    const switchWith = async (state) => {
      const { mysafe, counts } = clientOf(row, state);
      return { result: await mysafe[row.action]("43").catch((error) => error), counts };
    };
    if (row.meaning === "done" || row.meaning === "already") {
      const { result, counts } = await switchWith(other);
      const changed = row.meaning === "done";
      assert.deepEqual(claimsOf(result), { active: wanted, changed, certain: true, verified: false });
      assert.equal(counts.looks, 0);
    } else if (row.meaning === "odd") {
      const { result, counts } = await switchWith(same);
      assert.deepEqual(claimsOf(result), { active: wanted, changed: true, certain: false, verified: true });
      assert.equal(counts.looks, 1);
      for (const [state, words] of [
        [other, `looked at: it is ${other}.`],
        ["hidden", "could not be looked at"],
      ]) {
        const { result: error } = await switchWith(state);
        assert.equal(error.code, "INVALID_RESPONSE");
        assert.ok(error.message.includes(words), error.message);
      }
    } else {
      const { result: error, counts } = await switchWith(same);
      assert.deepEqual([error.code, error.status, error.attempts], [row.code, row.status, 1]);
      assert.equal(error.message.includes("may have been made"), row.meaning === "open", error.message);
      assert.equal(counts.looks, 0);
    }
    const { mysafe } = clientOf(row, "hidden");
    const report = await mysafe[`${row.action}Many`](["43"]);
    const state = { done: "changed", already: "unchanged", odd: "unknown", open: "unknown", refused: "failed" };
    assert.equal(report.outcomes[0].state, state[row.meaning]);
  });
}

test("the error of a contradictory answer quotes its message, and does not advise about baseUrl", async () => {
  const { mysafe } = clientOf(
    rows.find(({ name }) => name === "202, with the sentence"),
    "on",
  );
  const { message } = await failure(mysafe.deactivate("43"));
  assert.match(
    message,
    /MySafe said "API secret {2}successfully deactivated" in an answer that is not the documented one \(HTTP 202\)/,
  );
  assert.ok(!message.includes("baseUrl"));
});

test("reports no secret as off when a proxy answers every request with a list", async () => {
  const list = { code: 200, response: { status: 200, error: false, message: "" }, api_secret_on_list: [] };
  const mysafe = new MySafe({
    baseUrl: "https://vault.example",
    accessToken: "c4nary-t0ken",
    fetch: async () => Response.json(list),
  });
  const report = await mysafe.deactivateMany(Array.from({ length: 50 }, (_, index) => index));
  assert.equal(report.unknown, 50);
  const error = await failure(mysafe.deactivate("43"));
  assert.match(error.message, /MySafe said "", which is not a documented answer/);
});
