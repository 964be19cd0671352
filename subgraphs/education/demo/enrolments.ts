import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import { PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import { pupilCode } from '../../../shared/demo-province/identifiers.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { addDays, addMonths } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import { lastDayOfRecord, linkedTo } from './record.ts';
import type { PreschoolEnrolmentRow } from '../tables.ts';
import { communeNearby, schoolNameIn } from './schools.ts';
import { lastDayOf, schoolYearFrom } from '../preschool/school-year.ts';

const FIRST_YEAR = 2019;
const LAST_YEAR = Number(PROVINCE_DAY.slice(0, 4));
/**
 * Share enrolled, by the years a child turns in the year school begins, so that of children of 3 to 36 months
 * 36 % attend, of 3 to 5 years 97 % and of five years 99.8 %.
 */
const ENROLLED_SHARES = [0.08, 0.3, 0.63, 0.94, 0.972, 0.998] as const;
const ELSEWHERE_SHARE = 0.04;
const LEFT_EARLY_SHARE = 0.01;
const COMPLETED_SHARE = 0.985;
const KINDERGARTEN_BANDS = ['YEARS_3_TO_4', 'YEARS_4_TO_5', 'YEARS_5_TO_6'] as const;

type Facts = { year: number; turning: number; enrolledOn: Day };

function isFixedToAttend({ story }: DemoChild): boolean {
  return story === 'KNOWN_TO_ALL' || story === 'ENROLLED_OUTSIDE_COMMUNE';
}

function nurseryBand(dateOfBirth: Day, on: Day): PreschoolEnrolmentRow['ageBand'] {
  if (on < addMonths(dateOfBirth, 13)) return 'MONTHS_3_TO_12';
  return on < addMonths(dateOfBirth, 25) ? 'MONTHS_13_TO_24' : 'MONTHS_25_TO_36';
}

function classOf(
  { dateOfBirth }: DemoChild,
  { turning, enrolledOn }: Facts,
): Pick<PreschoolEnrolmentRow, 'stage' | 'ageBand'> {
  const ageBand = KINDERGARTEN_BANDS[turning - 3];
  if (ageBand !== undefined) return { stage: 'KINDERGARTEN', ageBand };
  return { stage: 'NURSERY', ageBand: nurseryBand(dateOfBirth, enrolledOn) };
}

/** The day the child came: the return to school on 1 September, or at three months of age. */
function firstDay({ dateOfBirth }: DemoChild, year: number): Day {
  const threeMonths = addMonths(dateOfBirth, 3);
  const returnToSchool = `${year}-09-01`;
  return threeMonths > returnToSchool ? threeMonths : returnToSchool;
}

function dayLeft(child: DemoChild, random: Random, { year, enrolledOn }: Facts): Day | null {
  const leftEarly = random.chance(LEFT_EARLY_SHARE) && !isFixedToAttend(child) && year < LAST_YEAR;
  const planned = leftEarly
    ? addDays(enrolledOn, random.between(20, 150))
    : lastDayOf(schoolYearFrom(year));
  const last = lastDayOfRecord(child);
  if (last < PROVINCE_DAY && last < planned) return last;
  return leftEarly ? planned : null;
}

function homeOn({ homes }: DemoChild, day: Day): string {
  return homes.findLast((home) => home.from <= day)?.commune ?? '';
}

function enrolment(child: DemoChild, random: Random, facts: Facts & { elsewhere: boolean }) {
  const { year, enrolledOn, elsewhere } = facts;
  const home = homeOn(child, enrolledOn);
  const commune = elsewhere ? communeNearby(home, random) : home;
  const leftOn = dayLeft(child, random, facts);
  return {
    id: `MN-${year}-${child.childNo}`,
    pupilCode: pupilCode(child.childNo),
    childNo: linkedTo(child, random),
    schoolYear: schoolYearFrom(year),
    ...classOf(child, facts),
    schoolName: schoolNameIn(commune),
    schoolUnitCode: commune,
    enrolledOn,
    leftOn,
    completed: year === LAST_YEAR ? null : leftOn === null && random.chance(COMPLETED_SHARE),
    recordedAt: `${enrolledOn}T08:00:00Z`,
  };
}

/** The demo child's enrolments, from school year 2019-2020 on; whoever attends once attends until school age. */
export function preschoolEnrolments(child: DemoChild, random: Random) {
  const inclination = isFixedToAttend(child) ? 0 : random.fraction();
  const elsewhere =
    child.story === null
      ? random.chance(ELSEWHERE_SHARE)
      : child.story === 'ENROLLED_OUTSIDE_COMMUNE';
  const last = lastDayOfRecord(child);
  const birthYear = Number(child.dateOfBirth.slice(0, 4));
  const rows = [];
  for (let year = Math.max(FIRST_YEAR, birthYear); year <= LAST_YEAR; year += 1) {
    const turning = year - birthYear;
    const share = ENROLLED_SHARES[turning];
    if (share === undefined) break;
    const enrolledOn = firstDay(child, year);
    if (inclination < share && enrolledOn <= last)
      rows.push(enrolment(child, random, { year, turning, enrolledOn, elsewhere }));
  }
  return rows;
}
