export type Language = 'ru' | 'en';

/** Word forms by Unicode plural category; `other` serves every category a language does not name. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Returns a function that puts a number before the word form the language wants with it: `2 снимка`, `1 picture`. */
export function countIn(language: Language): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language);
  return (count, forms) => `${digits.format(count)} ${forms[rules.select(count)] ?? forms.other}`;
}
