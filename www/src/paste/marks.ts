/** Invisible characters: byte order marks, zero-width characters, direction marks, soft hyphens. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/** Digits grouped by non-breaking spaces, as in "1 204" in spreadsheets and in Portuguese. */
const groupedDigits = /(?<![\d.,])\d{1,3}(?:[\u00A0\u2007\u2009\u202F]\d{3})+(?!\d)/g;

/** Removes invisible characters and the `>` of quoted mail, and unifies line ends and blanks. */
export function withoutMarks(text: string): string {
  return text
    .replace(invisible, "")
    .replace(/\r\n?|[^\S\n\t\p{Zs}]/gu, "\n")
    .replace(groupedDigits, (digits) => digits.replace(/\D/g, ""))
    .replace(/[^\S\n\t]/g, " ")
    .replace(/^(?:> ?)+/gm, "");
}

/** Removes a code fence of Markdown or Jira that encloses the whole text. */
export function withoutFence(text: string): string {
  return (
    /^\s*```[^\n]*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ??
    /^\s*\{(code|noformat)[^}\n]*\}([\s\S]*)\{\1\}\s*$/.exec(text)?.[2] ??
    text
  );
}

/** A name for comparison: lower case, without accents and without surrounding punctuation. */
export function normalizedName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}
