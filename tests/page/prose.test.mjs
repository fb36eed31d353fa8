// @ts-check
// Identifiers that the paste dialog takes from running text, and numbers that it passes over.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";
import { read, sample } from "./sample.mjs";

/** @typedef {import("./sample.mjs").Sample} Sample */

/** @type {typeof import("../../www/src/paste/naming.ts")} */
const { namedItems } = await pageModule("paste/naming.ts");

describe("running text", () => {
  for (const each of /** @type {Sample[]} */ ([
    {
      name: "a ticket in English",
      text: "Leaked on 12/05/2024 at 14:30: #43, 44 and (45); also 20001.\nTicket #4711, 3 secrets on 2 servers.",
      takes: "43 44 45 20001",
      passes: ["12/05/2024 date", "14:30 time", "Ticket #4711 label", "3 secrets quantity", "2 servers quantity"],
    },
    {
      name: "a list with commas",
      text: "INC-4711, of Ana, 3 files (v2.1):\n - #44, #45 and secret 47\n - 48, 49\n - 20001, seen at 10:45\nBye, Rui",
      takes: "44 45 47 48 49 20001",
      passes: ["INC-4711 word", "3 files quantity", "v2.1 version", "10:45 time"],
    },
    {
      name: "a ticket in Portuguese",
      text:
        "Prezados,\nem 12 de maio de 2024, às 14h30, vazaram os segredos 43, 44 e 45: 3 segredos em 2 servidores.\n" +
        "Custo de R$ 1.204,50 (12,5 %) por 7 dias. Chamado 4711, ramal 12.\nAtt, Ana",
      takes: "43 44 45",
      passes: [
        "12 de maio de 2024 date",
        "14h30 time",
        "3 segredos quantity",
        "2 servidores quantity",
        "R$ 1.204,50 price",
        "12,5 % percentage",
        "7 dias quantity",
        "Chamado 4711 label",
        "ramal 12 label",
      ],
    },
    {
      name: "a ticket in German",
      text: "Seit 12.05.2024, 14 Uhr: 43 und 44 offen, 3 Tage, 1,5 GB, 7 €.",
      takes: "43 44",
      passes: ["12.05.2024 date", "14 Uhr time", "3 Tage quantity", "1,5 GB quantity", "7 € price"],
    },
    {
      name: "a mail with quotes, links and a signature",
      text:
        "On Mon, May 12, 2024 at 10:15 Ana <ana7@x.example> wrote:\n> please deactivate 43\n> and 44: https://v.example/s/46\n" +
        "Rua Augusta, 1578\n+55 11 98888-7777 (11) 99999-1234",
      takes: "43 44",
      passes: [
        "May 12, 2024 date",
        "10:15 time",
        "ana7@x.example link",
        "https://v.example/s/46 link",
        "Rua Augusta, 1578 address",
        "+55 11 98888-7777 phone",
        "(11) 99999-1234 phone",
      ],
    },
    { name: "a list, one number a line", text: "43\n44\r\n45\r46", takes: "43 44 45 46" },
    { name: "a list separated by commas", text: "43, 44, #45\n46", takes: "43 44 45 46" },
    {
      name: "a list of three-digit numbers separated by bare commas",
      text: "101,102,103",
      takes: "101 102 103",
    },
    { name: "a list separated by semicolons", text: "43;44;45", takes: "43 44 45" },
    { name: "a list with bullets", text: "- 43;\n* 44;\n-45.\n• 46", takes: "43 44 45 46" },
    {
      name: "quotes, brackets and number signs",
      text: "“43” (44) [45] «46» n.º 47, nº48 id=49",
      takes: "43 44 45 46 47 48 49",
    },
    {
      name: "a numbered list",
      text: "1. Secret 43\n2. Secret 44\n3. Secret 51",
      takes: "43 44 51",
      passes: ["1. numbering", "2. numbering", "3. numbering"],
    },
    {
      name: "numbers at the start of lines are numbering only if they count up from 1",
      text: "43. Payments\n51. Metrics",
      takes: "43 51",
    },
    {
      name: "a count with its noun on the next line, but not a number alone in its line",
      text: "There are 12\nsecrets:\n43\n44\nkeys were rotated",
      takes: "43 44",
      passes: ["12 secrets quantity"],
    },
    {
      name: "versions, addresses, and numbers inside words",
      text: "43 runs v2 and 2.4.1 on 10.0.0.43:8080 and fe80::1; secret-44, key_45, CVE-2024-46, 0x43, 47th, uses=7, 1e5",
      takes: "43",
      passes: [
        "v2 version",
        "2.4.1 version",
        "10.0.0.43:8080 address",
        "fe80::1 address",
        "secret-44 word",
        "key_45 word",
        "CVE-2024-46 word",
        "0x43 word",
        "47th word",
        "uses=7 word",
        "1e5 word",
      ],
    },
    {
      name: "counts with a word before the number, and fractions",
      text: "The following 3: 43, 44, 45. At least 9, mais de 40, 2 of 7, 5 API keys, total: 8",
      takes: "43 44 45",
      passes: [
        "following 3: quantity",
        "At least 9 quantity",
        "mais de 40 quantity",
        "2 of 7 quantity",
        "5 API keys quantity",
        "total: 8 quantity",
      ],
    },
    {
      name: "a range is passed over",
      text: "43-45, 50 to 60 and 70",
      takes: "70",
      passes: ["43-45 range", "50 to 60 range"],
    },
    {
      name: "a number with a comma or a point, among words",
      text: "off: 43,44 and 1.5",
      passes: ["43,44 decimal", "1.5 decimal"],
    },
    {
      name: "a verb that is also a month",
      text: "43 may have leaked, 12 may not; in 2024, 44",
      takes: "43 12 44",
      passes: ["in 2024 date"],
    },
    {
      name: "zero-width characters and direction marks",
      text: "\uFEFF4\u200B3\u200E, \u206644\u2069 \u202B45\u202C \u00AD46",
      takes: "43 44 45 46",
    },
    {
      name: "non-breaking spaces in and between numbers",
      text: "1\u00A0204, 1\u202F205 and\u00A043",
      takes: "1204 1205 43",
    },
    { name: "digits of another script", text: "43 ٤٤", takes: "43", passes: ["٤٤ word"] },
    {
      name: "a row with two numbers and a text is a table",
      text: "43,Payments,7",
      asks: "0 2",
    },
  ])) {
    sample("prose", each);
  }

  test("has the context of each mention", () => {
    const reading = read(
      "We think that somebody has seen the secret 43 since the morning of last Monday.\n7 days",
      () => false,
    );
    assert.deepEqual(reading.kind === "read" && reading.mentions, {
      taken: [
        {
          from: 43,
          to: 45,
          text: "43",
          before: "…at somebody has seen the secret ",
          after: " since the morning of last Monda…",
          identifier: "43",
        },
      ],
      passed: [{ from: 80, to: 86, reason: "quantity", text: "7 days", before: "", after: "" }],
    });
  });

  test("takes an identifier that is not a number if the list has it", () => {
    const reading = read("off: pay-7 and pay-8", (identifier) => identifier === "pay-7");
    assert.deepEqual(reading.kind === "read" && reading.mentions.taken.map(({ identifier }) => identifier), ["pay-7"]);
  });
});

