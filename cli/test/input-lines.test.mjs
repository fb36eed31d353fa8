// Files of lines, their encodings, and what an identifier is.

import assert from "node:assert/strict";
import test from "node:test";
import { readItems } from "../dist/input/read.js";

const description = "leaked.txt";
const read = (content, options) =>
  readItems(typeof content === "string" ? new TextEncoder().encode(content) : content, { description, ...options });
const identifiers = async (content, options) => (await read(content, options)).items.map((item) => item.identifier);
const fails = (content, message, options) =>
  assert.rejects(read(content, options), (error) => {
    assert.equal(error.message, message);
    assert.equal(error.exitStatus, 2);
    return true;
  });

test("blank lines and comments are left out of a file of lines", async () => {
  const text = '# leaked today, by John; see #12\n\n  43\t\n44 # payments, "production"\r\nabc-1\r45';
  assert.deepEqual(await read(text), {
    items: [{ identifier: "43" }, { identifier: "44" }, { identifier: "abc-1" }, { identifier: "45" }],
    description,
  });
});

test("an identifier that is given twice is kept twice", async () => {
  assert.deepEqual(await identifiers("43\n43\n043"), ["43", "43", "043"]);
});

test("a heading above the lines is left out, and states the kind", async () => {
  assert.deepEqual(await identifiers("# x\nIdentifier\n43"), ["43"]);
  for (const [heading, kind] of [
    ["ID da senha", "password"],
    ["note_id", "note"],
    ["apiSecretId", "apiSecret"],
    ["Identificador", undefined],
  ]) {
    const reading = await read(`${heading}\n43`);
    assert.deepEqual(reading.items, [{ identifier: "43" }], heading);
    assert.equal(reading.kind, kind, heading);
  }
});

test("UTF-8 and UTF-16 are read, with and without a byte order mark", async () => {
  const text = "43\r\n44\r\n";
  const little = Buffer.from(text, "utf16le");
  const big = Buffer.from(text, "utf16le").swap16();
  for (const bytes of [
    Buffer.from(text),
    Buffer.from(`\uFEFF${text}`),
    little,
    Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
    big,
    Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
  ]) {
    assert.deepEqual(await identifiers(bytes), ["43", "44"]);
  }
});

test("one digit is enough", async () => {
  assert.deepEqual(await identifiers("7"), ["7"]);
  assert.deepEqual(await identifiers(Buffer.from("7", "utf16le")), ["7"]);
});

test("what is not UTF-8 is read as Windows-1252", async () => {
  const reading = await read(Buffer.from("id;nome\n43;Produ\xe7\xe3o\n", "latin1"));
  assert.deepEqual(reading.items, [{ identifier: "43", name: "Produção" }]);
});

test("two files after each other are read, with the byte order mark between", async () => {
  assert.deepEqual(await identifiers("\uFEFF43\n\uFEFF44\n"), ["43", "44"]);
});

test("what is not text is refused", async () => {
  await fails(Buffer.from("PK\x03\x04\x14\x00"), "leaked.txt is an Excel workbook or an archive: save it as CSV");
  await fails(
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
    "leaked.txt is an Excel workbook or an archive: save it as CSV",
  );
  await fails("43\n44\0\n45", "leaked.txt is not a text file");
  await fails("4\x003\n", "leaked.txt is not a text file");
  await fails("\0\0\0\0", "leaked.txt is not a text file");
  await fails(Buffer.from([0xff, 0xfe, 0x34]), "leaked.txt is not a text file");
});

test("an input without identifiers is refused", async () => {
  await fails("", "leaked.txt is empty");
  await fails(" \r\n\t\n", "leaked.txt is empty");
  await fails("\uFEFF", "leaked.txt is empty");
  await fails("# nothing\n", "leaked.txt has no identifiers");
  await fails("identifier\n", "leaked.txt has no identifiers");
});

