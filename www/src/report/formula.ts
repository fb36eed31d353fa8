/** Where a cell may begin: with the text, and after whatever spreadsheets take for a separator or a line end. A file is
 * split at the separator of its reader, whatever its own is, and quotes do not keep the rest of a cell together then. */
const beginnings = /(^|[,;\t\r\n])(?=(?:[^\S\t\r\n]|["'])*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** The text as no spreadsheet takes it for a formula: an apostrophe says so wherever a cell may begin with one. */
export function harmless(text: string): string {
  const parted = text.replace(beginnings, "$1'");
  return /^[\t\r\n]/.test(parted) ? `'${parted}` : parted;
}
