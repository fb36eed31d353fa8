/** Every possible start of a formula: at the start of the text, and after any separator or line end. A reader can split
 * the file at a separator other than the file's own. Then quotes no longer protect the rest of a cell. */
const cellStarts = /(^|[,;\t\r\n])(?=(?:[^\S\t\r\n]|["'])*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** Puts an apostrophe before every possible formula, so that no spreadsheet evaluates it. */
export function neutralizeFormulas(text: string): string {
  const escaped = text.replace(cellStarts, "$1'");
  return /^[\t\r\n]/.test(escaped) ? `'${escaped}` : escaped;
}
