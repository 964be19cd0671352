import { describe, expect, test } from '@jest/globals';
import { buildReport } from './build-report.ts';
import { annual, graphOf, resources } from './graph.fixture.ts';
import type { CountOf } from './graph.fixture.ts';
import { questionDays, yearBefore } from './question-days.ts';

/** The more a cohort was narrowed the fewer are left; fewer the year before. */
const narrowing: CountOf = (cohort, _, asOf) => {
  const all = 240 / cohort.split(' > ').length;
  return asOf < '2022' ? all / 2 - 10 : all;
};

const target = async (report: ReturnType<typeof buildReport>, id: string) => {
  const found = (await report).targets.find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is no target ${id}.`);
  return found;
};

describe('a report', () => {
  test('holds each target with what was counted, as a whole and by unit', async () => {
    const report = buildReport(annual('hai-duong-2022', graphOf(narrowing)), resources);
    const { measures, verdict } = await target(report, 'HD-01');
    expect(verdict).toBe('NOT_MET');
    expect(measures).toMatchObject([
      {
        indicator: 'child-victims-with-legal-aid',
        denominator: 5 * 120,
        numerator: 5 * 80,
        value: expect.closeTo(66.667, 3),
        against: 100,
        distance: expect.closeTo(-33.333, 3),
        lastYear: 60,
        change: expect.closeTo(6.667, 3),
        variables: { unit: '30', asOf: '2022-12-31', from: '2022-01-01', to: '2022-12-31' },
        missing: [],
      },
    ]);
    expect(measures[0]?.query).toContain('query ChildVictimsWithLegalAid');
    const units = measures[0]?.units ?? [];
    expect(units.filter(({ level }) => level === 'DISTRICT')).toHaveLength(2);
    expect(units.find(({ code }) => code === '10543')).toMatchObject({
      parentCode: '290',
      denominator: 120,
      numerator: 80,
      verdict: 'NOT_MET',
    });
  });

  test('holds a trend against the same period of the year before', async () => {
    const report = buildReport(annual('hai-duong-2022', graphOf(narrowing)), resources);
    expect(await target(report, 'HD-03')).toMatchObject({
      verdict: 'NOT_MET',
      target: null,
      measures: [{ value: 600, against: 250, lastYear: 250, change: 350 }],
    });
  });

  test('says what cannot be computed and why, and takes what was entered', async () => {
    const request = annual('hai-duong-2022', graphOf(narrowing));
    expect(await target(buildReport(request, resources), 'HD-02')).toMatchObject({
      verdict: 'NOT_COMPUTABLE',
      measures: [],
      entered: null,
    });
    const figure = {
      numerator: 7,
      denominator: 7,
      note: null,
      enteredBy: 'coordinator',
      enteredAt: '2022-12-20T08:00:00.000Z',
    };
    const entered = buildReport(request, { ...resources, findFigure: async () => figure });
    expect(await target(entered, 'HD-02')).toMatchObject({
      verdict: 'MET',
      entered: { ...figure, value: 100, distance: 0 },
    });
  });

  test('of several rates is met when all are', async () => {
    const rising: CountOf = (cohort, commune, asOf) =>
      cohort.includes('canSwim') ? 60 : narrowing(cohort, commune, asOf);
    const request = (ask: typeof narrowing) => annual('binh-phuoc-2021', graphOf(ask));
    const falling: CountOf = (cohort, _, asOf) =>
      cohort.includes(' > ') ? (asOf < '2021' ? 10 : 20) : 100;
    expect((await target(buildReport(request(rising), resources), 'BP-07')).verdict).toBe(
      'NOT_MET',
    );
    expect((await target(buildReport(request(falling), resources), 'BP-07')).verdict).toBe('MET');
  });

  test('with a department down has no figure, not zero, and says who did not answer', async () => {
    const ask = graphOf(narrowing, ['withHealthInsurance']);
    const report = buildReport(annual('hau-giang-2020', ask), resources);
    const missed = await target(report, 'HG-07');
    expect(missed).toMatchObject({
      verdict: 'NOT_AVAILABLE',
      measures: [
        {
          numerator: null,
          denominator: null,
          value: null,
          units: [],
          missing: [{ code: 'DEPARTMENT_UNAVAILABLE', department: 'health' }],
        },
      ],
    });
    expect((await target(report, 'HG-01')).measures[0]?.value).not.toBeNull();
    const { completeness } = await report;
    expect(completeness).toMatchObject({ didNotAnswer: ['health'], unknownBirthDates: 3 });
    expect(completeness.departments).toContainEqual(
      expect.objectContaining({ department: 'registry', unlinkedRecords: 2 }),
    );
  });

  test('is refused for a unit that is not there, naming those there are', async () => {
    const request = annual('hai-duong-2022', graphOf(narrowing), { unit: '99' });
    await expect(buildReport(request, resources)).rejects.toMatchObject({
      code: 'UNKNOWN_UNIT',
      message: expect.stringContaining('"99"'),
    });
  });
});

describe('the days of a question', () => {
  test.each([
    ['2021-12-31', '2016-01-01', '2016-12-31', '2007-01-01', '2015-12-31'],
    ['2021-06-30', '2015-01-01', '2015-12-31', '2006-01-01', '2014-12-31'],
    ['2021-08-31', '2015-01-01', '2015-12-31', '2006-01-01', '2014-12-31'],
    ['2021-09-01', '2016-01-01', '2016-12-31', '2007-01-01', '2015-12-31'],
  ])(
    'as of %s: five-year-olds born %s to %s, pupils %s to %s',
    (asOf, five, fiveTo, pupils, pupilsTo) => {
      const days = { from: '2021-01-01', to: '2021-12-31', asOf };
      expect(questionDays('30', days)).toMatchObject({
        fiveBornFrom: five,
        fiveBornTo: fiveTo,
        pupilsBornFrom: pupils,
        pupilsBornTo: pupilsTo,
      });
    },
  );

  test('a birth counts once its 60 days are past', () => {
    const days = { from: '2022-01-01', to: '2022-12-31', asOf: '2022-12-31' };
    expect(questionDays('30', days)).toMatchObject({
      limitPassedTo: '2022-10-31',
      to: '2022-12-31',
    });
    expect(questionDays('30', { ...days, asOf: '2022-02-01' })).toMatchObject({
      limitPassedTo: '2022-01-01',
      to: '2022-02-01',
    });
  });

  test('the year before a leap day', () => {
    expect(yearBefore({ from: '2020-01-01', to: '2020-12-31', asOf: '2020-02-29' })).toEqual({
      from: '2019-01-01',
      to: '2019-12-31',
      asOf: '2019-02-28',
    });
  });
});
