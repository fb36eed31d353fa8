/** A document, as `--json` prints it. */
export function jsonOf(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
