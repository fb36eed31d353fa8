// @ts-check
// Batches from end to end: what is sent, what is said, and what is put back.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { bench } from "./support/mysafe.mjs";

const schema = JSON.parse(readFileSync(new URL("../schema/report.json", import.meta.url), "utf8"));
const isReport = new Ajv2020({ strict: false }).compile(schema);

/** @param {string} text @returns {any} */
function reportOf(text) {
  const report = JSON.parse(text);
  const isValid = isReport(report);
  assert.ok(isValid, JSON.stringify(isReport.errors));
  return report;
}

/** @param {string} folder */
const journalsIn = (folder) => readdirSync(folder).filter((name) => name.endsWith(".jsonl"));

test("identifiers are switched off, and the undo puts back exactly what was changed", async (t) => {
  const { run, sandbox, folder } = await bench(t);
  sandbox.secrets.setActive("44", false);
  const off = await run(["deactivate", "43", "44", "45", "--yes"]);
  assert.equal(off.code, 0, off.stderr);
  assert.equal(off.stdout, "", "all words are on standard error");
  const [journal = ""] = journalsIn(folder);
  assert.match(journal, /^mysafe-deactivate-api-secret-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.jsonl$/);
  assert.equal(statSync(join(folder, journal)).mode & 0o777, 0o600);
  assert.match(off.stderr, /Deactivate 3 API secrets at http:\/\/127\.0\.0\.1:\d+\n {2}43\n {2}44\n {2}45\n/);
  assert.match(off.stderr, /3 API secrets inactive/);
  assert.match(off.stderr, new RegExp(`mysafe undo ${journal}\n +activate the 2 API secrets`));
  assert.equal(off.stderr.split(`Journal: ${journal}`).length, 3, "its name is said at the beginning and at the end");

  const back = await run(["undo", journal, "--yes"]);
  assert.equal(back.code, 0, back.stderr);
  assert.deepEqual(
    ["43", "44", "45"].map((id) => sandbox.secrets.get(id)?.active),
    [true, false, true],
  );

  const report = await run(["report", journal]);
  assert.equal(report.code, 1, "they are not in the state that was asked for");
  assert.match(report.stdout, /1 of 3 API secrets inactive/);
  assert.match(report.stdout, /Put back +2 /);
  assert.doesNotMatch(report.stdout, /mysafe undo/);
  const resumed = await run(["resume", journal, "--yes"]);
  assert.equal(resumed.code, 1);
  assert.match(resumed.stderr, /2 were put back since by an undo\.\nThere is nothing to resume\./);
  const document = reportOf((await run(["report", journal, "--json"])).stdout);
  assert.deepEqual(document.undone, ["43", "45"]);
  const csv = (await run(["report", journal, "--csv"])).stdout.trimEnd().split("\r\n");
  assert.deepEqual(
    csv.map((row) => row.split(",").at(csv[0]?.split(",").indexOf("undone"))),
    ["undone", "true", "", "true"],
  );
  writeFileSync(join(folder, "report.json"), JSON.stringify(document));
  for (const file of ["report.json", journal]) {
    const nothing = await run(["undo", file, "--yes"]);
    assert.equal(nothing.code, 0, nothing.stderr);
    assert.match(nothing.stderr, /There is nothing to undo\./);
  }
  const [undone = ""] = journalsIn(folder).filter((name) => name !== journal);
  assert.equal((await run(["undo", undone, "--yes"])).code, 0);
  const offAgain = await run(["report", journal]);
  assert.match(offAgain.stdout, /^3 API secrets inactive/, "the undo was undone");
  assert.doesNotMatch(offAgain.stdout, /mysafe undo/, "that is for the journal of the last run");
  const rest = await run(["resume", "report.json", "--yes"]);
  assert.equal(rest.code, 1);
  assert.match(rest.stderr, /There is nothing to resume\./);

  const again = await run(["undo", journal, "--yes"]);
  assert.equal(again.code, 0, again.stderr);
  assert.match(again.stderr, /There is nothing to undo\./);
});

