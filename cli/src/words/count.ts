/** Formats numbers in a language, alone or with a noun: "1 secret", "1,204 secrets". */
export function counter(locale: string) {
  // `Intl` takes milliseconds to set up, and most commands need it late or never.
  let digits: Intl.NumberFormat | undefined;
  let rules: Intl.PluralRules | undefined;
  const number = (value: number): string => {
    digits ??= new Intl.NumberFormat(locale);
    return digits.format(value);
  };
  const count = (amount: number, singular: string, plural: string): string => {
    rules ??= new Intl.PluralRules(locale);
    return `${number(amount)} ${rules.select(amount) === "one" ? singular : plural}`;
  };
  return { number, count };
}
