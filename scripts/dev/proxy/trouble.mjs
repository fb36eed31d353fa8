// @ts-check
// Why MySafe could not be reached, in words, and whether it can have heard anything.

/** The certificate's signature leads to nobody who is known here. */
const unknownIssuer = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

/** @type {Record<string, (host: string) => string>} */
const words = {
  ERR_TLS_CERT_ALTNAME_INVALID: () => "its certificate is for another name. Use the name that it is for.",
  CERT_HAS_EXPIRED: () => "its certificate has expired. It needs a new one.",
  CERT_NOT_YET_VALID: () => "its certificate is not valid yet. Is this machine's clock right?",
  ENOTFOUND: () => "there is no such name. Is it spelt right, and is the network or VPN up?",
  EAI_AGAIN: () => "its name cannot be looked up now. Is the network or VPN up?",
  ECONNREFUSED: () => "nothing listens there. Is the port right?",
  EHOSTUNREACH: () => "no way leads there. Is the network or VPN up?",
  ENETUNREACH: () => "no way leads there. Is the network or VPN up?",
  EPROTO: () => "what answers does not speak TLS. Is the port right?",
};
for (const code of unknownIssuer) {
  words[code] = () =>
    "its certificate is signed by nobody that Node.js knows. If that is an authority of your own, start this with its " +
    "certificate: NODE_EXTRA_CA_CERTS=/path/to/authority.pem npm start -- --target …";
}

/**
 * The answer in place of MySafe's: 503 says that it has done nothing, 502 leaves that open. Of the error only its code
 * is told.
 * @param {unknown} error
 * @param {URL} target
 */
export function trouble(error, target) {
  const code = String(/** @type {NodeJS.ErrnoException | undefined} */ (error)?.code ?? "no reason given");
  const unreached = words[code]?.(target.host);
  return unreached
    ? { status: 503, message: `${target.host} was not reached: ${unreached} (${code})` }
    : { status: 502, message: `${target.host} ended the connection before it answered (${code}).` };
}
