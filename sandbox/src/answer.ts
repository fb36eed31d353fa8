/** A response as plain data, before it is sent. A fault can still replace, cut or truncate it. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string and a `Uint8Array` are sent unchanged, any other value as JSON. */
  readonly body: unknown;
}

/** A JSON answer with its content type. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}

/** The answer's body as text. */
export function bodyText({ body }: Answer): string {
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  return typeof body === "string" ? body : JSON.stringify(body);
}
