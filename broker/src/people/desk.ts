// Where people get what they need to make calls: who they are, and a token.

import type { MySafeOptions } from "mysafe-wasm";
import { say } from "../answers.js";
import type { Audit } from "../audit/record.js";
import type { RateLimit } from "../limits/rate.js";
import { wordsOf } from "../problems.js";
import type { Tokens } from "../tokens/token.js";
import { type Authenticate, checkIdentity, type Identity } from "./identity.js";
import { type Grants, grantsOf, type Permit } from "./permit.js";

/** What the desk needs of the broker. */
export interface Desk {
  readonly name: string;
  readonly authenticate: Authenticate;
  readonly permit: Permit;
  readonly tokens: Tokens;
  readonly tokenLifetime: number;
  readonly rate: RateLimit;
  readonly audit: Audit;
  readonly mysafe: MySafeOptions;
  readonly signIn: string | undefined;
  readonly signOut: string | undefined;
  readonly onProblem: (problem: string) => void;
}

/**
 * The answer to `GET session`, when somebody is signed in.
 *
 * @example
 * ```json
 * {"identity":{"id":"ana@example.com","roles":["responder"]},"grants":{"apiSecret":["deactivate"],"password":[],"note":[]},
 *  "vault":{"address":"https://vault.example"},"signOut":"sign-out"}
 * ```
 */
export interface BrokerSession {
  /** Who is signed in. */
  readonly identity: Identity;
  /** What the identity may do, for each kind of item. A single item may be kept from it all the same. */
  readonly grants: Grants;
  /** The MySafe behind the broker. */
  readonly vault: {
    /** Its address, without a slash at the end. */
    readonly address: string;
    /** The tenant's subdomain, if the broker has one. */
    readonly tenant?: string;
  };
  /** Where to sign out, if the broker's operator says where. */
  readonly signOut?: string;
}

/** Answers `POST token`. */
export async function answerToken(request: Request, desk: Desk): Promise<Response> {
  const identity = await signedIn(request, desk);
  if (!identity) return notSignedIn(desk);
  desk.rate.check(identity.id);
  const token = await desk.tokens.issue(identity, await grantsOf(identity, desk.permit));
  await record(identity, desk);
  return say(200, { access_token: token, token_type: "Bearer", expires_in: desk.tokenLifetime });
}

/** Answers `GET session`. */
export async function answerSession(request: Request, desk: Desk): Promise<Response> {
  const identity = await signedIn(request, desk);
  if (!identity) return notSignedIn(desk);
  const { baseUrl, tenant } = desk.mysafe;
  const session: BrokerSession = {
    identity,
    grants: await grantsOf(identity, desk.permit),
    vault: { address: String(baseUrl).replace(/\/+$/, ""), ...(tenant !== undefined && { tenant }) },
    ...(desk.signOut !== undefined && { signOut: desk.signOut }),
  };
  return say(200, session);
}

async function signedIn(request: Request, desk: Desk): Promise<Identity | null> {
  return checkIdentity(await desk.authenticate(request));
}

function notSignedIn({ name, signIn }: Desk): Response {
  const message = `${name}: nobody is signed in.`;
  return say(401, { message, ...(signIn !== undefined && { signIn }) });
}

/** A token changes nothing, so its record is no condition for it. */
async function record({ id: identity }: Identity, { audit, onProblem, name }: Desk): Promise<void> {
  const time = new Date().toISOString();
  try {
    const id = crypto.randomUUID();
    await audit({ event: "end", id, time, identity, operation: "token", outcome: "issued", status: 200 });
  } catch (error) {
    onProblem(`${name}: a token was not recorded: ${wordsOf(error)}`);
  }
}
