import { compareBirths } from './compare-births.ts';
import type { Birth, BirthLikeness } from './compare-births.ts';
import type { Reading } from './names/read-name.ts';
import { weighMother, weighName } from './names/weigh-name.ts';
import type { WeighedName } from './names/weigh-name.ts';
import type { KnownAs, Sex } from './record.ts';
import type { Entry, RegisterIndex } from './register-index.ts';
import * as weights from './weights.ts';
import { bits } from './weights.ts';

/** A record made ready for comparison. */
export interface ReadRecord {
  /** The ways to read the child's name; none where it is missing or a placeholder. */
  names: readonly Reading[];
  mothers: readonly Reading[];
  birth: Birth;
  sex: Sex | null;
  commune: string | null;
  /** As the register writes them. */
  identifiers: readonly KnownAs[];
  personalId: string | null;
}

/** How a trait of a record stands to the child's. */
export type TraitLikeness = 'SAME' | 'DIFFERENT' | 'MISSING';

/** PRESENT, FORMER: the commune where the child lives, or lived. DISTRICT: another commune of such a district. */
export type HomeLikeness = 'PRESENT' | 'FORMER' | 'DISTRICT' | 'ELSEWHERE' | 'MISSING';

/** A record beside a child, trait by trait. */
export interface Comparison {
  childNo: number;
  /** Null where one of the two has no name. */
  name: WeighedName | null;
  mother: WeighedName | null;
  birth: BirthLikeness;
  sex: TraitLikeness;
  home: HomeLikeness;
  personalId: TraitLikeness;
  /** Evidence that both are one child: log2 of the likelihood ratio. */
  bits: number;
}

function compareTrait(one: string | null, other: string | null): TraitLikeness {
  if (one === null || other === null) return 'MISSING';
  return one === other ? 'SAME' : 'DIFFERENT';
}

function birthBits(birth: BirthLikeness, entry: Entry, { shares }: RegisterIndex): number {
  const { dateOfBirth } = entry;
  if (birth === 'SAME' || birth === 'SWAPPED')
    return bits({ m: weights.BIRTH_AGREES[birth], u: shares.birth(dateOfBirth) });
  if (birth === 'YEAR_ONLY')
    return bits({ m: weights.BIRTH_AGREES[birth], u: shares.year(dateOfBirth.slice(0, 4)) });
  return bits(weights.BIRTH[birth]);
}

function compareHomes(
  commune: string | null,
  { communes }: Entry,
  { districtOf }: RegisterIndex['places'],
): HomeLikeness {
  if (commune === null || communes.length === 0) return 'MISSING';
  if (communes[0] === commune) return 'PRESENT';
  if (communes.includes(commune)) return 'FORMER';
  const district = districtOf(commune);
  const isNear = district !== null && communes.some((home) => districtOf(home) === district);
  return isNear ? 'DISTRICT' : 'ELSEWHERE';
}

function homeBits(home: HomeLikeness, commune: string | null, index: RegisterIndex): number {
  if (commune === null || home === 'MISSING') return 0;
  if (home === 'ELSEWHERE') return bits(weights.HOME.ELSEWHERE);
  const { shares, places } = index;
  const u =
    home === 'DISTRICT'
      ? shares.district(places.districtOf(commune) ?? '')
      : shares.commune(commune);
  return bits({ m: weights.HOME_AGREES[home], u });
}

/** Compares a record with a child of the register and weighs what is found. */
export function compare(record: ReadRecord, entry: Entry, index: RegisterIndex): Comparison {
  const { shares } = index;
  const name = weighName(record.names, entry.name, { shares: shares.child, mother: entry.mother });
  const mother = weighMother(record.mothers, entry.mother, shares.mother);
  const birth = compareBirths(record.birth, entry.dateOfBirth);
  const sex = compareTrait(record.sex, entry.sex);
  const home = compareHomes(record.commune, entry, index.places);
  const personalId = compareTrait(record.personalId, entry.personalId);
  return {
    childNo: entry.childNo,
    name,
    mother,
    birth,
    sex,
    home,
    personalId,
    bits:
      (name?.bits ?? 0) +
      (mother?.bits ?? 0) +
      birthBits(birth, entry, index) +
      bits(weights.SEX[sex]) +
      homeBits(home, record.commune, index) +
      (personalId === 'DIFFERENT' ? bits(weights.OTHER_PERSONAL_ID) : 0),
  };
}
