// Fakes for the tests of the journal and of the runner: a plan, outcomes, and a batch with the contract of the client's.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MySafeError } from "mysafe-wasm";

/** A folder that is removed after the test. */
export function folderOf(test) {
  const folder = mkdtempSync(join(tmpdir(), "mysafe-journal-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A plan of these items. */
export function planOf(identifiers, changes = {}) {
  return {
    kind: "apiSecret",
    action: "deactivate",
    address: "https://vault.example",
    verify: false,
    started: "2026-01-02T03:04:05.678Z",
    items: identifiers.map((identifier) => ({ identifier })),
    ...changes,
  };
}

/** An outcome: `changed`, `changed?` (not certain), `unchanged`, `unchanged?`, `failed`, `unknown` or `skipped`. */
export function outcomeOf(identifier, word, { kind = "apiSecret", action = "deactivate" } = {}) {
  const state = word.replace("?", "");
  if (state === "skipped") return { identifier, state };
  if (state === "failed" || state === "unknown") {
    const code = state === "failed" ? "ACCESS_DENIED" : "NETWORK";
    const known = { operation: action, identifier, attempts: 1, ...(kind === "apiSecret" ? {} : { kind }) };
    return { identifier, state, error: new MySafeError({ code, message: `${action}: ${code}`, ...known }) };
  }
  const change = {
    kind,
    identifier,
    active: action === "activate",
    changed: state === "changed",
    certain: word === state,
    verified: false,
    message: "Api secret successfully deactivated",
    status: 200,
    attempts: 1,
  };
  return { identifier, state, change };
}

/** The word of an outcome. */
export function wordOf({ state, change }) {
  return change && !change.certain ? `${state}?` : state;
}

/** A batch that answers with `words[identifier]`, `changed` by default. It sends `concurrency` items at a time, and notes those
 * that it sent in `sent`.
 *
 * @param onSend called for each item that is sent */
export function fakeBatch({ words = {}, kind = "apiSecret", action = "deactivate", onSend } = {}) {
  const sent = [];
  async function batch(items, { beforeSend, onProgress, signal, concurrency = 8 }) {
    const outcomes = new Map();
    const rest = [...items];
    let error;
    function settle(identifier, word) {
      const outcome = outcomeOf(identifier, word, { kind, action });
      outcomes.set(identifier, outcome);
      try {
        onProgress?.({ done: outcomes.size, total: items.length, outcome });
      } catch {}
    }
    async function work() {
      for (;;) {
        const identifier = rest.shift();
        if (identifier === undefined) return;
        if (signal?.aborted || error) {
          settle(identifier, "skipped");
          continue;
        }
        try {
          await beforeSend(identifier);
        } catch (thrown) {
          error ??= new MySafeError({ code: "INTERNAL", message: `beforeSend failed: ${thrown.message}` });
          settle(identifier, "skipped");
          continue;
        }
        if (signal?.aborted) {
          settle(identifier, "skipped");
          continue;
        }
        sent.push(identifier);
        await onSend?.(identifier);
        settle(identifier, signal?.aborted ? "unknown" : (words[identifier] ?? "changed"));
      }
    }
    await Promise.all(Array.from({ length: concurrency }, work));
    const all = items.map((identifier) => outcomes.get(identifier));
    return { kind, action, outcomes: all, aborted: signal?.aborted ?? false, ...(error && { error }) };
  }
  return Object.assign(batch, { sent });
}

/** The outcomes of a run, as words. */
export function wordsOf({ items, outcomes = items.map(({ outcome }) => outcome) }) {
  return Object.fromEntries(outcomes.map((outcome) => [outcome.identifier, wordOf(outcome)]));
}

/** The path of a journal in a folder. */
export function pathIn(folder, name = "run.jsonl") {
  return join(folder, name);
}
