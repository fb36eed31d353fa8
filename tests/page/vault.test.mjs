// @ts-check
// Which MySafe an entered address means, whether a report is of it, and whether its names are those of now.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";

/** @type {typeof import("../../www/src/vault.ts")} */
const { doubtOf, normalAddress, vaultName } = await pageModule("vault.ts");
/** @type {typeof import("../../www/src/connection/address.ts")} */
const { readAddress } = await pageModule("connection/address.ts");
/** @type {typeof import("../../www/src/report/names.ts")} */
const { compareNames } = await pageModule("report/names.ts");
/** @type {typeof import("../../www/src/report/read.ts")} */
const { readReport } = await pageModule("report/read.ts");
/** @type {typeof import("../../www/src/report/export.ts")} */
const { toJson } = await pageModule("report/export.ts");

const vault = { address: "https://vault.example" };

test("an address is the same text in all its spellings, and what is no address is none", () => {
  for (const text of ["https://vault.example", "https://vault.example/", "HTTPS://Vault.Example:443//"]) {
    assert.equal(normalAddress(text), vault.address, text);
  }
  assert.equal(normalAddress("https://vault.example:8443/Gate/"), "https://vault.example:8443/Gate");
  assert.equal(normalAddress("http://127.1:80"), "http://127.0.0.1");
  for (const text of ["", "vault.example", "file:///etc/passwd", "javascript:alert(1)"]) {
    assert.equal(normalAddress(text), undefined, text);
  }
});

describe("a report", () => {
  test("is of the same vault in any spelling of its address", () => {
    assert.equal(doubtOf({ address: "https://Vault.example:443/" }, vault), undefined);
    assert.equal(doubtOf({ address: vault.address, tenant: "acme" }, { ...vault, tenant: "acme" }), undefined);
  });

  test("is of another vault by its address, its port, its path or its tenant", () => {
    for (const address of [
      "https://other.example",
      "https://vault.example:8443",
      "https://vault.example/gate",
      "http://vault.example",
      "not an address",
    ]) {
      assert.equal(doubtOf({ address }, vault), "otherAddress", address);
    }
    assert.equal(doubtOf({ ...vault, tenant: "acme" }, { ...vault, tenant: "globex" }), "otherTenant");
    assert.equal(doubtOf({ ...vault, tenant: "acme" }, vault), "otherTenant");
  });

  test("that does not say where it was made may be of another vault", () => {
    assert.equal(doubtOf({ address: undefined, tenant: "acme" }, { ...vault, tenant: "acme" }), "noAddress");
    assert.equal(doubtOf(vault, { ...vault, tenant: "acme" }), "noTenant");
  });

  test("keeps its tenant in a file, and a journal has that of the command line", () => {
    const saved = { kind: "note", action: "activate", ...vault, tenant: "acme", outcomes: [] };
    const report = readReport(JSON.stringify(saved), "run.json");
    assert.equal(report.tenant, "acme");
    assert.equal(
      vaultName({ address: report.address ?? "", tenant: report.tenant }),
      "https://vault.example (tenant acme)",
    );
    assert.equal(JSON.parse(toJson({ ...report, number: 1 })).tenant, "acme");
    const header = { type: "header", format: "mysafe-journal", version: 1, ...saved, started: "", total: 0 };
    assert.equal(readReport(JSON.stringify(header), "run.jsonl").tenant, "acme");
    assert.equal("tenant" in JSON.parse(toJson({ ...report, tenant: undefined, number: 1 })), false);
  });
});

test("names are compared item by item: changed, not listed, and not known", () => {
  /** @type {Record<string, string>} */
  const now = { 43: "Payments", 44: "Mail", 45: "Payroll", 47: "" };
  const targets = [
    { identifier: "43", name: "Code hosting" },
    { identifier: "44", name: "Mail" },
    { identifier: "45" },
    { identifier: "46", name: "Gone" },
    { identifier: "47", name: "Named" },
    { identifier: "043", name: "Code hosting" },
  ];
  const { renamed, unlisted, nameless } = compareNames(targets, (identifier) => now[String(Number(identifier))]);
  assert.deepEqual(
    renamed.map(({ before, now }) => [before, now]),
    [
      ["Code hosting", "Payments"],
      ["Named", ""],
    ],
  );
  assert.deepEqual(
    unlisted.map(({ identifier }) => identifier),
    ["46"],
  );
  assert.equal(nameless, 1);
});

describe("an entered address", () => {
  for (const [entered, address, change = ""] of [
    ["https://vault.example", "https://vault.example"],
    [" https://vault.example/ ", "https://vault.example"],
    ["HTTPS://Vault.Example:443", "https://vault.example"],
    ["vault.example", "https://vault.example", "https://"],
    ["//vault.example", "https://vault.example", "https://"],
    ["vault.example:8443", "https://vault.example:8443", "https://"],
    ["10.0.0.1", "https://10.0.0.1", "https://"],
    ["localhost:8787", "http://localhost:8787", "http://"],
    ["127.0.0.1:8787", "http://127.0.0.1:8787", "http://"],
    ["[::1]:8787", "http://[::1]:8787", "http://"],
    ["https://vault.example/flow/dashboard?tab=1#x", "https://vault.example", "cut"],
    ["https://vault.example/?next=%2F", "https://vault.example", "cut"],
    ["https://vault.example#top", "https://vault.example", "cut"],
    ["vault.example/login", "https://vault.example", "https:// cut"],
    ["https://vault.example/gate/", "https://vault.example/gate"],
    ["https://vault.example/gate/#x", "https://vault.example/gate", "cut"],
  ]) {
    test(`${JSON.stringify(entered)} is ${address}`, () => {
      const read = readAddress(entered ?? "", [undefined, "https://vault.example/gate"]);
      assert.equal(read.address, address);
      assert.equal([read.added, read.isCut && "cut"].filter(Boolean).join(" "), change);
      if (read.withPath) assert.equal(readAddress(entered ?? "", [read.withPath]).address, read.withPath);
    });
  }

  for (const [entered, fault] of [
    ["http://vault.example", "insecure"],
    ["http://10.0.0.1/", "insecure"],
    ["http://localhost.evil.example", "insecure"],
    ["http://127.0.0.1.evil.example", "insecure"],
    ["https://id:password@vault.example", "credentials"],
    ["id@vault.example", "credentials"],
    ["ftp://vault.example", "unreadable"],
    ["javascript:alert(1)", "unreadable"],
    ["https://", "unreadable"],
    ["two words", "unreadable"],
    ["https://vault.example:99999", "unreadable"],
  ]) {
    test(`${JSON.stringify(entered)} is refused: ${fault}`, () => {
      assert.deepEqual(readAddress(entered ?? "", []), { fault });
    });
  }
});
