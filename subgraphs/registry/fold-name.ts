/**
 * Folds a name, or a part of one, to the form in which names are compared: without tone marks and case, đ as d,
 * one space between words. Composed and decomposed input fold alike; punctuation stays as it is.
 */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** The full name of a person in Vietnamese order: family, middle, given. */
export function fullNameOf(person: {
  familyName: string;
  middleName: string | null;
  givenName: string;
}): string {
  return [person.familyName, person.middleName, person.givenName].filter(Boolean).join(' ');
}