test("a CSV file names the column and the names", async (t) => {
  const { run, sandbox, folder } = await bench(t);
  writeFileSync(join(folder, "leaked.csv"), "id;nome\r\n43;cobrança\r\n44;correio\r\n");
  const { code, stderr } = await run(["deactivate", "--from", "leaked.csv", "--column", "id", "--yes"]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /43 {2}cobrança/);
  assert.match(stderr, /From leaked\.csv, column "id"/);
  const portuguese = await run(["deactivate", "--from", "leaked.csv", "--dry-run", "--lang", "pt-BR"]);
  assert.match(portuguese.stderr, /De leaked\.csv, coluna "id"/);
  assert.equal(sandbox.secrets.get("44")?.active, false);
});

test("a list goes through a pipe into a batch", async (t) => {
  const { shell, sandbox } = await bench(t);
  const { code, stderr } = await shell("mysafe list --tag payments | mysafe deactivate --from - --yes --json");
  assert.equal(code, 0, stderr);
  assert.ok(sandbox.changes.length > 0);
  assert.ok(sandbox.changes.every(({ identifier }) => /payments/.test(sandbox.secrets.get(identifier)?.tags ?? "")));
});

test("a tag names the items of a list", async (t) => {
  const { run, sandbox } = await bench(t);
  const { code, stdout } = await run(["deactivate", "--kind", "password", "--tag", "identity", "--yes", "--json"]);
  const report = reportOf(stdout);
  assert.equal(code, 0);
  assert.equal(report.kind, "password");
  assert.ok(report.total > 0 && report.changed === report.total);
  assert.ok(report.outcomes.every((/** @type {{ name: string }} */ { name }) => name.length > 0));
  assert.ok(sandbox.changes.every(({ kind }) => kind === "password"));
});

test("a dry run sends nothing, and its document is a report that can be resumed", async (t) => {
  const { run, sandbox, folder } = await bench(t);
  const dry = await run(["deactivate", "43", "44", "--dry-run", "--json"]);
  assert.equal(dry.code, 0);
  const report = reportOf(dry.stdout);
  assert.equal(report.dryRun, true);
  assert.equal(report.skipped, 2);
  assert.equal(sandbox.requests.length + sandbox.tokenRequests, 0);
  assert.deepEqual(journalsIn(folder), []);
  writeFileSync(join(folder, "plan.json"), dry.stdout);
  const done = await run(["resume", "plan.json", "--yes"]);
  assert.equal(done.code, 0, done.stderr);
  assert.equal(sandbox.secrets.get("44")?.active, false);
});

test("without a terminal, --yes is needed", async (t) => {
  const { run, sandbox } = await bench(t);
  const { code, stderr } = await run(["deactivate", "43"]);
  assert.equal(code, 2);
  assert.match(stderr, /There is no terminal to ask on/);
  assert.equal(sandbox.requests.length, 0);
});

test("failures are told by reason, with what to type next", async (t) => {
  const { run } = await bench(t);
  const missing = Array.from({ length: 17 }, (_, index) => String(9000 + index));
  const { code, stderr, stdout } = await run([
    "deactivate",
    "43",
    ...missing,
    "--yes",
    "--journal",
    "it's.jsonl",
    "--json",
  ]);
  assert.equal(code, 1);
  assert.match(stderr, /1 of 18 API secrets inactive/);
  assert.match(stderr, /Failed · NOT_FOUND · 17\n.*MySafe has no API secret with this identifier/);
  assert.match(stderr, /9000, 9001, 9002, 9003, 9004\n/);
  assert.ok(stderr.includes("… and 12 more: mysafe report 'it'\\''s.jsonl'"), stderr);
  assert.ok(stderr.includes("mysafe resume 'it'\\''s.jsonl'"));
  const report = reportOf(stdout);
  assert.equal(report.journal, "it's.jsonl");
  assert.equal(report.failed, 17);
  const whole = await run(["report", "it's.jsonl"]);
  for (const identifier of missing) assert.ok(whole.stdout.includes(`\n  ${identifier}\n`));
});

