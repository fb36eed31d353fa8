// Answers whose body is at hand. In Node.js such an answer is sent for a fraction of what a `Response` with its stream costs.

/** An answer whose body is at hand. */
export class Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;

  /** @param headers by their names in lower case */
  constructor(status: number, headers: Reply["headers"], body: Reply["body"]) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The same, as the Fetch standard has it. */
  toResponse(): Response {
    const { status, headers, body } = this;
    const response = new Response(body, { status, headers });
    replies.set(response, this);
    return response;
  }
}

const replies = new WeakMap<Response, Reply>();

/**
 * The reply of which a response was made, with the headers that the response has now. `undefined` for any other response, and
 * for one with cookies, of which there may be several.
 */
export function replyOf(response: Response): Reply | undefined {
  const reply = replies.get(response);
  if (!reply || response.bodyUsed || response.headers.has("set-cookie")) return undefined;
  return new Reply(reply.status, Object.fromEntries(response.headers), reply.body);
}

/** Answers a request, of which the answer may be at hand. */
export type Replying = (request: Request) => Promise<Response | Reply>;

type Fetch = (request: Request) => Promise<Response>;

const replying = new WeakMap<(request: Request) => unknown, Replying>();

/** The `fetch` of a server that answers by `reply`. */
export function fetchOf(reply: Replying): Fetch {
  const fetch: Fetch = async (request) => {
    const answer = await reply(request);
    return answer instanceof Reply ? answer.toResponse() : answer;
  };
  replying.set(fetch, reply);
  return fetch;
}

/** Answers a request as `server` does, by a reply where its `fetch` is one of {@link fetchOf}. */
export async function replyTo(
  request: Request,
  server: { readonly fetch: (request: Request) => Response | Promise<Response> },
): Promise<Response | Reply> {
  const reply = replying.get(server.fetch);
  return reply ? reply(request) : server.fetch(request);
}
