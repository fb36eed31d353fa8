// The audit: written before a change, told the outcome after, complete, and in order.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { metrics, trace } from "@opentelemetry/api";
import { jsonLines } from "mysafe-broker";
import { jsonLinesFile } from "mysafe-broker/node";
import { openTelemetryAudit } from "mysafe-broker/opentelemetry";
import { secrets, start } from "./kit.mjs";

const change = async ({ ask, tokenOf }, identifier = "43") =>
  ask(`${secrets}/inactive/${identifier}`, { method: "POST", token: await tokenOf("ana") });

function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "mysafe-"));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

const linesOf = (path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

test("a change is recorded before it is sent, and its record is waited for", async () => {
  const order = [];
  let written;
  const broker = start({
    audit: ({ event, operation }) => {
      if (operation === "token") return undefined;
      order.push(event);
      return event === "begin" ? new Promise((resolve) => (written = resolve)) : undefined;
    },
  });
  const answer = change(broker);
  while (!written) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(broker.sandbox.requests.filter(({ operation }) => operation === "deactivate").length, 0);
  written();
  assert.equal((await answer).status, 200);
  assert.deepEqual(order, ["begin", "end"]);
});

test("without its record a change is not passed on; after it, MySafe's answer is given all the same", async () => {
  for (const [failing, status, changes] of [
    ["begin", 503, 0],
    ["end", 200, 1],
  ]) {
    const broker = start({
      audit: ({ event, operation }) => {
        if (event === failing && operation !== "token") throw new Error("The disk is full.");
      },
    });
    const answer = await change(broker);
    assert.deepEqual([answer.status, broker.sandbox.changes.length], [status, changes], failing);
    assert.match(broker.problems.join(), /not recorded: The disk is full/);
  }
});

test("a record names who, what, which item, the outcome, the id of MySafe's log and the time it took", async () => {
  const broker = start();
  await change(broker);
  const [token, begin, end] = broker.records;
  const common = {
    id: begin.id,
    identity: "ana@example.com",
    operation: "deactivate",
    kind: "apiSecret",
    identifier: "43",
  };
  assert.deepEqual(begin, { event: "begin", time: begin.time, ...common });
  const { requestId, duration, time } = end;
  assert.deepEqual(end, {
    event: "end",
    time,
    ...common,
    outcome: "changed",
    status: 200,
    duration,
    revealed: false,
    requestId,
  });
  assert.equal(requestId, broker.sandbox.requests.at(-1).id);
  assert.ok(duration > 0 && time >= begin.time && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time));
  assert.deepEqual([token.operation, token.outcome, token.kind], ["token", "issued", undefined]);
  // A look records no `begin`: it changes nothing.
  await broker.ask(`${secrets}/43`, { token: await broker.tokenOf("ana") });
  assert.deepEqual(
    broker.records.slice(4).map(({ event, operation, outcome }) => [event, operation, outcome]),
    [["end", "isActive", "answered"]],
  );
});

test("a file has every record, whole and in order, once the call is answered", async (t) => {
  const path = join(folder(t), "audit.jsonl");
  const file = await jsonLinesFile(path);
  const broker = start({ sandbox: { secrets: 40 }, audit: file.audit });
  const mysafe = broker.clientOf("ana");
  await mysafe.deactivate("43");
  const early = linesOf(path);
  assert.deepEqual(
    early.map(({ event }) => event),
    ["end", "begin", "end"],
  );
  const report = await mysafe.deactivateMany(broker.sandbox.secrets.list().map(({ identifier }) => identifier));
  assert.deepEqual([report.changed, report.unchanged], [39, 1]);
  const lines = linesOf(path);
  assert.equal(lines.length, 3 + 80);
  assert.deepEqual(
    lines.map(({ time }) => time).toSorted(),
    lines.map(({ time }) => time),
  );
  for (const { id } of lines.slice(3)) {
    assert.deepEqual(
      lines.filter((line) => line.id === id).map(({ event }) => event),
      ["begin", "end"],
    );
  }
  assert.equal(statSync(path).mode & 0o777, 0o600);
  await file.close();
});