test("the command to type next repeats the options that say where MySafe is", async (t) => {
  const { run, url, folder } = await bench(t);
  writeFileSync(join(folder, "key"), "canary-7Q/x+secret=\n", { mode: 0o600 });
  const options = ["--url", url, "--client-id", "oncall", "--client-secret-file", "key"];
  const env = { MYSAFE_URL: undefined, MYSAFE_CLIENT_ID: undefined, MYSAFE_CLIENT_SECRET: undefined };
  const { stderr } = await run(["deactivate", "43", "--yes", "--journal", "run.jsonl", ...options], { env });
  assert.ok(stderr.includes(`mysafe undo run.jsonl ${options.join(" ")}`), stderr);
});

test("resume asks again what failed, and the journal's address and kind bind it", async (t) => {
  const { run, sandbox, url } = await bench(t);
  sandbox.next({ operation: "deactivate", identifier: 44, fault: "server-error", times: 10 });
  const first = await run(["deactivate", "43", "44", "--yes", "--retries", "1", "--journal", "run.jsonl"]);
  assert.equal(first.code, 1, first.stderr);
  assert.match(first.stderr, /Unknown · SERVER · 1/);
  const elsewhere = await run(["resume", "run.jsonl", "--yes", "--url", "https://vault.example"]);
  assert.equal(elsewhere.code, 2);
  assert.ok(elsewhere.stderr.includes(url) && elsewhere.stderr.includes("https://vault.example"), elsewhere.stderr);
  const otherKind = await run(["resume", "run.jsonl", "--yes", "--kind", "note"]);
  assert.equal(otherKind.code, 2);
  assert.match(otherKind.stderr, /about API secrets, not about notes/);
  sandbox.reset();
  const second = await run(["resume", "run.jsonl", "--yes"]);
  assert.equal(second.code, 0, second.stderr);
  assert.match(second.stderr, /1 of 2 are settled already/);
  const third = await run(["resume", "run.jsonl", "--yes"]);
  assert.equal(third.code, 0);
  assert.match(third.stderr, /nothing to resume/);
});

test("what is in doubt is listed, and put back with --include-uncertain", async (t) => {
  const { run, sandbox } = await bench(t);
  // The change is made, and its answer is lost: the next try says "already".
  sandbox.next({ operation: "deactivate", identifier: 44, fault: "lost" });
  const off = await run(["deactivate", "43", "44", "--yes", "--journal", "run.jsonl"]);
  assert.match(off.stderr, /Done \(not certain\) {2}1/);
  const some = await run(["undo", "run.jsonl", "--yes", "--journal", "undo.jsonl"]);
  assert.equal(some.code, 0, some.stderr);
  assert.match(some.stderr, /1 is not certain.*\n {2}44\n.*--include-uncertain/);
  assert.deepEqual(
    ["43", "44"].map((id) => sandbox.secrets.get(id)?.active),
    [true, false],
  );
  const rest = await run(["undo", "run.jsonl", "--yes", "--include-uncertain"]);
  assert.equal(rest.code, 0, rest.stderr);
  assert.equal(sandbox.secrets.get("44")?.active, true);
});

