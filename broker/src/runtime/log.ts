/** Tells the operator what happens: one line an event, with its time. Nothing secret is told to it. */
export interface Log {
  /** What happens as it should. */
  note(words: string): void;
  /** What the operator should know, and may have to do something about. */
  warn(words: string): void;
  /** What failed. */
  fail(words: string): void;
}

/** A log of lines such as `2026-11-26T10:12:00.120Z info Listening on http://127.0.0.1:8080.` */
export function openLog(write: (line: string) => void): Log {
  const line = (level: string) => (words: string) => {
    // One event is one line, whatever a server or a file has put into its words.
    const plain = words.replace(/^mysafe-broker: /, "").replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
    write(`${new Date().toISOString()} ${level} ${plain}\n`);
  };
  return { note: line("info"), warn: line("warning"), fail: line("error") };
}
