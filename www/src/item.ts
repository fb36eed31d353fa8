/** A key for the item of an identifier. Numbers that differ only in leading zeros are the same item. */
export function itemOf(identifier: string): string {
  return /^\d+$/.test(identifier) ? identifier.replace(/^0+(?=\d)/, "") : identifier;
}