test("a report of the page can be undone and resumed", async (t) => {
  const { run, sandbox, folder, url } = await bench(t);
  const off = await run(["deactivate", "43", "44", "--yes", "--json"]);
  const { outcomes } = reportOf(off.stdout);
  const page = { kind: "apiSecret", action: "deactivate", address: url, outcomes };
  writeFileSync(join(folder, "report.json"), JSON.stringify(page));
  const [first] = outcomes;
  const spelled = { ...first, identifier: "043", change: { ...first.change, identifier: "043" } };
  writeFileSync(join(folder, "twice.json"), JSON.stringify({ ...page, outcomes: [...outcomes, spelled] }));
  const { stdout } = await run(["report", "twice.json"]);
  assert.match(stdout, /activate the 2 API secrets/, "as many as the undo sends");
  writeFileSync(join(folder, "doubt.json"), JSON.stringify({ ...page, outcomes, maybeUndone: ["44"] }));
  const doubt = await run(["report", "doubt.json"]);
  assert.equal(doubt.code, 1, "one is perhaps not in the state that was asked for");
  assert.match(doubt.stdout, /^1 of 2 API secrets inactive/);
  assert.match(doubt.stdout, /activate the API secret/);
  assert.match(doubt.stdout, /Perhaps put back +1 /);
  const back = await run(["undo", "report.json", "--yes", "--json", "--journal", "undo.jsonl"]);
  assert.equal(back.code, 0, back.stderr);
  assert.equal(reportOf(back.stdout).changed, 2);
  assert.equal(sandbox.secrets.get("44")?.active, true);
});

test("what a report of the page knows of who, why and when is kept", async (t) => {
  const { run, sandbox, folder, url } = await bench(t);
  const off = await run(["deactivate", "43", "44", "--yes", "--json", "--journal", "run.jsonl"]);
  const journal = reportOf(off.stdout);
  assert.equal(journal.runs.length, 1);
  for (const { at, run: number } of journal.outcomes) {
    assert.ok(journal.runs[0].startedAt <= at && at <= journal.runs[0].endedAt, at);
    assert.equal(number, 1);
  }
  const runs = [
    { ...journal.runs[0], operator: "Ana Lima", ticket: "INC-4711", note: "=1+1", clientId: "oncall" },
    { startedAt: "2026-11-26T17:40:00.000Z", operator: "Rui", identity: "rui@team.example" },
  ];
  const looked = { startedAt: "2026-11-26T17:48:00.000Z", endedAt: "2026-11-26T17:48:30.000Z", operator: "Rui" };
  const page = {
    ...{ kind: "apiSecret", action: "deactivate", address: url, duration: 1234, ended: true, aborted: true },
    ...{ total: 2, changed: 2, unchanged: 0, failed: 0, unknown: 0, skipped: 0 },
    ...{ startedAt: journal.startedAt, endedAt: looked.endedAt, runs, verifications: [looked] },
    outcomes: [
      { ...journal.outcomes[0], looks: [{ at: looked.startedAt, active: false }] },
      { ...journal.outcomes[1], run: 2, looks: [{ at: looked.startedAt, code: "NOT_FOUND" }] },
    ],
  };
  writeFileSync(join(folder, "page.json"), JSON.stringify(page));
  assert.deepEqual(reportOf((await run(["report", "page.json", "--json"])).stdout), page);
  const text = (await run(["report", "page.json"])).stdout;
  assert.match(text, /Run 1: Ana Lima \(as entered\) · INC-4711 · =1\+1 · access key oncall\n/);
  assert.match(text, /Run 2: Rui \(rui@team\.example, signed in\)\n/);
  assert.match(text, /Last looks: 1 off, 0 on, 1 could not be seen \(2026-11-26T17:48:30\.000Z; Rui \(as entered\)\)/);
  const [head = "", first = "", second = ""] = (await run(["report", "page.json", "--csv"])).stdout.split("\r\n");
  assert.match(head, /,undone,at,run,operator,identity,ticket,note,client_id,look_at,look_active,look_code$/);
  assert.ok(first.endsWith(`,1,Ana Lima,,INC-4711,'=1+1,oncall,${looked.startedAt},false,`), first);
  assert.ok(second.endsWith(`,2,Rui,rui@team.example,,,,${looked.startedAt},,NOT_FOUND`), second);
  const back = await run(["undo", "page.json", "--yes"]);
  assert.equal(back.code, 0, back.stderr);
  assert.equal(sandbox.secrets.get("44")?.active, true);
});

