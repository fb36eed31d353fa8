// @ts-check
// Identifiers that the paste dialog takes from tables, and tables for which it asks for the column.

import { describe } from "node:test";
import { sample } from "./sample.mjs";

/** @typedef {import("./sample.mjs").Sample} Sample */

describe("a table with a known name above a column", () => {
  for (const each of /** @type {Sample[]} */ ([
    {
      name: "CSV from Excel in English",
      text: '\uFEFF"ID","Name","Uses","Last used"\r\n"43","Payments, prod","7","5/12/2024"\r\n"44","say ""hi""","1,204","5/13/2024"\r\n',
      takes: "43 44",
    },
    {
      name: "CSV from Excel in Portuguese",
      text: "\uFEFFNome;Identificador;Usos;Preço\r\nPagamentos;43;7;R$ 1.204,50\r\nMétricas;044;3;7,00\r\n",
      takes: "43 044",
    },
    {
      name: "CSV from Excel in German, with a declared separator",
      text: "sep=;\r\nName;Identifier;Preis\r\nA;43;1,5\r\nB;44;2,5",
      takes: "43 44",
    },
    { name: "cells of a spreadsheet", text: "Name\tIdentificador\tQtd\nA\t1\u00A0204\t7\nB\t44\t3", takes: "1204 44" },
    { name: "one column", text: "ID\n43\n44\n", takes: "43 44" },
    {
      name: "a header name in capitals, with markup, invisible characters and blanks",
      text: "\u200E **IDENTIFICADOR** ;nome\n43;a",
      takes: "43",
    },
    {
      name: "a title and empty lines before the table",
      text: "Relatório de 12/05/2024\n\n\nIdentificador;Nome\n43;A\n\n44;B\n",
      takes: "43 44",
      passes: ["Relatório de 12/05/2024 outside"],
    },
    {
      name: "a mail around the table",
      text: "Hi, 2 to switch off:\n\nidentifier;name;uses\n43;A;7\n44;B;3\n\nThanks, room 7\nAna; desk 12",
      takes: "43 44",
      passes: ["Hi, 2 to switch off: outside", "Thanks, room 7 outside", "Ana · desk 12 outside"],
    },
    {
      name: "another table below",
      text: "identifier;name\n43;A\n\nMonth;Count\n1;7\n",
      takes: "43",
      passes: ["1 · 7 outside"],
    },
    {
      name: "a blank before a quoted cell",
      text: '"Name", "Team", "Identifier", "Uses"\n"a", "b, c", "43", "7"\n"d" , "e" , "44" , "3"',
      takes: "43 44",
    },
    {
      name: "an unusual separator that the first line declares",
      text: "sep=^\nName^Identificador^Uses\nA^43^7",
      takes: "43",
    },
    { name: "a table in quoted mail", text: "> identificador;usos\n> 43;7\n>> 44;3", takes: "43 44" },
    { name: "a header name with accents", text: "nome;ÍDENTIFICADÔR\na;43", takes: "43" },
    { name: "an unclosed quote", text: 'identifier;name\n43;"A\n44;B', takes: "43 44" },
    { name: "line ends in cells", text: 'name;identifier;note\r\n"a\n7";43;"50\n51;52"\r\nb;"44";', takes: "43 44" },
    {
      name: "numbers that a spreadsheet marks as text",
      text: 'name;identifier\nA;="043"\nB;\'44\nC;#45',
      takes: "043 44 45",
    },
    {
      name: "cells that are not identifiers",
      text: "identifier;name\n43;a\nn/a;b\n1,204;c\n4.3E+15;d\nTotal;7",
      takes: "43",
      passes: ["n/a cell", "1,204 cell", "4.3E+15 cell", "Total cell"],
    },
    { name: "a cell with several identifiers", text: "name;identifier\nA;43, 44 e 45\nB;46", takes: "43 44 45 46" },
    {
      name: "rows with an extra or a missing cell",
      text: "name,identifier,uses\nA, b,43,7\nC,44,3\n45,9",
      takes: "44",
      passes: ["A · b · 43 · 7 width", "45 · 9 width"],
    },
    { name: "a secret with the name ID", text: "identifier;name\n43;ID\n44;x", takes: "43 44" },
    {
      name: "Markdown",
      text: "Off, 2 of them:\n\n| Name | ID | Uses |\n|:--|:-:|--:|\n| a\\|b | **43** | 7 |\n| c | [44](https://x/9) | 3 |",
      takes: "43 44",
      passes: ["Off, 2 of them: outside"],
    },
    { name: "Markdown without outer lines", text: "id | uses\n--- | ---\n43 | 7\n44 | 3", takes: "43 44" },
    {
      name: "Jira",
      text: "||Identifier||Name||Uses||\n|43|[a|https://x/7]|7|\n|{color:red}44{color}|b|3|\n7 more below",
      takes: "43 44",
      passes: ["7 more below outside"],
    },
    {
      name: "a table from a database's terminal",
      text: " id | uses\n----+-----\n 43 |    7\n 44 |    3\n(2 rows)",
      takes: "43 44",
      passes: ["(2 rows) outside"],
    },
    {
      name: "columns separated by blanks",
      text: "ID   NAME      USES\n43   Payments  7\n44   Old key   3",
      takes: "43 44",
    },
    {
      name: "labelled lines",
      text: "Identifier: 43\nUses: 7\nOwner: Ana\n\nIdentifier: 44\nUses: 3\nPlease hurry, 5 left",
      takes: "43 44",
      passes: ["Please hurry, 5 left outside"],
    },
    { name: "a labelled list that continues on the next line", text: "IDs: 43, 44,\n45\nUses: 9", takes: "43 44 45" },
  ])) {
    sample("table", each);
  }
});

