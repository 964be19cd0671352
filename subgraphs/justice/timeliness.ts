/** Article 15 of the Law on Civil Status 2014: a birth is registered within 60 days. */
export const DAYS_TO_REGISTER = 60;

/** Whether a birth was registered within the legal limit, by the days from birth to registration. */
export function timelinessOf(daysAfterBirth: number): 'ON_TIME' | 'LATE' {
  return daysAfterBirth <= DAYS_TO_REGISTER ? 'ON_TIME' : 'LATE';
}
