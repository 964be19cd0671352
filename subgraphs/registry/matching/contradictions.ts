import type { Comparison } from './compare.ts';

/** Why a record waits for someone to look at it. */
export type Doubt =
  | 'GIVEN_NAME_DIFFERS'
  | 'GIVEN_NAME_OF_ANOTHER'
  | 'BIRTH_DIFFERS'
  | 'PERSONAL_ID_DIFFERS'
  | 'NAME_SAYS_TOO_LITTLE'
  | 'IDENTIFIERS_OF_SEVERAL'
  | 'ANOTHER_IS_NEARER'
  | 'SEVERAL_ALIKE'
  | 'TOO_LITTLE';

/** What keeps a record from being linked to a child without a look, however much else agrees: families share the rest. */
export function contradictions({ name, birth, personalId }: Comparison): Doubt[] {
  const doubts: Doubt[] = [];
  if (name?.given === 'DIFFERENT') doubts.push('GIVEN_NAME_DIFFERS');
  if (name?.isAnother === true) doubts.push('GIVEN_NAME_OF_ANOTHER');
  if (birth === 'DIFFERENT') doubts.push('BIRTH_DIFFERS');
  if (personalId === 'DIFFERENT') doubts.push('PERSONAL_ID_DIFFERS');
  return doubts;
}

/** Without a name, or with its first letter only, a record may be a brother's or sister's unless it has the same birthday. */
export function tellsTooLittle({ name, birth }: Comparison): boolean {
  const isNamed = name !== null && name.given !== 'INITIAL' && name.given !== 'MISSING';
  return !isNamed && birth !== 'SAME' && birth !== 'SWAPPED';
}
