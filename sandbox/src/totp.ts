// `otpauth` itself imports `node:crypto` in Node.js. Its slim entry runs everywhere.
import { Secret, TOTP } from "otpauth/slim";

/** The alphabet of base32 (RFC 4648 section 6). */
export const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code of a seed at a time in milliseconds: RFC 6238 with SHA-1, six digits and thirty seconds. */
export function totpCode(seed: string, now: number): string {
  return TOTP.generate({ secret: Secret.fromBase32(seed), algorithm: "SHA1", digits: 6, period: 30, timestamp: now });
}

/** Whether a text is base32 of at least one byte. As in authenticator apps, case, spaces and padding do not matter. */
export function isBase32(text: string): boolean {
  try {
    return Secret.fromBase32(text).bytes.length > 0;
  } catch {
    return false;
  }
}
