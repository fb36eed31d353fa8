import { type FileHandle, open } from "node:fs/promises";
import { jsonLines } from "../audit/json-lines.js";
import type { Audit } from "../audit/record.js";

/** An audit that is kept in a file of JSON Lines. */
export interface JsonLinesFile {
  /** For the option `audit`. */
  readonly audit: Audit;
  /** Opens the file anew, after it was moved away: for the rotation of logs. When that fails, the old one stays in use. */
  reopen(): Promise<void>;
  /** Resolves once everything is on disk, and closes the file. */
  close(): Promise<void>;
}

/**
 * Keeps the audit in a file, one JSON object a line. A record is on disk before the call goes on: it survives a crash, also
 * of the machine. Records that come together share one sync of the disk. After a failure nothing is written any more, since
 * what it has left is not known; changes are then refused until the file is opened anew.
 *
 * @param path of the file, which is made with mode 0600, or appended to
 * @returns the audit, once the file is open
 * @throws the error of Node.js if the file cannot be opened
 * @example
 * ```ts
 * const file = await jsonLinesFile("/var/log/mysafe/audit.jsonl");
 * const broker = createBroker({ mysafe, authenticate, secret, audit: file.audit });
 * ```
 */
export async function jsonLinesFile(path: string): Promise<JsonLinesFile> {
  const opened = () => open(path, "a", 0o600);
  let file: FileHandle = await opened();
  let lines: string[] = [];
  /** The last write, and the one that waits for it. */
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  /** A write has failed: what it has left in the file is not known. */
  let isBroken = false;

  async function write(): Promise<void> {
    const text = lines.join("");
    lines = [];
    next = undefined;
    await file.appendFile(text);
    await file.datasync();
  }

  function append(line: string): Promise<void> {
    if (!isBroken) lines.push(line);
    if (!next) {
      next = last.then(write);
      last = next;
      // Everybody who waits for it gets the failure.
      last.catch(() => {
        isBroken = true;
        lines = [];
      });
    }
    return next;
  }

  return {
    audit: jsonLines(append),
    async reopen() {
      // When it cannot be opened, the old one stays in use.
      const fresh = await opened();
      last = last
        .catch(() => {
          isBroken = false;
          next = undefined;
          // The file may be the same, and end in a part of a line.
          lines = ["\n"];
        })
        .then(async () => {
          const old = file;
          file = fresh;
          await old.close();
        });
      try {
        await last;
      } finally {
        if (file !== fresh) await fresh.close();
      }
    },
    async close() {
      await last.catch(() => {});
      await file.close();
    },
  };
}
