/** A text for comparison, without case and accents: "cartao" finds "Cartão". */
export function normalized(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

/** The parts of a text between white space, commas and semicolons. */
export function wordsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== "");
}