test("what is none of a report's fields of who, why and when is left out", async (t) => {
  const { run, folder, url } = await bench(t);
  const outcomes = [
    { identifier: "43", state: "skipped", at: 5, run: 7, looks: [null, { at: "x" }, { active: true }] },
  ];
  const report = { kind: "apiSecret", action: "deactivate", address: url, runs: [null, { operator: 1 }], outcomes };
  writeFileSync(join(folder, "odd.json"), JSON.stringify(report));
  const read = reportOf((await run(["report", "odd.json", "--json"])).stdout);
  assert.deepEqual(read.runs, [{}, {}]);
  assert.deepEqual(read.outcomes, [{ identifier: "43", state: "skipped", looks: [] }]);
});

test("a report of another tenant is refused", async (t) => {
  const { run, folder, url, sandbox } = await bench(t);
  const outcomes = [{ identifier: "43", state: "skipped" }];
  const report = { kind: "apiSecret", action: "deactivate", address: url, tenant: "acme", outcomes };
  writeFileSync(join(folder, "acme.json"), JSON.stringify(report));
  const { code, stderr } = await run(["resume", "acme.json", "--yes"]);
  assert.equal(code, 2, stderr);
  assert.match(stderr, /tenant/);
  assert.equal(sandbox.requests.length, 0);
});

test("a journal says of each outcome when it came and in which run", async (t) => {
  const { run, sandbox } = await bench(t);
  sandbox.next({ operation: "deactivate", identifier: 44, fault: "server-error", times: 10 });
  await run(["deactivate", "43", "44", "--yes", "--retries", "1", "--journal", "run.jsonl"]);
  sandbox.reset();
  await run(["resume", "run.jsonl", "--yes"]);
  const { runs, duration, outcomes } = reportOf((await run(["report", "run.jsonl", "--json"])).stdout);
  assert.equal(runs.length, 2);
  const lengths = runs.map(
    (/** @type {{ startedAt: string, endedAt: string }} */ { startedAt, endedAt }) =>
      Date.parse(endedAt) - Date.parse(startedAt),
  );
  assert.equal(duration, lengths[0] + lengths[1]);
  assert.deepEqual(
    outcomes.map((/** @type {{ run: number }} */ each) => each.run),
    [1, 2],
  );
  assert.ok(runs[0].startedAt <= outcomes[0].at && outcomes[0].at <= runs[0].endedAt);
  assert.ok(runs[1].startedAt <= outcomes[1].at && outcomes[1].at <= runs[1].endedAt);
});

