/** The item that an identifier names: digits that differ in leading zeros alone name the same one. */
export function itemOf(identifier: string): string {
  return /^\d+$/.test(identifier) ? identifier.replace(/^0+(?=\d)/, "") : identifier;
}
