import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { isProtected } from "../../oidc/options.js";
import type { Config, Listen, WrittenConfig } from "./config.js";
import { ConfigError, Problems } from "./problems.js";
import { type Reference, References } from "./references.js";
import { checkBySchema } from "./schema.js";

/** What proves a proxy is compared with every request: it must not be guessed. */
const leastProxySecret = 16;

/** The least that is needed of what signs and encrypts. */
const leastSecret = 32;

const usual = { port: 8080, hostname: "127.0.0.1" };

/**
 * Reads a config, and what it names.
 *
 * @param file the path of the config
 * @throws {ConfigError} with everything that is wrong
 */
export async function readConfig(file: string, env: NodeJS.ProcessEnv): Promise<Config> {
  const value = await readJson(file);
  const problems = new Problems();
  await checkBySchema(value, problems);
  const references = new References(file, env, problems);
  const members = new Members(value, problems);
  checkAddresses(members, problems);
  const named = {
    tls: await readTls(members, references, problems),
    clientSecret: await secretAt("mysafe.clientSecret", members, references),
    openIdSecret: await secretAt("signIn.oidc.clientSecret", members, references),
    proxySecret: await secretAt("signIn.headers.secret.value", members, references, leastProxySecret),
    secrets: await ownSecrets(members, references),
  };
  if (problems.all.length > 0) throw new ConfigError(file, problems.all);
  return withNamed(value as WrittenConfig, named, references);
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    const words = `it cannot be read (${(error as NodeJS.ErrnoException).code ?? "no reason given"}).`;
    throw new ConfigError(file, [{ path: "", words }]);
  }
  const fault = faultIn(text);
  if (fault === undefined) return JSON.parse(text);
  const lines = text.slice(0, placeOf(fault, text)).split("\n");
  const words = `it is no JSON: see line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}.`;
  throw new ConfigError(file, [{ path: "", words }]);
}

/** The message of Node.js for a text that is no JSON. It is not told, since it repeats the text, which may hold a secret. */
function faultIn(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Where a text ends to be JSON. */
function placeOf(fault: string, text: string): number {
  const [, position] = /at position (\d+)/.exec(fault) ?? [];
  if (position !== undefined) return Number(position);
  // Without a position it is a token, or the end. A token shows in every beginning of the text that has it, and in no shorter.
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (faultIn(text.slice(0, middle + 1))?.startsWith("Unexpected token")) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The members of a written config with which nothing is wrong by the schema. */
class Members {
  readonly #value: unknown;
  readonly #problems: Problems;

  constructor(value: unknown, problems: Problems) {
    this.#value = value;
    this.#problems = problems;
  }

  /** The member at a path; `undefined` when it is not there, or wrong. The schema vouches for its type. */
  at<T>(path: string): T | undefined {
    if (!this.#problems.isFine(path)) return undefined;
    const found = path.split(".").reduce<unknown>((value, name) => {
      const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, name);
      return isThere ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
    }, this.#value);
    return found as T | undefined;
  }
}

function checkAddresses(members: Members, problems: Problems): void {
  for (const path of ["mysafe.baseUrl", "signIn.oidc.issuer", "origin"]) {
    const address = members.at<string>(path);
    if (address === undefined) continue;
    if (!URL.canParse(address)) problems.add(path, "it is no URL.");
    else if (!isProtected(new URL(address))) problems.add(path, "it has to be https: unless it is on loopback.");
  }
  const origin = members.at<string>("origin");
  if (
    origin !== undefined &&
    URL.canParse(origin) &&
    new URL(origin).origin !== origin.replace(/\/$/, "").toLowerCase()
  ) {
    problems.add("origin", 'it has to be as browsers write it, such as "https://broker.example".');
  }
  const isMissing = origin === undefined && problems.isFine("origin") && problems.isFine("listen.hostname");
  if (isMissing && !isLoopback(members.at<string>("listen.hostname") ?? usual.hostname)) {
    problems.add("origin", "it is missing. Who listens beyond loopback has to say which origin browsers see.");
  }
}

const isLoopback = (hostname: string) => /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(hostname);

async function readTls(members: Members, references: References, problems: Problems): Promise<Listen["tls"]> {
  const tls = members.at<{ readonly key: string; readonly cert: string }>("listen.tls");
  if (!tls) return undefined;
  const key = await references.file("listen.tls.key", tls.key, true);
  const cert = await references.file("listen.tls.cert", tls.cert, false);
  if (!key || !cert) return undefined;
  try {
    createSecureContext({ key, cert });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "no reason given";
    problems.add("listen.tls", `the key and the certificate are no PEM, or do not belong together (${code}).`);
  }
  return { key, cert };
}

async function secretAt(path: string, members: Members, references: References, least?: number): Promise<string> {
  const reference = members.at<Reference>(path);
  return reference ? references.secret(path, reference, least) : "";
}

/** What signs and encrypts: one, or two while it is rotated. */
async function ownSecrets(members: Members, references: References): Promise<readonly string[]> {
  const secret = members.at<Reference | readonly Reference[]>("secret");
  const paths = Array.isArray(secret) ? secret.map((_, index) => `secret.${index}`) : ["secret"];
  return Promise.all(paths.map((path) => secretAt(path, members, references, leastSecret)));
}

interface Named {
  readonly tls: Listen["tls"];
  readonly clientSecret: string;
  readonly openIdSecret: string;
  readonly proxySecret: string;
  readonly secrets: readonly string[];
}

function withNamed(written: WrittenConfig, named: Named, references: References): Config {
  const { listen = {}, mysafe, audit, page = true, secret: _, signIn, ...others } = written;
  const [current = "", previous] = named.secrets;
  return {
    ...others,
    listen: { ...usual, ...listen, tls: named.tls },
    mysafe: { ...mysafe, clientSecret: named.clientSecret },
    secret: previous === undefined ? current : [current, previous],
    signIn: signInOf(signIn, named),
    auditFile: audit && "file" in audit ? references.pathOf(audit.file) : undefined,
    page,
    warnings: references.warnings,
  };
}

function signInOf({ oidc, headers }: WrittenConfig["signIn"], named: Named): Config["signIn"] {
  if (oidc) {
    const { clientSecret, ...others } = oidc;
    return { oidc: { ...others, ...(clientSecret && { clientSecret: named.openIdSecret }) } };
  }
  if (!headers) throw new TypeError("The schema lets a config pass that has no sign-in.");
  return { headers: { ...headers, secret: { header: headers.secret.header, value: named.proxySecret } } };
}
