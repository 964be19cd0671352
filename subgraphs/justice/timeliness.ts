import { daysBetween } from '../../shared/time/day.ts';
import type { BirthRegistrationRow } from './tables.ts';

/** Article 15 of the Law on Civil Status 2014: a birth is registered within 60 days. */
const DAYS_TO_REGISTER = 60;

/** Whether a birth was registered within the legal limit. */
export function timelinessOf({
  dateOfBirth,
  registeredOn,
}: Pick<BirthRegistrationRow, 'dateOfBirth' | 'registeredOn'>): 'ON_TIME' | 'LATE' {
  return daysBetween(dateOfBirth, registeredOn) <= DAYS_TO_REGISTER ? 'ON_TIME' : 'LATE';
}
