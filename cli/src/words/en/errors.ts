// Texts of errors and their reasons.

import type { MySafeErrorCode } from "mysafe-wasm";
import type { Noun } from "../noun.js";

/** An error in words: what happened, and what to do. */
export interface Reason {
  readonly what: string;
  readonly advice: string;
}

/** The errors of a call on an item of a kind. */
export const reasons = ({ one }: Noun): Record<MySafeErrorCode, Reason> => ({
  NOT_FOUND: {
    what: `MySafe has no ${one} with this identifier.`,
    advice: "Use the number that MySafe gave it, not its name or code.",
  },
  ACCESS_DENIED: {
    what: `This access key may not change this ${one}.`,
    advice: "Use the key of somebody who may edit it, or ask its owner.",
  },
  INACTIVE: { what: "MySafe says that it is inactive.", advice: "Activate it first." },
  INVALID_IDENTIFIER: {
    what: "MySafe does not take this kind of identifier.",
    advice: "Use the number that MySafe gave it.",
  },
  INVALID_PARAMETER: { what: "MySafe refuses a value in the request.", advice: "See the message." },
  API: { what: "MySafe answered with an error of its own.", advice: "See the message." },
  UNAUTHORIZED: {
    what: "MySafe refused the credentials.",
    advice: "Check each of them. The access key may have expired, or be limited to other networks.",
  },
  ROUTE_NOT_FOUND: {
    what: "The gateway knows no such route, or did not accept the credentials.",
    advice: "Check the address, then the credentials.",
  },
  RATE_LIMITED: { what: "Too many requests.", advice: "Wait a moment, then try again." },
  SERVER: {
    what: "MySafe failed on its side.",
    advice: "Try again. If it keeps failing, give the request ID to its support.",
  },
  INVALID_RESPONSE: {
    what: "What answered does not sound like MySafe.",
    advice: "A proxy or a sign-in page may be in the way. Try again.",
  },
  NETWORK: {
    what: "No answer came.",
    advice: "Check the address, your network and VPN, and that Node trusts the certificate (NODE_EXTRA_CA_CERTS).",
  },
  TIMEOUT: { what: "No answer came in time.", advice: "Try again in a moment." },
  INVALID_ARGUMENT: { what: "This cannot be used; nothing was sent.", advice: "See the message." },
  CLOSED: { what: "The connection was ended before the answer came.", advice: "Try again." },
  INTERNAL: { what: "Something in this program broke.", advice: "Please report it." },
});

export const failures = {
  error: "Error",
  warning: "Warning",
  interrupted: "Interrupted.",
  unexpected: (message: string) => `Unexpected: ${message}. Please report it; DEBUG=mysafe shows where it happened.`,
  unreadable: (file: string, code: string) => `${file} cannot be read (${code}).`,
  notJournal: (file: string) => `${file} is neither a journal nor a report.`,
  otherAddress: (file: string, there: string, here: string) =>
    `${file} is of ${there}, and this is ${here}. The same numbers mean other items elsewhere.`,
  otherKind: (file: string, there: string, here: string) =>
    `${file} is about ${there}, not about ${here}. The same numbers mean other items there.`,
  otherTenant: (file: string) => `${file} is of another tenant. The same numbers mean other items there.`,
  mixedActions: "The files are of runs that activated and of runs that deactivated: undo them one after another.",
  mixedKinds: "The files are of several kinds: undo them one after another.",
  proxyIgnored: "A proxy is set, and Node does not use it: set NODE_USE_ENV_PROXY=1, with Node 22.21, or 24 and later.",
};
