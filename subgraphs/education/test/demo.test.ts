import { describe, expect, test } from '@jest/globals';
import { demoChild, PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import { randomFor } from '../../../shared/demo-province/random.ts';
import { addMonths, ageInYears } from '../../../shared/time/day.ts';
import { swimmingAssessments } from '../demo/assessments.ts';
import { preschoolEnrolments } from '../demo/enrolments.ts';
import { isEnrolledOn } from '../preschool/enrolled-on.ts';
import { isSafeSwimmer } from '../swimming/judge.ts';
import { readSwimmingStandards } from '../swimming/standards.ts';

const CHILDREN = 30_000;
const standards = new Map(readSwimmingStandards().map((standard) => [standard.code, standard]));

const people = Array.from({ length: CHILDREN }, (_, index) => demoChild(1, index + 1)).map(
  (child) => {
    const random = randomFor(1, child.childNo, 'education');
    const enrolments = preschoolEnrolments(child, random);
    return { child, enrolments, assessments: swimmingAssessments(child, random) };
  },
);
type Person = (typeof people)[number];

const living = people.filter(({ child }) => child.diedOn === null && child.departedOn === null);

function percent(persons: Person[], holds: (person: Person) => boolean): number {
  return (100 * persons.filter(holds).length) / persons.length;
}

function isAttending({ enrolments }: Person): boolean {
  return isEnrolledOn(enrolments, PROVINCE_DAY);
}

function bornIn(first: number, last: number): Person[] {
  return living.filter(({ child }) => {
    const year = Number(child.dateOfBirth.slice(0, 4));
    return year >= first && year <= last;
  });
}

describe('rates of the demo province', () => {
  test('five-year-olds in kindergarten: 99.8 %', () => {
    expect(percent(bornIn(2017, 2017), isAttending)).toBeCloseTo(99.8, 0);
  });

  test('three to five years in kindergarten: about 97 %', () => {
    expect(Math.abs(percent(bornIn(2017, 2019), isAttending) - 97)).toBeLessThan(1);
  });

  test('3 to 36 months in nursery: about 36 %', () => {
    const ofNurseryAge = living.filter(({ child: { dateOfBirth } }) => {
      return addMonths(dateOfBirth, 3) <= PROVINCE_DAY && addMonths(dateOfBirth, 36) > PROVINCE_DAY;
    });
    expect(Math.abs(percent(ofNurseryAge, isAttending) - 36)).toBeLessThan(2);
  });

  test('safe swimmers at 6 to 15 years: about 40 %', () => {
    const atSchool = living.filter(({ child }) => {
      const age = ageInYears(child.dateOfBirth, PROVINCE_DAY);
      return age >= 6 && age <= 15;
    });
    const safe = percent(atSchool, ({ assessments }) =>
      assessments.some((assessment) => {
        const standard = standards.get(assessment.standard);
        return standard !== undefined && isSafeSwimmer(assessment, standard);
      }),
    );
    expect(Math.abs(safe - 40)).toBeLessThan(1.5);
  });

  test('about 4 % attend outside the commune they live in', () => {
    const elsewhere = people
      .flatMap(({ child, enrolments }) => enrolments.map((row) => ({ child, row })))
      .map(({ child: { homes }, row }) => {
        const home = homes.findLast(({ from }) => from <= row.enrolledOn);
        return home?.commune !== row.schoolUnitCode;
      });
    const share = (100 * elsewhere.filter(Boolean).length) / elsewhere.length;
    expect(Math.abs(share - 4)).toBeLessThan(0.7);
  });
});

test('nothing is recorded before three months, or after death, departure or the province stands', () => {
  const wrong = people.flatMap(({ child, enrolments, assessments }) => {
    const end = child.departedOn ?? child.diedOn ?? PROVINCE_DAY;
    const days = [
      ...enrolments.flatMap((row) => [row.enrolledOn, row.leftOn ?? row.enrolledOn]),
      ...assessments.map((row) => row.assessedOn),
    ];
    return days.filter((day) => day < addMonths(child.dateOfBirth, 3) || day > end);
  });
  expect(wrong).toEqual([]);
});

test('who has died or left is not enrolled from the next day on', () => {
  const gone = people.filter(
    ({ child }) => (child.diedOn ?? child.departedOn ?? '9') < PROVINCE_DAY,
  );
  expect(gone.length).toBeGreaterThan(100);
  expect(gone.filter(isAttending)).toEqual([]);
});

test('a child who stays at kindergarten has no gap between two school years', () => {
  const ofFive = bornIn(2017, 2017).filter(({ enrolments }) =>
    enrolments.every(({ leftOn }) => leftOn === null),
  );
  const inSeptember = percent(ofFive, ({ enrolments }) => isEnrolledOn(enrolments, '2022-09-02'));
  expect(inSeptember).toBeGreaterThan(99);
});

test('equal seed and number give the same records', () => {
  const again = demoChild(1, 4_321);
  const random = randomFor(1, 4_321, 'education');
  const before = people[4_320];
  expect(preschoolEnrolments(again, random)).toEqual(before?.enrolments);
  expect(swimmingAssessments(again, random)).toEqual(before?.assessments);
});
