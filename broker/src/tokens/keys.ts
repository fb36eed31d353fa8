// Keys made of the broker's secret. Each use has its own key, so that a token is never taken for a session, nor a token of
// one broker for one of another that shares its secret.

/** A secret, or two while it is rotated: the first is in use, the second is still accepted. */
export type Secret = string | Uint8Array | readonly [current: string | Uint8Array, previous: string | Uint8Array];

/** A key, and the short name by which a token tells which key it was made with. */
export interface Key {
  readonly id: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const least = 32;

/**
 * The secrets as bytes, the one in use first.
 *
 * @throws TypeError for a secret under 32 bytes
 */
export function secretsOf(secret: Secret): readonly Uint8Array<ArrayBuffer>[] {
  const given: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  if (given.length < 1 || given.length > 2) throw new TypeError("secret is one secret, or two while it is rotated.");
  return given.map((one) => {
    const bytes = typeof one === "string" ? new TextEncoder().encode(one) : one;
    if (!(bytes instanceof Uint8Array) || bytes.length < least) {
      throw new TypeError(`secret has at least ${least} bytes. Make one with: openssl rand -base64 48`);
    }
    return new Uint8Array(bytes);
  });
}

/** The keys for one purpose: HKDF with SHA-256 (RFC 5869), 32 bytes. */
export async function deriveKeys(
  secrets: readonly Uint8Array<ArrayBuffer>[],
  purpose: string,
): Promise<readonly Key[]> {
  return Promise.all(secrets.map((secret) => deriveKey(secret, purpose)));
}

async function deriveKey(secret: Uint8Array<ArrayBuffer>, purpose: string): Promise<Key> {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const derive = async (info: string, bits: number) => {
    const parameters = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: new TextEncoder().encode(info) };
    return new Uint8Array(await crypto.subtle.deriveBits(parameters, material, bits));
  };
  const name = await derive(`mysafe-broker key id\n${purpose}`, 64);
  const id = [...name].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { id, bytes: await derive(`mysafe-broker key\n${purpose}`, 256) };
}
