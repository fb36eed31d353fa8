// A certificate authority of our own, made anew for each run: what stands in a company's network.

import { generate } from "selfsigned";

/**
 * @typedef {object} Pair both PEM
 * @property {string} key
 * @property {string} cert
 */

/** An authority that nobody trusts unless told to. */
export async function authority(name = "mysafe-wasm tests") {
  const own = await make(name, {
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const ca = { key: own.key, cert: own.cert };
  const names = { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] };
  const leaf = [
    { name: "basicConstraints", cA: false, critical: true },
    { name: "keyUsage", digitalSignature: true, critical: true },
  ];
  return {
    cert: own.cert,
    /** Of a server at 127.0.0.1, good from `from` for a day. */
    server: (from = new Date(Date.now() - 3_600_000)) =>
      make("server", {
        ca,
        extensions: [...leaf, { name: "extKeyUsage", serverAuth: true }, names],
        notBeforeDate: from,
        notAfterDate: new Date(from.getTime() + 86_400_000),
      }),
    /** Of a server that has another name than the one it is reached by. */
    elsewhere: () =>
      make("elsewhere", {
        ca,
        extensions: [...leaf, { name: "subjectAltName", altNames: [{ type: 2, value: "elsewhere.example" }] }],
      }),
    /** Of a server that answers for itself. */
    self: () => make("self", { extensions: [...leaf, names] }),
    /** Of a client. */
    client: () => make("client", { ca, extensions: [...leaf, { name: "extKeyUsage", clientAuth: true }] }),
  };
}

/** @returns {Promise<Pair>} */
async function make(name, options) {
  const attributes = [{ name: "commonName", value: name }];
  const { private: key, cert } = await generate(attributes, { keyType: "ec", algorithm: "sha256", ...options });
  return { key, cert };
}
