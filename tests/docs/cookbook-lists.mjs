// Runs the cookbook's scripts with lists and reports as other programs write them.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { takeFiles } from "./markdown.mjs";
import {
  access,
  cookbook,
  offLine,
  readReport,
  resumeLine,
  runLine,
  scripts,
  undoLine,
  writeFiles,
} from "./recipes.mjs";

const byteOrderMark = "\ufeff";
const utf16 = (text) => Buffer.from(text, "utf16le");
const utf16BigEndian = (text) => utf16(text).swap16();
const latin1 = (text) => Buffer.from(text, "latin1");

/** Switches off the list `leaked.txt` with the cookbook's command. */
async function switchOff(t, files) {
  const sandbox = createSandbox();
  const server = await serve(sandbox);
  t.after(() => server.close());
  const directory = writeFiles({ ...scripts, ...files });
  return { sandbox, directory, server, ...(await runLine(offLine, directory, access(server.url))) };
}

/** Lists of two secrets, 43 and 44. */
const lists = {
  "UTF-8": "43\n44\n",
  "UTF-8 with a byte order mark, CRLF": `${byteOrderMark}43\r\n44\r\n`,
  "UTF-16 as PowerShell's > writes it": utf16(`${byteOrderMark}43\r\n44\r\n`),
  "UTF-16, big-endian": utf16BigEndian(`${byteOrderMark}43\r\n44\r\n`),
  "UTF-16 without a byte order mark": utf16("43\n44\n"),
  "UTF-16 without a byte order mark, big-endian": utf16BigEndian("43\n44\n"),
  "CR line ends": "43\r44\r",
  "no line end after the last line": "43\n44",
  "empty and blank lines": "\n\n43\n  \n\t\n44\n\n",
  "blanks around identifiers": "  43\t\n\u00a044 \u3000\n",
  comments: "# of ticket 12\n43 # billing\n  # nothing\n44\t#\n",
  "comments in Latin-1": latin1("# produção\n43\n44 # cartão\n"),
};

for (const [form, list] of Object.entries(lists)) {
  test(`cookbook: a list is read in this form: ${form}`, async (t) => {
    const { code, out, directory, sandbox } = await switchOff(t, { "leaked.txt": list });
    assert.equal(code, 0, out);
    assert.deepEqual(
      readReport(directory).outcomes.map(({ identifier, state }) => [identifier, state]),
      [
        ["43", "changed"],
        ["44", "changed"],
      ],
    );
    assert.deepEqual(
      sandbox.changes.map(({ identifier }) => identifier),
      ["43", "44"],
    );
  });
}

test("cookbook: a # within an identifier is no comment", async (t) => {
  const { directory } = await switchOff(t, { "leaked.txt": "key#1\n" });
  assert.equal(readReport(directory).outcomes[0].identifier, "key#1");
});

test("cookbook: an empty list is an error", async (t) => {
  const { code, out, sandbox } = await switchOff(t, { "leaked.txt": "# all done\n\n" });
  assert.equal(code, 1);
  assert.match(out, /leaked\.txt lists no identifiers/);
  assert.equal(sandbox.requests.length, 0);
});

const encodings = {
  "with a byte order mark": (text) => byteOrderMark + text,
  "in UTF-16": (text) => utf16(byteOrderMark + text.replaceAll("\n", "\r\n")),
};

for (const [how, encode] of Object.entries(encodings)) {
  test(`cookbook: a report that was saved again ${how} can be resumed and undone`, async (t) => {
    const { code, directory, sandbox, server } = await switchOff(t, { "leaked.txt": "43\nnope\n" });
    assert.equal(code, 1);
    const resave = (name) => {
      const path = join(directory, name);
      writeFileSync(path, encode(readFileSync(path, "utf8")));
    };
    resave("report.json");
    const resumed = await runLine(resumeLine, directory, access(server.url));
    assert.match(resumed.out, /^0 off now, 0 off already, of 1$/m);
    resave("report-2.json");
    const undone = await runLine(undoLine, directory, access(server.url));
    assert.equal(undone.code, 0, undone.out);
    assert.match(undone.out, /^1 on again, 0 on already, of 1$/m);
    assert.equal(sandbox.secrets.get("43")?.active, true);
  });
}

const csv = takeFiles(cookbook, "A list in CSV");

/** Tables of the same two secrets. */
const tables = {
  "plain CSV": "identifier,name\n43,Billing\n44,Build runners\n",
  "with quotes": 'name,identifier\r\n"Billing, EU","43"\r\n"Build\r\nrunners","44"\r\n',
  "Excel's, with semicolons": `${byteOrderMark}Identifier;Name\r\n43;Billing, EU\r\n44;Build runners\r\n;\r\n`,
  "Excel's Unicode text": utf16(`${byteOrderMark}identifier\tname\r\n43\tBilling, EU\r\n44\tBuild; runners\r\n`),
  "in Latin-1": latin1("name,identifier\nCartão,43\nProdução,44\n"),
  "with blanks and empty lines": "\n identifier , name\n\n 43 , Billing \n\n44,Build runners\n\n",
  "one column": "identifier\n43\n44\n",
};

for (const [form, table] of Object.entries(tables)) {
  test(`cookbook: a CSV file is read in this form: ${form}`, async (t) => {
    const { code, out, sandbox } = await switchOff(t, { ...csv, "leaked.txt": table });
    assert.equal(code, 0, out);
    assert.deepEqual(
      sandbox.changes.map(({ identifier }) => identifier),
      ["43", "44"],
    );
  });
}

for (const [defect, table, error] of [
  ["without the column", "id,name\n43,Billing\n", /leaked\.txt: record 1 has no identifier/],
  ["with a record that has no identifier", "identifier,name\n43,Billing\n,Build\n", /record 2 has no identifier/],
  ["with a field too few", "name,identifier\nBilling,43\nBuild\n", /Invalid Record Length/],
  ["with a quote that does not end", 'name,identifier\nBilling,43\n"Build,44\n', /Quote Not Closed/],
  ["without records", "identifier,name\n", /leaked\.txt lists no identifiers/],
]) {
  test(`cookbook: a CSV file is refused, and nothing is sent: ${defect}`, async (t) => {
    const { code, out, sandbox } = await switchOff(t, { ...csv, "leaked.txt": table });
    assert.equal(code, 1);
    assert.match(out, error);
    assert.equal(sandbox.requests.length, 0);
  });
}
