/** Whether a stream gets colours. `NO_COLOR` and `--no-color` take precedence over `FORCE_COLOR`, and all of them over what
 * the stream is. */
export function hasColours(
  stream: { readonly isTTY?: boolean | undefined },
  environment: NodeJS.ProcessEnv,
  isForbidden: boolean,
): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (isForbidden || (NO_COLOR !== undefined && NO_COLOR !== "")) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return stream.isTTY === true && TERM !== "dumb";
}

/** The meanings that have a colour. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly bad: (text: string) => string;
}

const plain = (text: string): string => text;

/** No colours. */
export const noPaint: Paint = { strong: plain, faint: plain, good: plain, doubtful: plain, bad: plain };

/** Colours, loaded when there are any. */
export async function loadPaint(): Promise<Paint> {
  // yoctocolors asks the environment once, when it is loaded. That is answered here, from the stream too.
  delete process.env.NO_COLOR;
  process.env.FORCE_COLOR ??= "1";
  const { bold, dim, green, yellow, red } = await import("yoctocolors");
  return { strong: bold, faint: dim, good: green, doubtful: yellow, bad: red };
}
