import type { KnownAs } from './record.ts';

/** The number that every person has one of, for life (Decree 137/2015, article 13). */
export const PERSONAL_ID = 'PERSONAL_ID';

/** The register's own number, as people see it: ten digits and a check digit. */
export const REGISTER_NUMBER = 'REGISTER_NUMBER';

const PERSONAL_ID_DIGITS = 12;
const HEALTH_CARD = 'HEALTH_INSURANCE_CARD';
/** A health insurance card of before 2021: two letters, benefit, province, then the social insurance number. */
const OLD_HEALTH_CARD = /^[A-Z]{2}\d{3}(\d{10})$/;

/** What a child or record is known by in a system; null where it is not. */
export function knownAs(identifiers: readonly KnownAs[], system: string): string | null {
  return identifiers.find((identifier) => identifier.system === system)?.value ?? null;
}

/**
 * Writes an identifier as the register does: without blanks, dots and hyphens, a personal number with the zeros that
 * spreadsheets drop, an old health insurance card as the number in it. Values that are none of these stay as they are.
 */
export function tidied({ system, value }: KnownAs): KnownAs {
  const bare = value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.'-]/g, '');
  if (system === PERSONAL_ID && /^\d{9,11}$/.test(bare)) {
    return { system, value: bare.padStart(PERSONAL_ID_DIGITS, '0') };
  }
  const insured = system === HEALTH_CARD ? OLD_HEALTH_CARD.exec(bare)?.[1] : undefined;
  return { system, value: insured ?? bare };
}
