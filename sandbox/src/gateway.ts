import { type Answer, json } from "./answer.js";

/** The texts of the Kong gateway's own failures, and of the 500 that the MySafe error pages show. */
const messages: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  404: "no Route matched with those values",
  405: "Method not allowed",
  429: "API rate limit exceeded",
  500: "Unexpected error.",
  502: "An invalid response was received from the upstream server",
  503: "The upstream server is currently unavailable",
  504: "The upstream server is timing out",
};

/** What stands in front of the API and fails in its own words. */
export class Gateway {
  readonly #withRequestId: boolean;

  /** @param withRequestId whether the body of a failure carries `request_id`, as Kong's does since version 3.5 */
  constructor(withRequestId: boolean) {
    this.#withRequestId = withRequestId;
  }

  /** A failure of the gateway's own, `{"message": …, "request_id": …}`. */
  fail(status: number, requestId: string, headers: Readonly<Record<string, string>> = {}): Answer {
    const message = messages[status] ?? "An unexpected error occurred";
    return json(status, this.#withRequestId ? { message, request_id: requestId } : { message }, headers);
  }

  /** The 401 of RFC 6750 section 3; the error is named only when a token was presented (section 3.1). */
  unauthorized(requestId: string, presented: boolean): Answer {
    const challenge = presented ? 'Bearer error="invalid_token"' : "Bearer";
    return this.fail(401, requestId, { "www-authenticate": challenge });
  }
}

/** What a reverse proxy in front of the appliance says when it cannot reach it. */
export function proxyPage(): Answer {
  return page(502, "502 Bad Gateway");
}

/** What a single sign-on in front of the appliance says to whom it does not know. */
export function signInPage(): Answer {
  return page(200, "Sign in");
}

function page(status: number, title: string): Answer {
  return {
    status,
    headers: { "content-type": "text/html" },
    body: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`,
  };
}