test("what cannot be an identifier is refused with its line and the reason", async () => {
  for (const [line, problem] of [
    ["foo bar", "`foo bar` is not an identifier: it has white space in it"],
    ["4\u00a03", "`4\u00a03` is not an identifier: it has white space in it"],
    [".", "`.` is not an identifier: it would name another path"],
    ["..", "`..` is not an identifier: it would name another path"],
    ["44,45", "`44,45` is not an identifier: it has a quote, a bracket or a separator in it"],
    ['"44"', '`"44"` is not an identifier: it has a quote, a bracket or a separator in it'],
    ["'44", "`'44` is not an identifier: it has a quote, a bracket or a separator in it"],
    ["(44)", "`(44)` is not an identifier: it has a quote, a bracket or a separator in it"],
    ["=44", "`=44` is not an identifier: it begins like a comment or a formula"],
    ["https://vault.example/43", "`https://vault.example/43` is not an identifier: it is an address"],
    ["leaked:", "`leaked:` is not an identifier: it ends like a sentence"],
    ["1.204", "`1.204` is not an identifier: it is a number, but not of digits only"],
    ["1.2E+06", "`1.2E+06` is not an identifier: it is a number, but not of digits only"],
    ["-44", "`-44` is not an identifier: it is a number, but not of digits only"],
    ["identifier", "`identifier` is not an identifier: it is a heading"],
    ["4\u200b4", "`4\\u{200B}4` is not an identifier: it has an invisible or broken character in it"],
    ["4\u001b[31m4", "`4\\u{1B}[31m4` is not an identifier: it has an invisible or broken character in it"],
    ["x".repeat(257), `\`${"x".repeat(40)}…\` is not an identifier: it has more than 256 characters`],
  ]) {
    await fails(`43\n# a comment\n${line}\n45`, `leaked.txt, line 3: ${problem}`);
  }
});

test("text of one word can be an identifier", async () => {
  const words = ["12e5", "a4f0-11", "Straße_7", "x=y", "a.b", "43#1", "é".repeat(256), "9".repeat(256)];
  assert.deepEqual(await identifiers(words.join("\n")), words);
  assert.deepEqual(await identifiers("\u200b43\u200b\n\u00a044"), ["43", "44"]);
});

test("one message counts all lines that are wrong", async () => {
  await fails(
    "43\na b\nc d\ne f",
    "leaked.txt, line 2: `a b` is not an identifier: it has white space in it (and 2 more like it)",
  );
});

test("a word above numbers is refused, because it can be a heading, until --column is given", async () => {
  await fails(
    "uses\n7\n3",
    "leaked.txt, line 1: `uses` looks like a heading. If it is one, give --column 1; else remove the line",
  );
  assert.deepEqual(await identifiers("uses\n7\n3", { column: "1" }), ["7", "3"]);
  assert.deepEqual(await identifiers("uses\n7\n3", { column: "USES" }), ["7", "3"]);
  assert.deepEqual(await identifiers("43\n44", { column: "1" }), ["43", "44"]);
  assert.deepEqual(await identifiers("43x\n44", { column: "1" }), ["43x", "44"]);
});

test("running text is refused", async () => {
  await assert.rejects(read("Hi all,\nplease switch off 43 and 44 now.\n"), { exitStatus: 2 });
  await assert.rejects(read("please switch off 43 and 44 now\n"), /line 1: .* has white space/);
});

// A reader of quadratic time would take hours.
test("50 000 lines are read, and long ones do not hold it up", { timeout: 120_000 }, async () => {
  const lines = Array.from({ length: 50_000 }, (_, index) => `${index + 1}`);
  assert.equal((await identifiers(lines.join("\n"))).length, 50_000);
  await assert.rejects(read(`43\n${"x".repeat(10_000_000)}`), /line 2: .* more than 256 characters/);
  await assert.rejects(read(`43\na${" ".repeat(1_000_000)}b`), /line 2: .* more than 256 characters/);
  await assert.rejects(read("#\n".repeat(1_000_000)), /has no identifiers/);
});
