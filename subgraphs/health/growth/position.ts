import { isAgeOfLength, isUnderNineMonths } from './age.ts';

/** How the child was measured: LENGTH lying (chiều dài nằm), HEIGHT standing (chiều cao đứng). */
export type Position = 'LENGTH' | 'HEIGHT';

/** A child is this much longer lying than standing. */
const LENGTH_OVER_HEIGHT_CM = 0.7;

/** Whether the recorded position cannot be true: no child under nine months is measured standing. */
export function isImplausiblePosition(position: Position | null, ageDays: number): boolean {
  return position === 'HEIGHT' && isUnderNineMonths(ageDays);
}

/**
 * The measure in cm that the standards ask for at this age: length below 731 days, height from then on. A measure
 * taken the other way is corrected by 0.7 cm; one whose position is unknown or implausible is taken as it stands.
 */
export function toPositionOfAge(cm: number, position: Position | null, ageDays: number): number {
  if (isImplausiblePosition(position, ageDays)) return cm;
  if (isAgeOfLength(ageDays)) return position === 'HEIGHT' ? cm + LENGTH_OVER_HEIGHT_CM : cm;
  return position === 'LENGTH' ? cm - LENGTH_OVER_HEIGHT_CM : cm;
}
