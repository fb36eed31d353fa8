/** Formats numbers in a language, alone or with a noun: "1 secret", "1,204 secrets". */
export function counter(locale: string) {
  const digits = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const number = (value: number): string => digits.format(value);
  const count = (amount: number, singular: string, plural: string): string =>
    `${number(amount)} ${rules.select(amount) === "one" ? singular : plural}`;
  return { number, count };
}
