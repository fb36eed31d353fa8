// Tables: delimiters, headings, the choice of a column, and what is malformed.

import assert from "node:assert/strict";
import test from "node:test";
import { readItems } from "../dist/input/read.js";

const description = "leaked.csv";
const read = (text, options) => readItems(new TextEncoder().encode(text), { description, ...options });
const identifiers = async (text, options) => (await read(text, options)).items.map((item) => item.identifier);
const fails = (text, message, options) =>
  assert.rejects(read(text, options), (error) => {
    assert.equal(error.message, message);
    assert.equal(error.exitStatus, 2);
    return true;
  });
const isNotPlain = (columns) =>
  `leaked.csv: it is not plain which column has the identifiers. Give --column and a name or number of ${columns}`;

test("commas, semicolons and tabs delimit", async () => {
  for (const [text, name] of [
    ["name,identifier\nPayments,43\n", "Payments"],
    ["name;identifier\r\nSilva, João;43\r\n", "Silva, João"],
    ["name\tidentifier\nA; B, C\t43\n", "A; B, C"],
    ['"name","identifier"\n"Payments, ""main""","43"\n', 'Payments, "main"'],
    ['name,identifier\n"two\nlines",43\n', "two\nlines"],
    ["sep=;\nname;identifier\nPayments;43\n", "Payments"],
    ["sep=\t\nname\tidentifier\nPayments\t43\n", "Payments"],
    ["# exported by mysafe, 2026\n\nname,identifier\nPayments,43\n,\n\n", "Payments"],
  ]) {
    assert.deepEqual(
      await read(text),
      { items: [{ identifier: "43", name }], description, column: '"identifier"' },
      text,
    );
  }
});

test("headings are known in English and in Portuguese, in any case, with accents and underscores", async () => {
  for (const heading of [
    ...["identifier", "Identifiers", "ID", "ids", "identificador", "IDENTIFICADORES", "identifier_id", "Identifier ID"],
    ...["item-id", "ID do item", "identificádor", "password_id", "passwordId", "ID da senha", "ID do segredo de API"],
    ...["apiSecretId", "note id", "Identificador da nota", "\uFEFFid", " id "],
  ]) {
    assert.deepEqual(await identifiers(`${heading};port\n43;80`), ["43"], heading);
  }
});

test("the heading states the kind, or a column does", async () => {
  const kindOf = async (text) => (await read(text)).kind;
  assert.equal(await kindOf("ID da senha,nome\n43,a"), "password");
  assert.equal(await kindOf("id,nome\n43,a"), undefined);
  assert.equal(await kindOf("id,kind\n43,note\n44,Notas"), "note");
  assert.equal(await kindOf("id,tipo\n43,Segredo de API\n44,api-secret\n45,apiSecret"), "apiSecret");
  assert.equal(await kindOf("id,type\n43,note\n44,SSH"), undefined);
  assert.equal(await kindOf("id,type\n43,note\n44,"), undefined);
  await fails(
    "id,kind\n43,note\n44,note\n45,password",
    'leaked.csv, column "id" has items of two kinds: line 2 says note, line 4 password. Give one kind at a time',
  );
});

test("names are kept", async () => {
  assert.deepEqual((await read("Nome,ID\n Produção ,43\n,44")).items, [
    { identifier: "43", name: "Produção" },
    { identifier: "44" },
  ]);
});

test("a table without a heading is read if one column only has numbers", async () => {
  assert.deepEqual(await read("Payments,43\nOrders,44"), {
    items: [{ identifier: "43" }, { identifier: "44" }],
    description,
    column: "2",
  });
  assert.deepEqual(await identifiers('"43"\n"44"'), ["43", "44"]);
});

test("a column that is not plain fails with the columns", async () => {
  await fails("id,password id,name\n7,43,a", isNotPlain("1 `id`, 2 `password id`, 3 `name`"));
  await fails("name,uses\na,7\nb,3", isNotPlain("1 `name`, 2 `uses`"));
  await fails("43,7,Payments\n44,3,Orders", isNotPlain("1 `numbers 1`, 2 `numbers 2`, 3 `text 3`"));
  await fails("43,44,45", isNotPlain("1 `numbers 1`, 2 `numbers 2`, 3 `numbers 3`"));
  const many = Array.from({ length: 25 }, (_, index) => `c${index}`);
  await assert.rejects(read(`${many}\n${many}`), /20 `c19` and 5 more$/);
});

test("no cell of a record is shown in the list of columns", async () => {
  await assert.rejects(read("43,7,hunter2\n44,3,hunter3"), ({ message }) => !message.includes("hunter"));
  await assert.rejects(
    read("43,7,hunter2\n44,3,hunter3", { column: "name" }),
    ({ message }) => !message.includes("hunter") && message.includes("has no column `name`"),
  );
});

test("--column picks a column by name or number", async () => {
  const text = "id,password id,name\n7,43,a\n8,44,b";
  for (const column of ["password id", "PASSWORD_ID", " Password ID ", "2"]) {
    assert.deepEqual(await identifiers(text, { column }), ["43", "44"], column);
  }
  assert.equal((await read(text, { column: "2" })).kind, "password");
  assert.deepEqual(await identifiers("name,uses\na,7", { column: "uses" }), ["7"]);
  assert.deepEqual(await identifiers("name,uses\na,7", { column: "2" }), ["7"]);
  assert.deepEqual(await identifiers("43,7\n44,8", { column: "1" }), ["43", "44"]);
  assert.deepEqual(await identifiers("#,ref\n1,43\n2,44", { column: "ref" }), ["43", "44"]);
  assert.deepEqual(await identifiers("#,ref\n1,43\n2,44", { column: "#" }), ["1", "2"]);
});

