// What the broker itself answers, in the form of MySafe's gateway: `{"message": …}`.

import type { Unanswered } from "./mysafe/failure.js";
import type { Answer } from "./mysafe/forward.js";
import { withoutMembers } from "./mysafe/values.js";
import { Reply } from "./reply.js";
import { storedValues } from "./requests/kinds.js";
import type { Refusal } from "./requests/refusal.js";

/** Headers that keep a browser from caching an answer, and from showing it as a page of the broker's origin. */
const inertHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};

/** Answers that have no body (RFC 9110 section 6.4.1). */
const bodiless = [204, 205, 304];

/** An answer of the broker's own. */
export function say(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...inertHeaders, "content-type": "application/json", ...headers },
  });
}

/** The answer to a request that is not passed on. */
export function refuse({ status, message, headers }: Refusal, name: string): Response {
  return say(status, { message: `${name}: ${message}` }, headers);
}

/** The answer in place of one that MySafe did not give. */
export function refuseUnanswered({ status, message }: Unanswered, name: string): Response {
  return say(status, { message: `${name}: ${message}` });
}

/** MySafe's answer as it is. */
export function passWhole({ status, headers, bytes }: Answer): Reply {
  const body = bodiless.includes(status) || bytes.length === 0 ? null : bytes;
  return new Reply(status, { ...inertHeaders, ...headers }, body);
}

/** MySafe's answer without the stored values of items. What is no JSON may hold one, so only its status is passed on. */
export function passWithoutValues(answer: Answer, name: string): Reply {
  if (answer.bytes.length === 0) return passWhole(answer);
  const text = withoutMembers(answer.text, storedValues);
  const headers: Record<string, string> = { ...inertHeaders, ...answer.headers };
  if (text === undefined) headers["content-type"] = "application/json";
  const body = text ?? withheld(answer, name);
  return new Reply(answer.status, headers, bodiless.includes(answer.status) ? null : body);
}

/**
 * What stands for an answer that is no JSON object. A client tries again after one that was garbled on the way, which it knows
 * by its not being an object; a page would come again as it is.
 */
function withheld({ headers }: Answer, name: string): string {
  const message = `${name}: MySafe's answer was withheld, since it is no JSON.`;
  const isPage = /html/i.test(headers["content-type"] ?? "");
  return JSON.stringify(isPage ? { message } : message);
}
