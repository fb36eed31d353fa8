import { readFile, stat } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { Failure } from "../failure.js";
import type { Terminal } from "../terminal/terminal.js";

/** The secret in a file, or on standard input for `-`, without the line end. No message repeats the file's name: it could be
 * the secret itself, typed in the wrong place. */
export async function readSecret(file: string, option: string, terminal: Terminal): Promise<string> {
  const { connection } = terminal.words;
  let bytes: Buffer;
  try {
    bytes = file === "-" ? await buffer(process.stdin) : await readFile(file);
    if (file !== "-" && (await isExposed(file))) terminal.warn(connection.exposedFile(option));
  } catch (error) {
    throw new Failure(connection.unreadableFile(option, (error as NodeJS.ErrnoException).code ?? "?"));
  }
  const secret = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .replace(/(\r?\n)+$/, "");
  bytes.fill(0);
  if (secret === "") throw new Failure(connection.emptyFile(option));
  if (/[\r\n]/.test(secret)) throw new Failure(connection.severalLines(option));
  return secret;
}

/** Whether others can read a file. Windows does not say so in its mode, and a pipe of the shell belongs to this process. */
async function isExposed(file: string): Promise<boolean> {
  const found = await stat(file);
  return process.platform !== "win32" && found.isFile() && (found.mode & 0o044) !== 0;
}
