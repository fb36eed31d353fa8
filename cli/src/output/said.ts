import type { MySafeError } from "mysafe-wasm";

/** The parts of a message that are nobody's words but the server's, or the platform's. */
const parts = [/\(HTTP \d{3}(?:, (?:"[^"]*"|[^")]*))?\)/, /\(\w*Error: [^)]*\)/];

/** What was answered, or why there was no answer; or else all that is known. The rest of a message says in English what the
 * reason says in the language of the terminal. */
export function saidIn({ message }: Pick<MySafeError, "message">): string {
  for (const part of parts) {
    const found = part.exec(message)?.[0];
    if (found !== undefined) return found;
  }
  return message;
}
