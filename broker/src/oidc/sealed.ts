import { EncryptJWT, errors, type JWTPayload, jwtDecrypt } from "jose";
import { deriveKeys, type Key, type Secret, secretsOf } from "../tokens/keys.js";
import { remembered } from "./remembered.js";

const algorithms = { alg: "dir", enc: "A256GCM" } as const;

/** By how much the clocks of two instances may differ, in s. */
const skew = 30;

/** What a sealed text holds, besides the times. */
export type Contents = Readonly<Record<string, unknown>>;

/** Texts for cookies that nobody but the broker can read or make (JWE, RFC 7516), each of use for one purpose and a time. */
export class Seal {
  readonly #keys: () => Promise<readonly Key[]>;
  readonly #type: string;
  readonly #now: () => number;
  /** In s. */
  readonly lifetime: number;

  /**
   * @param secret of the broker, or two while it is rotated
   * @param purpose what it is used for: texts of other purposes are none of its own
   * @param lifetime in s
   * @param now in ms since the Unix epoch
   * @throws TypeError for a secret under 32 bytes
   */
  constructor(secret: Secret, purpose: readonly [type: string, ...string[]], lifetime: number, now = () => Date.now()) {
    const secrets = secretsOf(secret);
    this.#keys = remembered(() => deriveKeys(secrets, purpose.join("\n")));
    this.#type = purpose[0];
    this.lifetime = lifetime;
    this.#now = now;
  }

  /** Seals, until the lifetime is over. */
  async close(contents: Contents): Promise<string> {
    const key = (await this.#keys())[0];
    if (!key) throw new TypeError("There is no key.");
    const now = Math.floor(this.#now() / 1000);
    return new EncryptJWT({ ...contents })
      .setProtectedHeader({ ...algorithms, typ: this.#type, kid: key.id })
      .setIssuedAt(now)
      .setExpirationTime(now + this.lifetime)
      .encrypt(key.bytes);
  }

  /** The contents; `undefined` for a text that was not sealed here, for this purpose, or whose time is over. */
  async open(text: string): Promise<Contents | undefined> {
    const now = this.#now();
    const payload = await this.#decrypt(text, new Date(now));
    if (!payload) return undefined;
    const { iat = 0, exp = 0 } = payload;
    // Without tolerance, and by this broker's own lifetime too: nothing is good for longer than what is configured.
    return now / 1000 < Math.min(exp, iat + this.lifetime) ? payload : undefined;
  }

  async #decrypt(text: string, currentDate: Date): Promise<JWTPayload | undefined> {
    const keys = await this.#keys();
    const keyOf = ({ kid }: { kid?: string | undefined }) => {
      const key = keys.find(({ id }) => id === kid);
      if (!key) throw new errors.JWKSNoMatchingKey();
      return key.bytes;
    };
    try {
      const { payload } = await jwtDecrypt(text, keyOf, {
        keyManagementAlgorithms: [algorithms.alg],
        contentEncryptionAlgorithms: [algorithms.enc],
        typ: this.#type,
        requiredClaims: ["iat", "exp"],
        // One from the future was not made here; the clock of another instance may be ahead by the tolerance.
        maxTokenAge: this.lifetime,
        clockTolerance: skew,
        currentDate,
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
