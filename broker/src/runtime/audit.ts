import { jsonLines } from "../audit/json-lines.js";
import { type JsonLinesFile, jsonLinesFile } from "../node/json-lines-file.js";

/** Where the audit is kept. */
export interface AuditStore extends JsonLinesFile {
  /** `undefined`: standard output. */
  readonly file: string | undefined;
}

/**
 * Opens the audit.
 *
 * @param file `undefined` for standard output
 * @throws the error of Node.js if the file cannot be opened
 */
export async function openAudit(file: string | undefined): Promise<AuditStore> {
  if (file !== undefined) return { file, ...(await jsonLinesFile(file)) };
  return { file, audit: jsonLines(print), reopen: async () => {}, close: async () => {} };
}

/** Resolves once standard output has taken the line. */
function print(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(line, (error) => (error ? reject(error) : resolve()));
  });
}
