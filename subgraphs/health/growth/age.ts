/** WHO's mean month: 365.25 days over 12. */
const DAYS_PER_MONTH = 30.4375;

/** Length is taken below 731 days (24 months), height from then on. */
const FIRST_DAY_OF_HEIGHT = 731;

/**
 * Whether the standards judge this age: from birth to under 60 months, a month being 30.4375 days. So day 1826
 * (59.99 months) is the last one, although it is the fifth birthday itself where one leap day lies between.
 */
export function isUnderFive(ageDays: number): boolean {
  return ageDays >= 0 && ageDays / DAYS_PER_MONTH < 60;
}

/** Whether the child is under nine months (up to 273 days), too young to be measured standing. */
export function isUnderNineMonths(ageDays: number): boolean {
  return ageDays / DAYS_PER_MONTH < 9;
}

/** Whether the standards speak of length (lying) at this age, and not of height (standing). */
export function isAgeOfLength(ageDays: number): boolean {
  return ageDays < FIRST_DAY_OF_HEIGHT;
}
