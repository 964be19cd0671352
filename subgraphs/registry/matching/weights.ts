/**
 * Fellegi and Sunter (1969): a trait that is compared weighs log2(m / u) bits, where m is how often it comes out like that
 * between two records of one child, u between records of two. Where a trait agrees, u is the share of children who have
 * it, counted in the register; each m, and each u below, is an estimate, made without a look at the bench.
 */
export interface Odds {
  m: number;
  u: number;
}

/** Bits of evidence; below 0 they speak against. */
export function bits({ m, u }: Odds): number {
  return Math.log2(m / u);
}

/** m of words taken to be alike. With marks that differ, u is smaller than the name's share by a third; that is in it. */
export const ALIKE = {
  given: { EXACT: 0.95, UNMARKED: 0.9, RESPELLED: 0.05, REMARKED: 0.06 },
  family: { EXACT: 0.97, UNMARKED: 0.95, RESPELLED: 0.3, REMARKED: 0.3 },
} as const;

export const GIVEN_NAME = {
  MISTYPED: { m: 0.012, u: 0.02 },
  /** Mistyped into a name that other children bear: Huy, Duy. */
  ANOTHER: { m: 0.004, u: 0.02 },
  INITIAL: { m: 0.004, u: 0.06 },
  DIFFERENT: { m: 0.004, u: 0.95 },
} as const;

/** m of a middle name that is the same: it is weighed with the given name, by the share of children who bear both. */
export const SAME_MIDDLE_NAME = 0.9;

/** Beside a given name that agrees. */
export const MIDDLE_NAME = {
  NEAR: { m: 0.02, u: 0.02 },
  PARTLY: { m: 0.03, u: 0.12 },
  MISSING: { m: 0.035, u: 0.1 },
  DIFFERENT: { m: 0.015, u: 0.8 },
} as const;

export const FAMILY_NAME = {
  MISTYPED: { m: 0.015, u: 0.02 },
  INITIAL: { m: 0.008, u: 0.05 },
  MISSING: { m: 1, u: 1 },
  /** The mother's family name in place of the child's. */
  MOTHERS: { m: 0.01, u: 0.12 },
  DIFFERENT: { m: 0.008, u: 0.85 },
} as const;

/** Words in another order than family, middle, given. */
export const UNUSUAL_ORDER: Odds = { m: 0.02, u: 1 };

/** Another woman than the register's mother: a grandmother, a stepmother, a slip. */
export const OTHER_MOTHER: Odds = { m: 0.04, u: 0.98 };

/** m of dates that agree in a way whose u is the share of children born that day, or that year. */
export const BIRTH_AGREES = { SAME: 0.955, SWAPPED: 0.012, YEAR_ONLY: 0.8 } as const;

export const BIRTH = {
  MISSING: { m: 1, u: 1 },
  /** Of two birthdays within 17 years 0.3 % share day and month, 0.2 % day and year, 0.5 % month and year. */
  ONE_PART: { m: 0.02, u: 0.01 },
  DIFFERENT: { m: 0.007, u: 0.98 },
} as const;

export const SEX = {
  SAME: { m: 0.993, u: 0.5 },
  DIFFERENT: { m: 0.007, u: 0.5 },
  MISSING: { m: 1, u: 1 },
} as const;

/** m of homes that agree; u is the share of children who live in the commune, or in its district. */
export const HOME_AGREES = { PRESENT: 0.86, FORMER: 0.05, DISTRICT: 0.04 } as const;

export const HOME = {
  ELSEWHERE: { m: 0.05, u: 0.97 },
} as const;

/** A personal identification number that is not the child's. */
export const OTHER_PERSONAL_ID: Odds = { m: 0.005, u: 1 };

/** The share of records whose child the register does not know. */
export const ABSENT_SHARE = 0.05;

/** So probable a link must be to be made without a look; most are far above, so that of all fewer than one in a thousand err. */
export const PROBABLE_ENOUGH = 0.995;

/** As little a candidate may be worth and still be worth a look. */
export const WORTH_A_LOOK = 0.1;
