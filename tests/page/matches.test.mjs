// @ts-check
// Which items a pasted text names by something else than an identifier.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";

/** @type {typeof import("../../www/src/paste/piece.ts")} */
const { piecesIn } = await pageModule("paste/piece.ts");
/** @type {typeof import("../../www/src/paste/trait-index.ts")} */
const { TraitIndex } = await pageModule("paste/trait-index.ts");

/** @typedef {import("../../www/src/kinds/traits.ts").Traits} Traits */

/**
 * The matches of a text, `text: items by trait`; a `!` where there is no doubt.
 * @param {Record<string, Traits>} items
 * @param {string} text
 */
function matches(items, text) {
  const index = new TraitIndex();
  for (const [identifier, traits] of Object.entries(items)) index.add({ identifier, name: "n" }, traits);
  return index.matchesOf(piecesIn(text)).map(({ text, items, isSure }) => {
    const named = items.map(({ identifier, by, closeness }) => `${identifier} ${by} ${closeness}`);
    return `${text}: ${named.join(", ")}${isSure ? "!" : ""}`;
  });
}

describe("a URL", () => {
  const items = { 43: { url: "https://Pay.Example:443/v1/" } };
  for (const text of [
    "https://pay.example/v1",
    "HTTPS://PAY.EXAMPLE/v1/",
    "https://pay.example:443/v1#top",
    "pay.example/v1",
  ]) {
    test(`${text} is the same`, () => assert.deepEqual(matches(items, text), [`${text}: 43 url exact!`]));
  }

  test("is read from a sentence, a table, JSON and a label", () => {
    for (const text of [
      "It was at (https://pay.example/v1), on Monday.",
      "Payments\thttps://pay.example/v1\tx",
      '{"url":"https://pay.example/v1"}',
      "url=https://pay.example/v1",
      "- <https://pay.example/v1>",
    ]) {
      assert.deepEqual(matches(items, text), ["https://pay.example/v1: 43 url exact!"], text);
    }
  });

  test("of the same host is shown, and is in doubt", () => {
    for (const [text, piece] of [
      ["https://pay.example/v2", "https://pay.example/v2"],
      ["at http://pay.example:8080/v1 too", "http://pay.example:8080/v1"],
      ["pay.example", "pay.example"],
    ]) {
      assert.deepEqual(matches(items, text ?? ""), [`${piece}: 43 url host`]);
    }
  });

  test("differs in its path's case, its query and a host that only ends alike", () => {
    for (const text of ["https://pay.example/V1", "https://pay.example/v1?a=1"]) {
      assert.deepEqual(matches(items, text), [`${text}: 43 url host`]);
    }
    assert.deepEqual(matches(items, "https://spay.example/v1 example someone@pay.example"), []);
  });

  test("of several items shows all of them, and a closer one alone", () => {
    const several = {
      43: { url: "https://a.example" },
      44: { url: "https://A.example/" },
      45: { url: "https://a.example/x" },
    };
    assert.deepEqual(matches(several, "https://a.example"), ["https://a.example: 43 url exact, 44 url exact"]);
    assert.deepEqual(matches(several, "https://a.example/x"), ["https://a.example/x: 45 url exact!"]);
    assert.deepEqual(matches(several, "http://a.example"), ["http://a.example: 43 url host, 44 url host, 45 url host"]);
  });

  test("without a scheme is of both, so an item of each is a doubt", () => {
    const both = { 43: { url: "http://a.example/x" }, 44: { url: "https://a.example/x" }, 45: { url: "b.example" } };
    assert.deepEqual(matches(both, "a.example/x"), ["a.example/x: 43 url exact, 44 url exact"]);
    assert.deepEqual(matches(both, "https://b.example http://b.example"), [
      "https://b.example: 45 url exact!",
      "http://b.example: 45 url exact!",
    ]);
  });
});

describe("a user name", () => {
  test("that fills a line, a cell or a value, or has a sign, is in no doubt; a word of a sentence is", () => {
    const items = { 43: { username: "ana" }, 44: { username: "ana.lima" } };
    for (const text of ["ana", "x\tana\ty", "bo, ana, cy", '["ana"]', "user=ana"]) {
      assert.deepEqual(matches(items, text), ["ana: 43 username exact!"], text);
    }
    assert.deepEqual(matches(items, "We saw that ana had it, as ana.lima."), [
      "ana: 43 username exact",
      "ana.lima: 44 username exact!",
    ]);
  });

  test("in another letter case is shown, and is in doubt", () => {
    assert.deepEqual(matches({ 43: { username: "Ana" }, 44: { username: "bo" } }, "ANA"), ["ANA: 43 username case"]);
  });

  test("of several items, or that is also the code of another, is never sure", () => {
    assert.deepEqual(matches({ 43: { username: "svc-1" }, 44: { username: "svc-1" } }, "svc-1"), [
      "svc-1: 43 username exact, 44 username exact",
    ]);
    assert.deepEqual(matches({ 43: { clientId: "svc-1" }, 44: { identifierCode: "svc-1" } }, "svc-1"), [
      "svc-1: 43 clientId exact, 44 identifierCode exact",
    ]);
  });
});

test("what can be an identifier is in doubt as anything else", () => {
  assert.deepEqual(matches({ 43: { username: "44" }, ab: {}, 45: { username: "ab" } }, "44\nab"), [
    "44: 43 username exact",
    "ab: 45 username exact",
  ]);
});

test("client IDs and codes are compared with their letter case", () => {
  const items = { 43: { clientId: "AbC+1/2=" }, 44: { identifierCode: "Billing 1" } };
  assert.deepEqual(matches(items, "client_id=AbC+1/2=\nBilling 1"), [
    "AbC+1/2=: 43 clientId exact!",
    "Billing 1: 44 identifierCode exact!",
  ]);
  assert.deepEqual(matches(items, "abc+1/2=\nbilling 1"), []);
});

test("an item without a trait is named by nothing", () => {
  assert.deepEqual(matches({ 43: { url: "", username: " ", clientId: undefined } }, "a  \n\n https:// "), []);
});
