// @ts-check
// Connection errors to MySafe, in words, and whether MySafe may have received the request.

/** Codes for a certificate whose issuer is unknown. */
const unknownIssuer = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

/** The errors before anything was sent. @type {Record<string, string>} */
const explanations = {
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name. Use that name.",
  CERT_HAS_EXPIRED: "its certificate has expired. It needs a new one.",
  CERT_NOT_YET_VALID: "its certificate is not valid yet. Is this machine's clock right?",
  ENOTFOUND: "the name does not exist. Is it spelt right, and is the network or VPN up?",
  EAI_AGAIN: "the name cannot be looked up now. Is the network or VPN up?",
  ECONNREFUSED: "nothing listens there. Is the port right?",
  EHOSTUNREACH: "there is no route to it. Is the network or VPN up?",
  ENETUNREACH: "there is no route to it. Is the network or VPN up?",
  EPROTO: "the server there does not speak TLS. Is the port right?",
};
for (const code of unknownIssuer) {
  explanations[code] =
    "its certificate is signed by an authority that Node.js does not know. If the authority is your own, start with its " +
    "certificate: NODE_EXTRA_CA_CERTS=/path/to/authority.pem npm start -- --target …";
}

/**
 * The answer in place of MySafe's: 503 says that MySafe has done nothing, 502 leaves that open. It names the error's code and
 * nothing else of the error.
 * @param {unknown} error
 * @param {URL} target
 * @returns {import("./allowed.mjs").Refusal}
 */
export function unreachable(error, target) {
  const code = String(/** @type {NodeJS.ErrnoException | undefined} */ (error)?.code ?? "no reason given");
  const explanation = explanations[code];
  return explanation
    ? { status: 503, message: `${target.host} was not reached: ${explanation} (${code})` }
    : { status: 502, message: `${target.host} ended the connection before it answered (${code}).` };
}
