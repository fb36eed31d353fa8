// Why MySafe did not answer, in words for a person.

/** MySafe did not answer, or not in a form that can be passed on. It may have done what it was asked for. */
export class Unanswered extends Error {
  override readonly name = "Unanswered";
  readonly status: 502 | 504;

  constructor(status: 502 | 504, message: string) {
    super(message);
    this.status = status;
  }
}

/** Codes of a certificate whose issuer is unknown. */
const unknownIssuer = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

const explanations: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name. Use that name.",
  CERT_HAS_EXPIRED: "its certificate has expired. It needs a new one.",
  CERT_NOT_YET_VALID: "its certificate is not valid yet. Is this machine's clock right?",
  ENOTFOUND: "the name does not exist. Is it spelt right, and is the network or VPN up?",
  EAI_AGAIN: "the name cannot be looked up now. Is the network or VPN up?",
  ECONNREFUSED: "nothing listens there. Is the port right?",
  EHOSTUNREACH: "there is no route to it. Is the network or VPN up?",
  ENETUNREACH: "there is no route to it. Is the network or VPN up?",
  EPROTO: "the server there does not speak TLS. Is the port right?",
  ERR_SSL_WRONG_VERSION_NUMBER: "the server there does not speak TLS. Is the port right?",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "the server there does not speak TLS. Is the port right?",
  ...Object.fromEntries(
    unknownIssuer.map((code) => [
      code,
      "its certificate is signed by an authority that is not known here. If the authority is your own, name its " +
        "certificate when you start Node.js: NODE_EXTRA_CA_CERTS=/path/to/authority.pem",
    ]),
  ),
};

/**
 * What `fetch` threw, in words. They name the error's code and nothing else of the error, which may hold an address or a
 * header.
 *
 * @param host of MySafe
 */
export function unreachable(error: unknown, host: string): Unanswered {
  const code = codeOf(error);
  const explanation = code === undefined ? undefined : explanations[code];
  const message = explanation
    ? `${host} was not reached: ${explanation} (${code})`
    : `${host} ended the connection before it answered (${code ?? "no reason given"}).`;
  return new Unanswered(502, message);
}

/** The innermost code: `fetch` of Node.js wraps the error of the connection. */
function codeOf(error: unknown): string | undefined {
  let code: string | undefined;
  let inner = error;
  for (let depth = 0; depth < 5 && typeof inner === "object" && inner !== null; depth += 1) {
    const found = (inner as { code?: unknown }).code;
    if (typeof found === "string" && /^[A-Z][A-Z0-9_]{1,63}$/.test(found)) code = found;
    inner = (inner as { cause?: unknown }).cause;
  }
  return code;
}
