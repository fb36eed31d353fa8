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
    return new Response(body, { status, headers });
  }
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

/** What a `fetch` of {@link fetchOf} answers by; `undefined` for any other. */
export const replyingOf = (fetch: (request: Request) => unknown): Replying | undefined => replying.get(fetch);
