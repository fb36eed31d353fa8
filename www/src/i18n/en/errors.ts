// Texts of errors and their details.

import type { MySafeErrorCode } from "mysafe-wasm";
import type { Noun } from "../noun.ts";

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
    what: `This access key isn’t allowed to change this ${one}.`,
    advice: "Use the key of somebody who can edit it, or ask its owner.",
  },
  INACTIVE: { what: "MySafe says that it is inactive.", advice: "Activate it first." },
  INVALID_IDENTIFIER: {
    what: "MySafe doesn’t accept this kind of identifier.",
    advice: "Use the number that MySafe gave it.",
  },
  INVALID_PARAMETER: { what: "MySafe refused a value in the request.", advice: "See the details." },
  API: { what: "MySafe answered with an error of its own.", advice: "See the details." },
  UNAUTHORIZED: {
    what: "MySafe refused the credentials.",
    advice: "Disconnect, connect with valid ones, then continue from this report.",
  },
  ROUTE_NOT_FOUND: {
    what: "The gateway doesn’t know this route, or didn’t accept the credentials.",
    advice: "Check the address, then the credentials.",
  },
  RATE_LIMITED: { what: "Too many requests.", advice: "Wait a moment, then try again." },
  SERVER: {
    what: "MySafe, or a server in front of it, failed.",
    advice: "Try again. If it keeps failing, give the request ID to its support.",
  },
  INVALID_RESPONSE: {
    what: "The answer doesn’t look like one from MySafe.",
    advice: "A proxy or a sign-in page may be in the way. Try again.",
  },
  NETWORK: { what: "No answer came.", advice: "Check your network and VPN, then try again." },
  TIMEOUT: { what: "No answer came in time.", advice: "Try again in a moment." },
  INVALID_ARGUMENT: { what: "This can’t be an identifier; nothing was sent.", advice: "See the details." },
  CLOSED: { what: "The connection ended before the answer came.", advice: "Connect again, then try again." },
  INTERNAL: { what: "Something on this page broke.", advice: "Save the report, reload the page and try again." },
});

export const facts = {
  details: "Details",
  code: "Code",
  status: "HTTP status",
  apiCode: "MySafe error",
  requestId: "Request ID",
  attempts: "Tries",
};