test("report shows a journal as a summary, JSON and CSV", async (t) => {
  const { run, sandbox, folder } = await bench(t);
  sandbox.secrets.add({ identifier: "900", name: "=cmd|' /C calc'!A0", tags: "odd" });
  const off = await run(["deactivate", "--tag", "odd", "--yes", "--journal", "run.jsonl"]);
  assert.equal(off.code, 0, off.stderr);
  const text = await run(["report", "run.jsonl"]);
  assert.equal(text.code, 0, text.stderr);
  assert.match(text.stdout, /1 API secret inactive/);
  const json = reportOf((await run(["report", "run.jsonl", "--json"])).stdout);
  assert.equal(json.ended, true);
  const csv = (await run(["report", "run.jsonl", "--csv"])).stdout;
  assert.match(csv, /^\uFEFFidentifier,kind,name,outcome,/);
  assert.match(csv, /\r\n900,apiSecret,"?'=cmd/);
  const portuguese = (await run(["report", "run.jsonl", "--csv", "--lang", "pt-BR"])).stdout;
  assert.match(portuguese, /^\uFEFFidentifier;kind;name;/);
  writeFileSync(
    join(folder, "torn.jsonl"),
    readFileSync(join(folder, "run.jsonl"), "utf8").split("\n").slice(0, 2).join("\n"),
  );
  const killed = await run(["report", "torn.jsonl"]);
  assert.equal(killed.code, 1);
  assert.match(killed.stdout, /The run did not end/);
});

test("refused credentials end a run early", async (t) => {
  const { run } = await bench(t);
  const { code, stderr } = await run(["deactivate", "43", "--yes"], { env: { MYSAFE_CLIENT_SECRET: "wrong" } });
  assert.equal(code, 3, stderr);
  assert.match(stderr, /The run ended early\. MySafe refused the credentials\./);
});

test("an outage ends a run early", async (t) => {
  const { run } = await bench(t, { faults: { rate: 1, kinds: ["stall"], operations: ["deactivate"] } });
  const many = Array.from({ length: 30 }, (_, index) => String(43 + index));
  const limits = ["--retries", "0", "--timeout", "200ms", "--outage", "500ms", "--concurrency", "2"];
  const { code, stderr, stdout } = await run(["deactivate", ...many, "--yes", "--json", ...limits]);
  assert.equal(code, 3, stderr);
  assert.match(stderr, /The run ended early\./);
  const report = reportOf(stdout);
  assert.ok(report.skipped > 0 && report.unknown > 0, JSON.stringify(report));
});

test("a report that does not say where it was made is used with a warning", async (t) => {
  const { run, folder } = await bench(t);
  const outcomes = [{ identifier: "43", state: "skipped" }];
  writeFileSync(join(folder, "bare.json"), JSON.stringify({ kind: "apiSecret", action: "deactivate", outcomes }));
  const { code, stderr } = await run(["resume", "bare.json", "--yes"]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /The report does not say where it was made/);
});

test("a journal that cannot be written on ends the run, and the report has what was done", async (t) => {
  const { shell, sandbox, folder } = await bench(t);
  const many = Array.from({ length: 40 }, (_, index) => String(43 + index));
  const line = `ulimit -f 8; mysafe deactivate ${many.join(" ")} --yes --json --concurrency 2 --journal run.jsonl`;
  const { code, stdout, stderr } = await shell(line);
  assert.equal(code, 3, stderr);
  assert.match(stderr, /The run ended early\. The journal run\.jsonl cannot be written: EFBIG/);
  const report = reportOf(stdout);
  const known = new Set();
  for (const { identifier, state } of report.outcomes) if (state !== "skipped") known.add(identifier);
  const journal = readFileSync(join(folder, "run.jsonl"), "utf8");
  for (const { identifier } of sandbox.changes) {
    assert.ok(known.has(String(identifier)));
    assert.match(journal, new RegExp(`"type":"sent","at":"[^"]+","identifier":"${identifier}"`));
  }
});

test("a tag that nothing has is no success: it may be misspelt", async (t) => {
  const { run } = await bench(t);
  const { code, stderr, stdout } = await run(["deactivate", "--tag", "paymnets", "--yes"]);
  assert.equal(code, 1);
  assert.equal(stderr, "Error: There are no API secrets to switch with this tag.\n");
  assert.equal(stdout, "");
});

test("--quiet says nothing, and --json still prints", async (t) => {
  const { run } = await bench(t);
  const { code, stdout, stderr } = await run(["deactivate", "43", "--yes", "--quiet", "--json"]);
  assert.equal(code, 0);
  assert.equal(stderr, "");
  assert.equal(reportOf(stdout).changed, 1);
});

test("Portuguese", async (t) => {
  const { run } = await bench(t);
  const { stderr } = await run(["deactivate", "43", "9999", "--yes"], { env: { LANG: "pt_BR.UTF-8" } });
  assert.match(stderr, /Desativar 2 segredos de API em http/);
  assert.match(stderr, /1 inativo de 2 segredos de API/);
  assert.match(stderr, /Com falha · NOT_FOUND · 1\n.*O MySafe não tem segredo de API com este identificador/);
  assert.match(stderr, /A seguir:\n {2}mysafe resume /);
});
