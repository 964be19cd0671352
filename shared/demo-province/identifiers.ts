import type { Day } from '../time/day.ts';
import type { Sex } from './figures.ts';

/** Multiplied by an odd number not divisible by 5, the serials up to a million keep apart and no longer stand in order. */
const SPREAD = 777_767;
const NUMBERS_A_YEAR = 1_000_000;

function numbered(prefix: string, childNo: number): string {
  return `${prefix}${String(childNo).padStart(8, '0')}`;
}

/**
 * The 12-digit personal identification number of a child born since 2000 and registered in Hải Dương: 030, century and sex,
 * birth year, six digits (Decree 137/2015, article 13). No two of a province of up to a million children are equal.
 */
export function personalIdNumber({
  childNo,
  sex,
  dateOfBirth,
}: {
  childNo: number;
  sex: Sex;
  dateOfBirth: Day;
}): string {
  const last = String((childNo * SPREAD) % NUMBERS_A_YEAR).padStart(6, '0');
  return `030${sex === 'MALE' ? 2 : 3}${dateOfBirth.slice(2, 4)}${last}`;
}

/** The 10-digit social insurance number, which is the health insurance card's number too. */
export function socialInsuranceNumber(childNo: number): string {
  return numbered('30', childNo);
}

/** The 10-digit code by which the schools know a pupil. */
export function pupilCode(childNo: number): string {
  return numbered('21', childNo);
}

/** The number of the entry in the civil register of births, as on the birth certificate. */
export function birthCertificateNumber(childNo: number, registeredOn: Day): string {
  return `${childNo}/${registeredOn.slice(0, 4)}`;
}