test("a column that is not there fails", async () => {
  const text = "id,name\n43,a";
  await fails(text, "leaked.csv has no column `foo`. Its columns are 1 `id`, 2 `name`", { column: "foo" });
  await fails(text, "leaked.csv has no column `?`. Its columns are 1 `id`, 2 `name`", { column: "?" });
  await fails(text, "leaked.csv has no column `3`: it has 2", { column: "3" });
  await fails(text, "leaked.csv has no column `0`: it has 2", { column: "0" });
  await fails("id,ID,id\n1,2,3", "leaked.csv has several columns `id`: give --column a number, of 1 and 3", {
    column: "id",
  });
});

test("a record is never taken for the heading", async () => {
  // The column 43 is not there; the heading 43 would leave the first item on.
  await fails("43,7\n44,8", "leaked.csv has no column `43`: it has 2", { column: "43" });
  assert.deepEqual(await identifiers("43x,a\n44,b", { column: "1" }), ["43x", "44"]);
  assert.deepEqual(await identifiers("abc,a1\nabd,b1", { column: "1" }), ["abc", "abd"]);
  await fails(
    "Payments,43\nOrders,44",
    "leaked.csv has no column `Payments`. Its columns are 1 `text 1`, 2 `numbers 2`",
    {
      column: "Payments",
    },
  );
});

test("a terminal is asked which column it is", async () => {
  let asked;
  const choose = async (columns) => {
    asked = columns;
    return 1;
  };
  assert.deepEqual(await identifiers("name, uses\na,7\nb,3", { choose }), ["7", "3"]);
  assert.deepEqual(asked, ["name", "uses"]);
  assert.deepEqual(await identifiers("43,7\n44,3", { choose }), ["7", "3"]);
  assert.deepEqual(asked, ["numbers 1", "numbers 2"]);
  asked = undefined;
  assert.deepEqual(await identifiers("name,id\na,7", { choose }), ["7"]);
  assert.equal(asked, undefined);
  await identifiers("a\u001b[2J,b\nx,7", { choose });
  assert.deepEqual(asked, ["a\\u{1B}[2J", "b"]);
  await fails("43,7", "leaked.csv has no column 6", { choose: async () => 5 });
});

test("a record without an identifier fails with its line", async () => {
  await fails('id,name\n43,"a\nb"\n ,c\n', 'leaked.csv, column "id", line 4: there is no identifier');
  await fails(
    "id,name\n43,a\n4 4,b\n",
    'leaked.csv, column "id", line 3: `4 4` is not an identifier: it has white space in it',
  );
  await fails(
    "id,name\n43,a\nid,name\n",
    'leaked.csv, column "id", line 3: `id` is not an identifier: it is a heading',
  );
  await fails("id,name\n", 'leaked.csv, column "id" has no identifiers');
});

test("a malformed table fails with the line", async () => {
  await fails('id,name\n43,a\n44,"b\n45,c\n', "leaked.csv, line 3: a quote is not closed");
  await fails('id,name\n43,"a"b\n', "leaked.csv, line 2: a quoted cell goes on after its quote");
  await fails("id,name\n\n43,a\n44\n", "leaked.csv, line 4: the number of its cells is 1, and of line 1 it is 2");
  await fails("id,name\n43,a,b\n", "leaked.csv, line 2: the number of its cells is 3, and of line 1 it is 2");
  await fails(
    "# c\nsep=,\nid,name\n43,a,b\n",
    "leaked.csv, line 4: the number of its cells is 3, and of line 3 it is 2",
  );
  await fails("id,name\n43,a\n# comment\n", "leaked.csv, line 3: the number of its cells is 1, and of line 1 it is 2");
});

test("a quote that is closed too late takes no record with it", async () => {
  await fails(
    'id,name\n43,"Payments\n44,Orders\n45,Mail"\n46,Web\n',
    "leaked.csv, line 2: a quoted cell has lines that look like records",
  );
  await fails(
    'name,id\n"Payments,43\nOrders,44",45\n',
    "leaked.csv, line 2: a quoted cell has lines that look like records",
  );
  assert.deepEqual(await identifiers('id,name\n43,"Payments\nSilva, João"\n'), ["43"]);
});

test("hostile headings are names like others", async () => {
  const text = "__proto__,constructor,id,toString\na,b,43,c";
  assert.deepEqual((await read(text)).items, [{ identifier: "43" }]);
  assert.deepEqual(await identifiers(text, { column: "__proto__" }), ["a"]);
  await fails("a\u001b[2J,b\n1,2", isNotPlain("1 `a\\u{1B}[2J`, 2 `b`"));
});

// A reader of quadratic time would take hours.
test("50 000 records are read, and hostile ones do not hold it up", { timeout: 120_000 }, async () => {
  const records = Array.from({ length: 50_000 }, (_, index) => `"Secret ""${index}""",${index + 1},x,y`);
  const { items } = await read(`name,id,a,b\n${records.join("\n")}`);
  assert.deepEqual(items.at(-1), { identifier: "50000", name: 'Secret "49999"' });
  await assert.rejects(read(`id,name\n43,"${'"x,\n'.repeat(200_000)}`));
  await assert.rejects(read(`id,name\n43,"${'""'.repeat(500_000)}`));
  await assert.rejects(read(",".repeat(1_000_000)));
  await assert.rejects(read(`id,${"x".repeat(5_000_000)}\n`));
  await assert.rejects(read(`a,${"\n".repeat(1_000_000)}b`));
});
