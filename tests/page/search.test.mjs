// @ts-check
// What a search and a filter by tags ask for.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";

/** @type {typeof import("../../www/src/items/search.ts")} */
const { readSearch } = await pageModule("items/search.ts");
/** @type {typeof import("../../www/src/items/tags.ts")} */
const { tagCondition, tagsIn } = await pageModule("items/tags.ts");
/** @type {typeof import("../../www/src/details/facts.ts")} */
const { factsOf, withoutCredentials } = await pageModule("details/facts.ts");

/** @param {string} text */
const asked = (text) => {
  const { identifiers, words } = readSearch(text);
  return [[...identifiers].join(" "), words.join(" ")];
};

describe("a search", () => {
  for (const [text, identifiers, words] of /** @type {const} */ ([
    ["", "", ""],
    [" ,; ", "", ""],
    ["Cartão de CRÉDITO", "", "cartao de credito"],
    ["4711", "", "4711"],
    ["#4711", "4711", ""],
    ["#04711", "4711", ""],
    ["#", "", ""],
    ["4711, 4712;4713\n#4714", "4711 4712 4713 4714", ""],
    ["4711 4711 04711", "4711", ""],
    ["payments 43", "", "payments 43"],
    ["payments #43 #44", "43 44", "payments"],
    ["#a-7 #B", "a-7 B", ""],
  ])) {
    test(`for "${text.replace("\n", "\\n")}" is for identifiers [${identifiers}] and words [${words}]`, () => {
      assert.deepEqual(asked(text), [identifiers, words]);
    });
  }
});

describe("a filter by tags", () => {
  const known = new Set(["prod", "non-prod", "payments", "cartao"]);
  /** @param {string} wanted @param {string} tags */
  const holds = (wanted, tags) => tagCondition(wanted, known)(tagsIn(tags));

  test("takes a tag that exists as a whole, and another as a part", () => {
    assert.equal(holds("prod", "non-prod"), false);
    assert.equal(holds("prod", "payments, prod"), true);
    assert.equal(holds("pro", "non-prod"), true);
  });

  test("needs every tag, and minds neither case nor accents", () => {
    assert.equal(holds("PAYMENTS, Prod", "prod,payments"), true);
    assert.equal(holds("payments, prod", "payments"), false);
    assert.equal(holds("cartão", "CARTAO"), true);
    assert.equal(holds("payments,", "payments"), true, "a comma that nothing follows yet");
    assert.equal(holds("x", ""), false);
  });
});

describe("the facts of an item", () => {
  const item = {
    ...{ identifier: "43", name: "Pay", url: "https://pay.example", clientId: "id", clientSecret: "c4nary-value" },
    ...{ password: "c4nary-value", secretKey: "c4nary-value", totp: "c4nary-value", note: "c4nary-value" },
    ...{ notes: "c4nary-value", tags: "", usersAllowed: [{ username: "ana", canEdit: true, note: "c4nary-value" }] },
    groupsAllowed: [{ name: "ops", canEdit: false }, { name: 7 }, null],
  };

  test("are the fields that are asked for and filled in, and the shares, and nothing else", () => {
    assert.deepEqual(factsOf(item, ["url", "clientId", "tags", "method"]), {
      texts: [
        ["url", "https://pay.example"],
        ["clientId", "id"],
      ],
      users: [{ name: "ana", canEdit: true }],
      groups: [{ name: "ops", canEdit: false }],
    });
  });

  test("have a URL without the parts that can hold a password or a token", () => {
    for (const [url, shown] of /** @type {const} */ ([
      ["https://pay.example/v2", "https://pay.example/v2"],
      ["https://ana:c4nary-pw@pay.example:8443/v2", "https://…@pay.example:8443/v2"],
      ["https://pay.example/hook?token=c4nary", "https://pay.example/hook?…"],
      ["https://pay.example/#c4nary\nc4nary", "https://pay.example/#…"],
      ["https://pay.example/a@b", "https://pay.example/a@b"],
    ])) {
      assert.equal(withoutCredentials(url), shown);
    }
  });
});