describe("a table without an evident identifier column", () => {
  const cells = "43\tPayments\t7\n44\tMetrics\t3";
  for (const each of /** @type {Sample[]} */ ([
    { name: "cells without a header", text: cells, asks: "0 2" },
    {
      name: "a header of unknown names",
      text: "Kennung;Name;Preis\r\n043;Zahlung;1.204,50\r\n044;Metrik;7",
      asks: "0 2",
    },
    { name: "two known names", text: "id,identifier\n1,43\n2,44", asks: "0 1" },
    { name: "one known name twice", text: "identifier;identifier\n43;44\n45;46", asks: "0 1" },
    { name: "a known name without identifiers below", text: "ID;43\nName;x;7\n", asks: "1 2" },
    { name: "a header that is shorter than the rows", text: "identifier\n43,7\n44,3", asks: "0 1" },
    {
      name: "two tables with the columns in another order",
      text: "identifier,count\n43,7\n\ncount,identifier\n7,44",
      asks: "0 1",
    },
    { name: "two lines of two numbers", text: "43, 7\n44, 3", asks: "0 1" },
    { name: "a list of two numbers a line", text: "- 43, 7\n- 44, 3", asks: "0 1" },
    { name: "a list of records", text: "- 43, 7, Payments\n- 44, 3, Metrics", asks: "0 1" },
    { name: "two numbers a line, separated by a blank", text: "43 7\n44 3", asks: "0 1" },
    { name: "rows of different length", text: "43,Payments, prod,7\n44,Metrics,3", asks: "0 2 3" },
    { name: "rows inside a mail", text: "Hi,\n43\tPayments\t7\nthanks", asks: "0 2" },
    { name: "rows of different length, with one number each", text: "Pay, prod,43\nMetrics,7", asks: "1 2" },
    { name: "columns separated by blanks", text: "43   Payments prod  7\n44   Metrics  3", asks: "0 2" },
    { name: "a tab in one line", text: "Hi 12,\n43\tPayments", asks: "0" },
    { name: "a number outside the table", text: "7\n\n| Name | Key |\n|--|--|\n| a | 43 |", asks: "1" },
    { name: "a declared separator", text: "sep=,\n43,7\n44,3", asks: "0 1" },
    { name: "Markdown with unknown names", text: "| Key | Uses |\n|--|--|\n| 43 | 7 |", asks: "0 1" },
    { name: "Jira with unknown names", text: "||Key||Uses||\n|43|7|\n|44|3|", asks: "0 1" },
    { name: "labels with unknown names", text: "Secret: 43\nUses: 7\nSecret: 44\nUses: 3", asks: "0 1" },
    { name: "JSON with unknown names", text: '[{"number":43,"count":7}]', asks: "0 1" },
    { name: "is read by the column of the answer", text: cells, answer: 0, takes: "43 44" },
    { name: "is read by the column of another answer", text: `Uses of each:\n${cells}\nn/a`, answer: 2, takes: "7 3" },
    {
      name: "is read as running text if the answer says so",
      text: "43, 44\n45, 46",
      answer: "prose",
      takes: "43 44 45 46",
    },
  ])) {
    sample("table", each);
  }
});
