import { expect, test } from '@jest/globals';
import { demoChild, PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import { randomFor } from '../../../shared/demo-province/random.ts';
import { vietnamDay } from '../clocks/vietnam-day.ts';
import { intervention } from '../demo/intervention.ts';
import { reportsOf } from '../demo/reports.ts';

const CHILDREN = 150_000;

const cases = Array.from({ length: CHILDREN }, (_, index) => demoChild(1, index + 1))
  .filter(({ harm, story }) => harm !== null && story === null)
  .flatMap((child) => {
    const random = randomFor(1, child.childNo, 'police');
    return reportsOf(child, random).map((report) => ({
      child,
      row: intervention(child, random, report),
    }));
  });

test('reports are three to five times the confirmed cases', () => {
  const confirmed = cases.filter(({ row }) => !row.unfounded);
  expect(cases.length).toBeGreaterThan(90);
  expect(cases.length / confirmed.length).toBeGreaterThan(2.5);
  expect(cases.length / confirmed.length).toBeLessThan(5);
});

test('25 to 50 children a year are confirmed among 491,053', () => {
  const children = new Set(
    cases.filter(({ row }) => !row.unfounded).map(({ child }) => child.childNo),
  );
  const aYear = ((children.size / 3) * 491_053) / CHILDREN;
  expect(aYear).toBeGreaterThan(25);
  expect(aYear).toBeLessThan(50);
});

test('nothing is recorded before the report, or after death, departure or the province stands', () => {
  const wrong = cases.flatMap(({ child, row }) => {
    const end = child.departedOn ?? child.diedOn ?? PROVINCE_DAY;
    const reportedOn = vietnamDay(row.reportedAt);
    const measuresOn =
      row.emergencyMeasuresAt === null ? null : vietnamDay(row.emergencyMeasuresAt);
    const steps = [reportedOn, row.assessedOn, measuresOn, row.planApprovedOn, row.closedOn];
    return steps.filter((day) => day !== null && (day < reportedOn || day > end));
  });
  expect(wrong).toEqual([]);
});

test('a criminal case is never unfounded', () => {
  expect(cases.filter(({ row }) => row.criminalCase && row.unfounded)).toEqual([]);
});
