import type { MySafeErrorCode } from "mysafe-wasm";

/** Why it failed and what to do. Where nothing stands here, the client's own message says it best. */
const reasons: Partial<Record<MySafeErrorCode, string>> = {
  NOT_FOUND: "MySafe has no secret with this identifier. Use the number that MySafe gave it, not the identifier code.",
  ACCESS_DENIED: "These credentials may not change this secret. Use an access key of someone who can edit it.",
  INACTIVE: "MySafe says that this secret is inactive.",
  INVALID_IDENTIFIER: "MySafe does not take this kind of identifier. Use the number that MySafe gave the secret.",
  UNAUTHORIZED:
    "MySafe refused these credentials. Check the client ID and client secret. If both are right, the access key may have expired or be limited to other networks or pages.",
  ROUTE_NOT_FOUND:
    "No MySafe API was found at this address, or it did not accept the credentials. Check the address, then the client ID and client secret.",
  RATE_LIMITED: "MySafe is getting too many requests. Wait a moment, then press again.",
  SERVER: "MySafe failed on its side. Press again; if it keeps failing, give the request ID to its support.",
  INVALID_RESPONSE:
    "What answered does not sound like MySafe. Check the address; a proxy or a sign-in page may be in the way.",
  NETWORK:
    "No answer came. Check the address, your network and VPN. When MySafe is not at this page’s own address, it must allow this page (CORS).",
  TIMEOUT: "MySafe took too long to answer. Press again in a moment.",
  CLOSED: "The connection was closed before MySafe answered.",
  INTERNAL: "Something in this page broke. Reload it and try again.",
};

/** Every word that the page shows, in one place: a second language is a second object of this shape. */
export const words = {
  product: "MySafe",
  title: "Switch an API secret off or on",
  purpose: "Deactivate takes a secret out of use in MySafe. Activate puts it back.",

  connection: "Connection",
  address: "Address of MySafe",
  addressHint: "Such as https://vault.example",
  clientId: "Client ID",
  clientIdHint: "From your access key",
  clientSecret: "Client secret",
  clientSecretHint: "Kept in memory, sent only to this address",
  show: "Show",
  hide: "Hide",

  secret: "Secret",
  identifier: "Identifier",
  identifierHint: "The number MySafe gave it, such as 43",

  required: (label: string) => `${label} is needed`,
  outerSpace: "Begins or ends with a space, and is sent that way",

  deactivate: {
    button: "Deactivate",
    running: (secret: string) => `Switching secret ${secret} off…`,
    changed: (secret: string) => `Secret ${secret} is now off.`,
    unchanged: (secret: string) => `Secret ${secret} was already off; nothing changed.`,
    uncertain: (secret: string) => `Secret ${secret} is off. It may have been off before: an earlier answer was lost.`,
    failed: (secret: string) => `Secret ${secret} was not switched off.`,
    unknown: (secret: string) => `It is not known whether secret ${secret} is off.`,
    cancelled: (secret: string) => `Cancelled. It is not known whether secret ${secret} is off.`,
    again: "The request may have reached MySafe. Press Deactivate again to be sure: repeating it does no harm.",
  },
  activate: {
    button: "Activate",
    running: (secret: string) => `Switching secret ${secret} on…`,
    changed: (secret: string) => `Secret ${secret} is now on.`,
    unchanged: (secret: string) => `Secret ${secret} was already on; nothing changed.`,
    uncertain: (secret: string) => `Secret ${secret} is on. It may have been on before: an earlier answer was lost.`,
    failed: (secret: string) => `Secret ${secret} was not switched on.`,
    unknown: (secret: string) => `It is not known whether secret ${secret} is on.`,
    cancelled: (secret: string) => `Cancelled. It is not known whether secret ${secret} is on.`,
    again: "The request may have reached MySafe. Press Activate again to be sure: repeating it does no harm.",
  },
  cancel: "Cancel",

  result: "Result",
  nothingYet: "Nothing sent yet",
  nothingYetHint: "Fill in the form and press one of its buttons. What MySafe answers appears here.",
  serverSays: "MySafe says:",
  code: "Code",
  status: "HTTP status",
  apiCode: "MySafe error",
  requestId: "Request ID",
  fullMessage: "Full message",

  log: "This visit",
  logEmpty: "Each press of a button is listed here until the page closes.",

  reasons,
};
