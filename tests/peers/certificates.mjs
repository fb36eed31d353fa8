// A private certificate authority, as a company's network has one, created anew for each run.

import { generate } from "selfsigned";

/**
 * @typedef {object} Pair both PEM
 * @property {string} key
 * @property {string} cert
 */

/** An authority that no client trusts by default. */
export async function authority(name = "mysafe-wasm tests") {
  const root = await make(name, {
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const ca = { key: root.key, cert: root.cert };
  const names = { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] };
  const leaf = [
    { name: "basicConstraints", cA: false, critical: true },
    { name: "keyUsage", digitalSignature: true, critical: true },
  ];
  return {
    cert: root.cert,
    /** A certificate for a server at 127.0.0.1, valid for a day. */
    server: (from = new Date(Date.now() - 3_600_000)) =>
      make("server", {
        ca,
        extensions: [...leaf, { name: "extKeyUsage", serverAuth: true }, names],
        notBeforeDate: from,
        notAfterDate: new Date(from.getTime() + 86_400_000),
      }),
    /** A certificate for another name than 127.0.0.1. */
    elsewhere: () =>
      make("elsewhere", {
        ca,
        extensions: [...leaf, { name: "subjectAltName", altNames: [{ type: 2, value: "elsewhere.example" }] }],
      }),
    /** A self-signed certificate for 127.0.0.1. */
    self: () => make("self", { extensions: [...leaf, names] }),
    /** A certificate for a client. */
    client: () => make("client", { ca, extensions: [...leaf, { name: "extKeyUsage", clientAuth: true }] }),
  };
}

/** @returns {Promise<Pair>} */
async function make(name, options) {
  const attributes = [{ name: "commonName", value: name }];
  const { private: key, cert } = await generate(attributes, { keyType: "ec", algorithm: "sha256", ...options });
  return { key, cert };
}
