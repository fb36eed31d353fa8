import { type Answer, json } from "./answer.js";

/** The messages of Kong's own errors, and of the 500 in MySafe's documentation of errors. */
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

/** The Kong gateway in front of the API, with its own errors. */
export class Gateway {
  readonly #withRequestId: boolean;

  /** @param withRequestId whether the body of an error has `request_id`, as in Kong 3.5 and later */
  constructor(withRequestId: boolean) {
    this.#withRequestId = withRequestId;
  }

  /** An error of the gateway itself: `{"message": …, "request_id": …}`. */
  fail(status: number, requestId: string, headers: Readonly<Record<string, string>> = {}): Answer {
    const message = messages[status] ?? "An unexpected error occurred";
    return json(status, this.#withRequestId ? { message, request_id: requestId } : { message }, headers);
  }

  /** The 401 of RFC 6750 section 3. The challenge has an error code only if a token was presented (section 3.1). */
  unauthorized(requestId: string, presented: boolean): Answer {
    const challenge = presented ? 'Bearer error="invalid_token"' : "Bearer";
    return this.fail(401, requestId, { "www-authenticate": challenge });
  }
}

/** The page of a reverse proxy that cannot reach the appliance. */
export function proxyPage(): Answer {
  return htmlPage(502, "502 Bad Gateway");
}

/** The sign-in page of a single sign-on in front of the appliance. */
export function signInPage(): Answer {
  return htmlPage(200, "Sign in");
}

function htmlPage(status: number, title: string): Answer {
  return {
    status,
    headers: { "content-type": "text/html" },
    body: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`,
  };
}
