// @ts-check
// New values: how they are made, read from a pasted text, and what is known of them after they were sent.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MySafeError } from "mysafe-wasm";
import { pageModule } from "./module.mjs";

/** @type {typeof import("../../www/src/rotate/generate.ts")} */
const { generate, alphabets } = await pageModule("rotate/generate.ts");
/** @type {typeof import("../../www/src/rotate/pasted.ts")} */
const { readPasted } = await pageModule("rotate/pasted.ts");
/** @type {typeof import("../../www/src/rotate/store.ts")} */
const { storeValues } = await pageModule("rotate/store.ts");

describe("a generated value", () => {
  test("has the length, characters of its alphabet alone, and one of each class", () => {
    const forms = { symbols: /^[-_.~+:=@%\w]+$/, plain: /^[a-zA-Z0-9]+$/, hexadecimal: /^[0-9a-f]+$/ };
    for (const alphabet of alphabets) {
      for (let each = 0; each < 300; each += 1) {
        const value = generate(12, alphabet);
        assert.equal(value.length, 12);
        assert.match(value, forms[alphabet]);
        if (alphabet === "hexadecimal") continue;
        for (const one of [/\d/, /[a-z]/, /[A-Z]/]) assert.match(value, one);
        if (alphabet === "symbols") assert.match(value, /[^a-zA-Z0-9]/);
      }
    }
  });

  test("has each character about as often as any other", () => {
    /** @type {Record<string, number>} */
    const seen = {};
    for (const character of Array.from({ length: 100 }, () => generate(500, "plain")).join("")) {
      seen[character] = (seen[character] ?? 0) + 1;
    }
    const counts = Object.values(seen);
    assert.equal(counts.length, 62);
    // 50 000 draws: 806 of each, with a standard deviation of 28. A modulus of 256 would favour eight of them by a quarter.
    for (const count of counts) assert.ok(count > 620 && count < 990, `${count}`);
  });
});

describe("pasted values", () => {
  /** @param {string} text */
  const read = (text) => {
    const { values, faults } = readPasted(text, new Set(["43", "44", "45"]));
    return { values: Object.fromEntries(values), faults: faults.map(({ line, what }) => `${line} ${what}`) };
  };

  test("are the rest of each line after the identifier, as it is", () => {
    assert.deepEqual(read("43 c4nary one\n\n044\tc4nary;two,=:\r\n45: = c4nary"), {
      values: { 43: "c4nary one", 44: "c4nary;two,=:", 45: "= c4nary" },
      faults: [],
    });
  });

  test("are refused without a value, for another item, or twice for one", () => {
    assert.deepEqual(read("43\n99 c4nary-a\n44=c4nary-b\n044=c4nary-c\nfree text"), {
      values: { 44: "c4nary-b" },
      faults: ["1 noValue", "2 otherItem", "4 twice", "5 otherItem"],
    });
  });
});

describe("what was sent", () => {
  /**
   * Stores a value for each of so many items.
   * @param {number} many
   * @param {(identifier: string, value: string) => Promise<object>} update
   */
  async function store(many, update) {
    const client = { notes: { update: (/** @type {string} */ id, /** @type {any} */ { note }) => update(id, note) } };
    const items = Array.from({ length: many }, (_, index) => ({ identifier: `${index}`, value: `c4nary-${index}` }));
    /** @type {string[]} */
    const states = Array.from({ length: many }, () => "");
    await storeValues(/** @type {any} */ (client), "note", items, new AbortController().signal, (item, outcome) => {
      states[Number(item.identifier)] = outcome.state;
    });
    return states;
  }

  /** @param {Partial<import("mysafe-wasm").MySafeErrorFields>} fields */
  const fails = (fields) => () =>
    Promise.reject(new MySafeError({ code: "API", message: "failed", attempts: 1, ...fields }));

  test("is stored only when MySafe's answer is about that very item", async () => {
    assert.deepEqual(await store(1, async (identifier) => ({ identifier })), ["stored"]);
    assert.deepEqual(await store(1, async () => ({ identifier: "000" })), ["stored"]);
    assert.deepEqual(await store(1, async () => ({ identifier: "1" })), ["unknown"]);
  });

  test("is refused only by an answer that says so, to the only try", async () => {
    for (const [fields, state] of /** @type {const} */ ([
      [{ code: "INACTIVE", status: 400, apiCode: 1009 }, "refused"],
      [{ code: "ACCESS_DENIED", status: 403 }, "refused"],
      [{ code: "INACTIVE", status: 400, apiCode: 1009, attempts: 2 }, "unknown"],
      [{ code: "SERVER", status: 503 }, "unknown"],
      [{ code: "SERVER", status: 403 }, "unknown"],
      [{ code: "API", status: 400 }, "unknown"],
      [{ code: "NETWORK" }, "unknown"],
      [{ code: "TIMEOUT", attempts: 0 }, "unsent"],
      [{ code: "INVALID_ARGUMENT", attempts: 0 }, "refused"],
    ])) {
      assert.deepEqual(await store(1, fails(fields)), [state], JSON.stringify(fields));
    }
  });

  test("ends after eight failures in a row, and at once when the credentials are refused", async () => {
    const down = await store(40, fails({ code: "NETWORK" }));
    assert.ok(down.filter((state) => state === "unknown").length <= 11, "eight, and those under way");
    assert.ok(down.filter((state) => state === "unsent").length >= 29);
    const refused = await store(40, fails({ code: "UNAUTHORIZED", status: 401 }));
    assert.ok(refused.filter((state) => state === "unsent").length >= 36);
    // Refusals of items end nothing.
    const missing = await store(40, fails({ code: "NOT_FOUND", status: 400, apiCode: 1005 }));
    assert.deepEqual([...new Set(missing)], ["refused"]);
  });
});