test("a text of blanks and invisible characters is empty", () => {
  assert.deepEqual(
    read(" \n\u200B\uFEFF\t", () => false),
    { kind: "nothing" },
  );
});

test("identifiers that differ in leading zeros are one item, in the spelling of the list", () => {
  const reading = read("43, 043, 0043, 7 and 07; 000", () => false);
  assert.ok(reading.kind === "read");
  const spelled = (/** @type {string} */ identifier) => (Number(identifier) === 43 ? "043" : undefined);
  assert.deepEqual(namedItems(reading.mentions.taken, spelled), { listed: ["043"], unlisted: ["7", "000"] });
});

test("reading takes linear time for any repeated piece of text", () => {
  const pieces = [
    "1",
    "1.",
    "1,",
    "1 ",
    "1-",
    "a",
    "a@",
    "(",
    "'",
    ' "',
    "x=",
    "43, ",
    "1 1-",
    "rua a ",
    "1;a\n",
    "|1",
  ];
  const timeOf = (/** @type {number} */ repetitions) => {
    const before = performance.now();
    for (const piece of pieces) read(piece.repeat(repetitions), () => false);
    return performance.now() - before;
  };
  timeOf(300);
  const ratio = timeOf(30_000) / timeOf(3_000);
  assert.ok(ratio < 50, `ten times the text takes ${ratio.toFixed(0)} times as long; quadratic time would be 100`);
});
