/** What nobody sees: byte order marks, characters without width, marks of direction, soft hyphens. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/** Digits grouped by blanks that do not break, as spreadsheets and Portuguese write "1 204". */
const grouped = /(?<![\d.,])\d{1,3}(?:[\u00A0\u2007\u2009\u202F]\d{3})+(?!\d)/g;

/** The text without marks that hide what it says: one kind of line end, one kind of blank, no signs of quoted mail. */
export function unmarked(text: string): string {
  return text
    .replace(invisible, "")
    .replace(/\r\n?|[^\S\n\t\p{Zs}]/gu, "\n")
    .replace(grouped, (digits) => digits.replace(/\D/g, ""))
    .replace(/[^\S\n\t]/g, " ")
    .replace(/^(?:> ?)+/gm, "");
}

/** The text inside a fence of Markdown or Jira, when all of it is in one. */
export function unfenced(text: string): string {
  return (
    /^\s*```[^\n]*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ??
    /^\s*\{(code|noformat)[^}\n]*\}([\s\S]*)\{\1\}\s*$/.exec(text)?.[2] ??
    text
  );
}

/** A name as names are compared: without case, accents and what stands around it. */
export function folded(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}
