/** An answer before it is put on the wire: data that a fault can still replace, cut or garble. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string and bytes are sent as they are; any other value as JSON. */
  readonly body: unknown;
}

/** An answer as JSON with its content type. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}

/** The text of an answer's body. */
export function textOf({ body }: Answer): string {
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  return typeof body === "string" ? body : JSON.stringify(body);
}
