import { Failure } from "../failure.js";
import { options } from "../options/options.js";
import type { Values } from "../options/values.js";
import { askSecret, askText } from "../terminal/question.js";
import type { Terminal } from "../terminal/terminal.js";
import { readSecret } from "./secret-file.js";

/** The credentials, as the client takes them. */
export type Credentials =
  | { readonly clientId: string; readonly clientSecret: string }
  | { readonly accessToken: string | (() => Promise<string>) };

/** The credentials of the options, or else of the environment, or else of somebody at the terminal. Options of one kind of
 * credentials take precedence over variables of the other. */
export async function credentialsOf(values: Values, terminal: Terminal, signal: AbortSignal): Promise<Credentials> {
  const { connection, usage } = terminal.words;
  const { clientId: idOption, clientSecretFile, accessTokenFile } = values;
  const { MYSAFE_CLIENT_ID, MYSAFE_CLIENT_SECRET, MYSAFE_ACCESS_TOKEN } = process.env;
  const hasKeyOption = idOption !== undefined || clientSecretFile !== undefined;
  if (accessTokenFile !== undefined) {
    if (hasKeyOption) {
      const other = idOption === undefined ? options.clientSecretFile.long : options.clientId.long;
      throw new Failure(usage.exclusive(options.accessTokenFile.long, other));
    }
    return { accessToken: await tokenOf(accessTokenFile, terminal) };
  }
  if (MYSAFE_ACCESS_TOKEN && !hasKeyOption) {
    if (MYSAFE_CLIENT_ID && MYSAFE_CLIENT_SECRET) throw new Failure(connection.keyAndToken);
    return { accessToken: MYSAFE_ACCESS_TOKEN };
  }
  const given = { clientId: idOption ?? MYSAFE_CLIENT_ID, hasSecret: !!(clientSecretFile ?? MYSAFE_CLIENT_SECRET) };
  if (!terminal.isInteractive) {
    if (!given.clientId && !given.hasSecret) throw new Failure(connection.noCredentials);
    if (!given.clientId) throw new Failure(connection.noClientId);
    if (!given.hasSecret) throw new Failure(connection.noClientSecret);
  }
  const clientId = given.clientId || (await askText(connection.askClientId, signal)).trim();
  if (clientId === "") throw new Failure(connection.noClientId);
  const clientSecret =
    clientSecretFile !== undefined
      ? await readSecret(clientSecretFile, options.clientSecretFile.long, terminal)
      : MYSAFE_CLIENT_SECRET || (await askSecret(connection.askClientSecret, signal));
  if (clientSecret === "") throw new Failure(connection.noClientSecret);
  return { clientId, clientSecret };
}

/** A token of a file is read again when MySafe refuses it: what keeps the file may have renewed it. */
async function tokenOf(file: string, terminal: Terminal): Promise<string | (() => Promise<string>)> {
  const option = options.accessTokenFile.long;
  const first = await readSecret(file, option, terminal);
  if (file === "-") return first;
  let isFirst = true;
  return async () => {
    if (!isFirst) return readSecret(file, option, { ...terminal, warn: () => {} });
    isFirst = false;
    return first;
  };
}
