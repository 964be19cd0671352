import * as weights from '../weights.ts';
import { bits } from '../weights.ts';
import { compareNames, isAlike } from './compare-names.ts';
import type { MiddleLikeness, NameLikeness } from './compare-names.ts';
import { compareWords } from './compare-words.ts';
import type { NameShares } from './name-shares.ts';
import type { PersonName, Reading } from './read-name.ts';

/** A record's name beside one of the register, in the reading that fits best. */
export interface WeighedName extends NameLikeness {
  isUsual: boolean;
  /** The given name is not this one mistyped but one that others bear. */
  isAnother: boolean;
  /** The family name is the mother's. */
  isMothersFamily: boolean;
  /** Evidence that both name one person: log2 of the likelihood ratio. */
  bits: number;
}

/** What a name is weighed by. */
export interface NameContext {
  shares: NameShares;
  /** The mother of the child whose name it is; null where not known, or where it is the mother's own name. */
  mother: PersonName | null;
}

/** A name of fewer children than this may itself be a slip of the pen. */
const BORNE_BY_OTHERS = 2e-4;

function middleBits(middle: MiddleLikeness): number {
  return middle === 'SAME' ? 0 : bits(weights.MIDDLE_NAME[middle]);
}

function givenBits(name: PersonName, found: Omit<WeighedName, 'bits'>, shares: NameShares): number {
  const { given, middle, isAnother } = found;
  if (given === 'MISSING') return 0;
  if (given === 'MISTYPED' && isAnother) return bits(weights.GIVEN_NAME.ANOTHER);
  if (given === 'MISTYPED' || given === 'INITIAL' || given === 'DIFFERENT')
    return bits(weights.GIVEN_NAME[given]) + Math.min(0, middleBits(middle));
  const m = weights.ALIKE.given[given];
  if (middle === 'SAME')
    return bits({ m: m * weights.SAME_MIDDLE_NAME, u: shares.personal(name.personal) });
  return bits({ m, u: shares.given(name.given.folded) }) + middleBits(middle);
}

function familyBits(
  name: PersonName,
  found: Omit<WeighedName, 'bits'>,
  shares: NameShares,
): number {
  const { family, isMothersFamily } = found;
  if (name.family === null) return 0;
  if (family === 'DIFFERENT' && isMothersFamily) return bits(weights.FAMILY_NAME.MOTHERS);
  if (
    family === 'EXACT' ||
    family === 'UNMARKED' ||
    family === 'REMARKED' ||
    family === 'RESPELLED'
  )
    return bits({ m: weights.ALIKE.family[family], u: shares.family(name.family.folded) });
  return bits(weights.FAMILY_NAME[family]);
}

function isMothers(family: PersonName['family'], mother: PersonName | null): boolean {
  const mothers = mother?.family ?? null;
  return family !== null && mothers !== null && isAlike(compareWords(family, mothers));
}

function weighReading(reading: Reading, name: PersonName, context: NameContext): WeighedName {
  const { shares, mother } = context;
  const likeness = compareNames(reading.name, name);
  const found = {
    ...likeness,
    isUsual: reading.isUsual,
    isAnother:
      likeness.given === 'MISTYPED' && shares.given(reading.name.given.folded) > BORNE_BY_OTHERS,
    isMothersFamily: likeness.family === 'DIFFERENT' && isMothers(reading.name.family, mother),
  };
  const order = reading.isUsual ? 0 : bits(weights.UNUSUAL_ORDER);
  return {
    ...found,
    bits: givenBits(name, found, shares) + familyBits(name, found, shares) + order,
  };
}

/** Weighs a record's name, however it may be read, against one of the register; null where there is no name to weigh. */
export function weighName(
  readings: readonly Reading[],
  name: PersonName | null,
  context: NameContext,
): WeighedName | null {
  if (name === null) return null;
  let best: WeighedName | null = null;
  for (const reading of readings) {
    const weighed = weighReading(reading, name, context);
    if (best === null || weighed.bits > best.bits) best = weighed;
  }
  return best;
}

/** A mother may be another woman altogether, which weighs less than the parts of her name do one by one. */
export function weighMother(
  readings: readonly Reading[],
  name: PersonName | null,
  shares: NameShares,
): WeighedName | null {
  const weighed = weighName(readings, name, { shares, mother: null });
  return weighed && { ...weighed, bits: Math.max(weighed.bits, bits(weights.OTHER_MOTHER)) };
}