test("a file that was moved away is opened anew, and no record is lost between", async (t) => {
  const path = join(folder(t), "audit.jsonl");
  const file = await jsonLinesFile(path);
  const write = (id) =>
    file.audit({ event: "end", id, time: "2026-11-26T10:00:00Z", identity: null, operation: "token" });
  const before = Array.from({ length: 20 }, (_, index) => write(`a${index}`));
  renameSync(path, `${path}.1`);
  const reopened = file.reopen();
  const after = Array.from({ length: 20 }, (_, index) => write(`b${index}`));
  await Promise.all([...before, reopened, ...after]);
  await file.close();
  const ids = [...linesOf(`${path}.1`), ...linesOf(path)].map(({ id }) => id);
  assert.deepEqual(ids.toSorted(), [...Array(20).keys()].flatMap((index) => [`a${index}`, `b${index}`]).toSorted());
  assert.deepEqual(
    linesOf(path).filter(({ id }) => id.startsWith("a")),
    [],
  );
});

test("a file that cannot be written refuses every later change", async (t) => {
  await assert.rejects(jsonLinesFile(join(folder(t), "nowhere", "audit.jsonl")), { code: "ENOENT" });
  const file = await jsonLinesFile("/dev/full");
  const broker = start({ audit: file.audit });
  for (let call = 0; call < 2; call += 1) assert.equal((await change(broker)).status, 503);
  assert.equal(broker.sandbox.changes.length, 0);
  await file.close();
});

test("after a failure, records are kept again once the file is opened anew", async (t) => {
  const path = join(folder(t), "audit.jsonl");
  symlinkSync("/dev/full", path);
  const file = await jsonLinesFile(path);
  const broker = start({ audit: file.audit });
  assert.equal((await change(broker)).status, 503);
  rmSync(path);
  await file.reopen();
  assert.equal((await change(broker)).status, 200);
  await file.close();
  assert.deepEqual(
    linesOf(path).map(({ event, operation }) => [event, operation]),
    [
      ["end", "token"],
      ["begin", "deactivate"],
      ["end", "deactivate"],
    ],
  );
});

test("JSON Lines go where the caller writes them", async () => {
  const lines = [];
  const broker = start({ audit: jsonLines((line) => void lines.push(line)) });
  await change(broker);
  assert.equal(lines.length, 3);
  for (const line of lines) assert.ok(line.endsWith("}\n") && JSON.parse(line).identity === "ana@example.com");
});

test("OpenTelemetry gets a span for each call, with its outcome and times, and a duration", async (t) => {
  const spans = [];
  const durations = [];
  const startSpan = (name, { startTime, attributes }) => {
    const span = { name, startTime, attributes: { ...attributes }, status: undefined, endTime: undefined };
    spans.push(span);
    return {
      setAttributes: (more) => Object.assign(span.attributes, more),
      setStatus: (status) => (span.status = status),
      end: (time) => (span.endTime = time),
    };
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) });
  metrics.setGlobalMeterProvider({
    getMeter: () => ({ createHistogram: () => ({ record: (...all) => durations.push(all) }) }),
  });
  t.after(() => {
    trace.disable();
    metrics.disable();
  });
  const broker = start({ audit: await openTelemetryAudit() });
  await change(broker);
  broker.sandbox.next({ operation: "deactivate", fault: "lost" });
  await change(broker, "44");
  const [, off, , lost] = spans;
  assert.deepEqual(off.attributes, {
    "enduser.id": "ana@example.com",
    "mysafe.operation": "deactivate",
    "mysafe.kind": "apiSecret",
    "mysafe.identifier": "43",
    "mysafe.outcome": "changed",
    "mysafe.request_id": broker.sandbox.requests.find(({ operation }) => operation === "deactivate").id,
    "http.response.status_code": 200,
  });
  assert.ok(off.endTime >= off.startTime && off.status === undefined);
  assert.deepEqual([lost.attributes["mysafe.outcome"], lost.status.message], ["unknown", "unknown"]);
  assert.equal(durations.length, 4);
  assert.deepEqual(durations[1][1], {
    "mysafe.operation": "deactivate",
    "mysafe.kind": "apiSecret",
    "mysafe.outcome": "changed",
  });
});
