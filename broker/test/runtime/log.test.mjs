import assert from "node:assert/strict";
import { test } from "node:test";
import { openLog } from "../../dist/runtime/log.js";

test("one event is one line with its time, whatever a server has put into its words", () => {
  let printed = "";
  const log = openLog((line) => {
    printed += line;
  });
  log.warn("mysafe-broker: the provider says\r\n2026-01-01T00:00:00.000Z info Ended.\u2028\u001b[2J");
  log.note("Ended.");
  assert.match(
    printed,
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warning the provider says 2026-01-01T00:00:00\.000Z info Ended\. \[2J\n\S+Z info Ended\.\n$/,
  );
});
