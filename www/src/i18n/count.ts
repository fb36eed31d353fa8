/** How a language writes numbers, and numbers with their noun, such as "1 secret" and "1,204 secrets". */
export function counter(locale: string) {
  const digits = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const number = (value: number): string => digits.format(value);
  const count = (many: number, one: string, other: string): string =>
    `${number(many)} ${rules.select(many) === "one" ? one : other}`;
  return { number, count };
}
