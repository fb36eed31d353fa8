// Why a sign-in failed: in words for the person who signs in, and in words for the operator.

import { AuthorizationResponseError, ResponseBodyError } from "openid-client";

/** A sign-in that failed. */
export class SignInFailure extends Error {
  override readonly name = "SignInFailure";
  readonly status: number;
  /** For the operator, if it is something that an operator can do something about. */
  readonly problem: string | undefined;

  /** @param message for the person */
  constructor(status: number, message: string, problem?: string) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

/** A longer text would be more than a line. */
const longest = 300;

/**
 * What went wrong between the broker and the provider.
 *
 * @param what the broker did
 * @param secrets that no text of the provider's may repeat
 */
export function failureOf(error: unknown, what: string, secrets: readonly (string | undefined)[]): SignInFailure {
  if (error instanceof SignInFailure) return error;
  const words = without(wordsOf(error), secrets);
  if (error instanceof AuthorizationResponseError) {
    // The person said no, or the provider did: both know why.
    const code = without(error.error, secrets).slice(0, 60);
    return new SignInFailure(403, `The sign-in service answers: ${code}.`, `${what}: ${words}`);
  }
  return new SignInFailure(
    502,
    "The sign-in did not succeed. The broker's operator has the reason.",
    `${what}: ${words}`,
  );
}

/** The messages and codes of an error and its causes. They hold no header, no body and no query. */
function wordsOf(error: unknown): string {
  const words: string[] = [];
  let inner = error;
  for (let depth = 0; depth < 4 && inner instanceof Error; depth += 1) {
    words.push(inner.message);
    if (inner instanceof ResponseBodyError || inner instanceof AuthorizationResponseError) {
      // The cause of these is all that was received.
      words.push(inner.error, inner.error_description ?? "");
      break;
    }
    const { code } = inner as { code?: unknown };
    if (typeof code === "string" && !words.includes(code)) words.push(code);
    inner = inner.cause;
    if (inner instanceof Response) words.push(`HTTP ${inner.status}`);
  }
  return words.filter((word) => word !== "").join(", ") || "an unknown error";
}

function without(text: string, secrets: readonly (string | undefined)[]): string {
  const clean = secrets.reduce<string>((rest, secret) => (secret ? rest.replaceAll(secret, "[secret]") : rest), text);
  return clean.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").slice(0, longest);
}
