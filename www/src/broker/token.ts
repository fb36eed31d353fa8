import { brokerToken } from "mysafe-broker/browser";
import type { AccessTokenProvider } from "mysafe-wasm";
import { brokerBase } from "../connection/broker.ts";
import { lose, lossIn, regain } from "./loss.ts";
import { askSession } from "./session.ts";

/** Gets tokens as this person and nobody else. Once nobody or somebody else is signed in, it fails for good: the client then ends
 * its calls at once, with true outcomes, and a run makes new ones after the next sign-in. A token that came after a wait would
 * come too late for calls, which have a deadline. */
export function tokensOf(identity: string): AccessTokenProvider {
  const getToken = brokerToken(new URL("token", brokerBase));
  return async (request) => {
    const got = await Promise.resolve(getToken(request)).then(
      (token) => ({ token }),
      (error: unknown) => ({ error }),
    );
    // A token does not say whose it is. This shows whether somebody else has signed in meanwhile.
    const answer = await askSession(request.signal as AbortSignal);
    const loss = lossIn(answer, identity);
    if (!loss && answer.session && "token" in got) {
      regain(answer.session);
      return got.token;
    }
    if (!loss && "error" in got && Object(got.error).retryable !== false) throw got.error;
    lose(loss ?? { who: "nobody", signIn: undefined });
    throw Object.assign(new Error("its person is not signed in any more"), { retryable: false });
  };
}
