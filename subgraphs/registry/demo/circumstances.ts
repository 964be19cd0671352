import { PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { weighted } from '../../../shared/demo-province/weighted.ts';
import { addDays, addMonths, daysBetween } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import type { CircumstanceGroupCode } from '../tables.ts';

/** A circumstance as the register writes it, but for the day it was recorded. */
export interface Circumstance {
  group: CircumstanceGroupCode;
  atRisk: boolean;
  startedOn: Day;
  endedOn: Day | null;
}

/**
 * 4,222 children in special circumstances and 11,940 at risk of them among 491,053 (Báo Hải Dương, 1/9/2024), raised
 * for those that ended and lowered for those that follow from harm.
 */
const IN_CIRCUMSTANCE_SHARE = 0.0086;
const AT_RISK_SHARE = 0.0262;
const ENDED_SHARE = 0.08;
const HARM_RECORDED_SHARE = 0.6;
const DAYS_PER_YEAR = 365;
/** A child is a person under 16 (Law on Children 2016, article 1). */
const MONTHS_OF_CHILDHOOD = 192;

/** How the groups share the children (estimate), and the age in years from which a group can be. */
const groups = weighted<{ group: CircumstanceGroupCode; fromAge: number }>([
  [{ group: 'DISABLED', fromAge: 0 }, 58],
  [{ group: 'SERIOUS_ILLNESS_POOR', fromAge: 0 }, 16],
  [{ group: 'NO_SUPPORT', fromAge: 0 }, 10],
  [{ group: 'ORPHAN_BOTH_PARENTS', fromAge: 1 }, 5],
  [{ group: 'DROPPED_OUT_TO_WORK', fromAge: 11 }, 3.5],
  [{ group: 'LAW_VIOLATION', fromAge: 12 }, 2.5],
  [{ group: 'HIV_AIDS', fromAge: 0 }, 2],
  [{ group: 'ABANDONED', fromAge: 0 }, 1.5],
  [{ group: 'SEVERE_HARM_BY_VIOLENCE', fromAge: 2 }, 0.5],
  [{ group: 'DRUG_ADDICTED', fromAge: 13 }, 0.3],
  [{ group: 'EXPLOITED', fromAge: 10 }, 0.3],
  [{ group: 'MIGRANT_REFUGEE', fromAge: 0 }, 0.2],
  [{ group: 'TRAFFICKED', fromAge: 3 }, 0.2],
]);

const risks = weighted<{ group: CircumstanceGroupCode; fromAge: number }>([
  [{ group: 'NO_SUPPORT', fromAge: 0 }, 45],
  [{ group: 'SERIOUS_ILLNESS_POOR', fromAge: 0 }, 20],
  [{ group: 'DROPPED_OUT_TO_WORK', fromAge: 11 }, 15],
  [{ group: 'LAW_VIOLATION', fromAge: 12 }, 10],
  [{ group: 'SEVERE_HARM_BY_VIOLENCE', fromAge: 2 }, 10],
]);

function childhoodEnd({ dateOfBirth, departedOn, diedOn }: DemoChild): Day {
  const birthday = addDays(addMonths(dateOfBirth, MONTHS_OF_CHILDHOOD), -1);
  const left = departedOn ?? diedOn ?? PROVINCE_DAY;
  return birthday < left ? birthday : left;
}

function drawPeriod(
  random: Random,
  earliest: Day,
  latest: Day,
): Pick<Circumstance, 'startedOn' | 'endedOn'> {
  const startedOn = addDays(earliest, random.between(0, daysBetween(earliest, latest)));
  const endsEarly = random.chance(ENDED_SHARE);
  const earlyEnd = addDays(startedOn, random.between(0, daysBetween(startedOn, latest)));
  const lasts = latest === PROVINCE_DAY && !endsEarly;
  return { startedOn, endedOn: lasts ? null : endsEarly ? earlyEnd : latest };
}

function drawn(
  child: DemoChild,
  random: Random,
  draw: typeof groups,
  atRisk: boolean,
): Circumstance[] {
  const latest = childhoodEnd(child);
  const { group, fromAge } = draw(random);
  const fromDay = addDays(child.dateOfBirth, fromAge * DAYS_PER_YEAR);
  if (fromDay <= latest) return [{ group, atRisk, ...drawPeriod(random, fromDay, latest) }];
  const other = atRisk ? 'NO_SUPPORT' : 'DISABLED';
  return [{ group: other, atRisk, ...drawPeriod(random, child.dateOfBirth, latest) }];
}

/** How many of the harm on record was sexual, by sex of the child (estimate). A fixed case is told as violence. */
const SEXUAL_SHARE = { FEMALE: 0.8, MALE: 0.25 };

function afterHarm(child: DemoChild, random: Random): Circumstance[] {
  const isRecorded = child.story === 'KNOWN_TO_ALL' || random.chance(HARM_RECORDED_SHARE);
  if (child.harm === null || !isRecorded) return [];
  const startedOn = child.harm.at.toISOString().slice(0, 10);
  const latest = childhoodEnd(child);
  if (startedOn > latest) return [];
  const isSexual = child.story === null && random.chance(SEXUAL_SHARE[child.sex]);
  const group = isSexual ? 'SEXUALLY_ABUSED' : 'SEVERE_HARM_BY_VIOLENCE';
  return [{ group, atRisk: false, startedOn, endedOn: latest === PROVINCE_DAY ? null : latest }];
}

function ofStory(child: DemoChild): Circumstance[] {
  if (child.story === 'ABANDONED') {
    return [{ group: 'ABANDONED', atRisk: false, startedOn: child.dateOfBirth, endedOn: null }];
  }
  if (child.story !== 'SEVERAL_CIRCUMSTANCES') return [];
  return [
    { group: 'DISABLED', atRisk: false, startedOn: '2012-06-04', endedOn: null },
    { group: 'SERIOUS_ILLNESS_POOR', atRisk: false, startedOn: '2019-03-18', endedOn: null },
    { group: 'DROPPED_OUT_TO_WORK', atRisk: true, startedOn: '2021-09-20', endedOn: '2022-08-31' },
  ];
}

/** The special circumstances that a child is or was in or at risk of. */
export function drawCircumstances(child: DemoChild, random: Random): Circumstance[] {
  if (child.story !== null) return [...ofStory(child), ...afterHarm(child, random)];
  return [
    ...(random.chance(IN_CIRCUMSTANCE_SHARE) ? drawn(child, random, groups, false) : []),
    ...(random.chance(AT_RISK_SHARE) ? drawn(child, random, risks, true) : []),
    ...afterHarm(child, random),
  ].filter((found, index, all) => all.findIndex(({ group }) => group === found.group) === index);
}
