import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { solveForHidden } from '../../shared/suppression/attackers.fixture.ts';
import { indicators } from './graph.fixture.ts';
import { annual, graphOf, plans, resources } from './graph.fixture.ts';
import { buildReport } from './build-report.ts';
import type { CountOf } from './graph.fixture.ts';
import type { Report } from './report.ts';

const viewer = { units: ['30'], seesExact: false };

/** Counts that differ by cohort and commune, many of them small; what is narrowed is within what it was narrowed from. */
function smallCounts(seed: number): CountOf {
  const drawn = (text: string) => {
    let hash = seed;
    for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
    return (hash >>> 8) % 100;
  };
  return (cohort, commune, asOf) => {
    // Every cohort within another is asked for, or stands, below it: the same share of fewer children.
    const extra = cohort.includes('circumstanceKinds') ? 2 : cohort.includes('complement') ? -2 : 0;
    const depth = cohort.split(' > ').length + extra;
    const share = drawn(commune + asOf);
    return Math.floor(
      (share * 40) /
        100 /
        3 ** (depth - 1) /
        (/underweight|stunted|wasted|criminal/.test(cohort) ? 3 : 1),
    );
  };
}

/** All that a report shows of this year, or of last year: by cohort and unit. */
function published(reports: readonly Report[]): Map<string, Map<string, number | null>> {
  const shown = new Map<string, Map<string, number | null>>();
  const put = (cohort: string | null | undefined, unit: string, count: number | null) => {
    if (!cohort) return;
    const row = shown.get(cohort) ?? new Map<string, number | null>();
    const known = row.get(unit);
    if (row.has(unit)) expect(count).toBe(known);
    shown.set(cohort, row.set(unit, count));
  };
  for (const measure of reports.flatMap(({ targets }) =>
    targets.flatMap(({ measures }) => measures),
  )) {
    const indicator = indicators.get(measure.indicator);
    for (const row of [{ code: '30', ...measure }, ...measure.units]) {
      put(indicator?.numeratorCohort, row.code, row.numerator);
      put(indicator?.denominatorCohort, row.code, row.denominator);
    }
  }
  return shown;
}

const UNITS = ['30', '288', '290', '10507', '10510', '10513', '10540', '10543'];
const PARENTS = [null, 0, 0, 1, 1, 1, 2, 2];

function reportsOf(countOf: CountOf, unit = '30'): Promise<Report[]> {
  const wanted = [...plans.keys()].filter((id) => id.endsWith('2020'));
  return Promise.all(
    wanted.map((id) => buildReport(annual(id, graphOf(countOf), { viewer, unit }), resources)),
  );
}

describe('reports without small counts', () => {
  test('show none, and the reports of two plans of a year agree in what they hide', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const countOf = smallCounts(seed);
        for (const [cohort, row] of published(await reportsOf(countOf)))
          for (const [unit, count] of row) {
            expect([1, 2, 3, 4]).not.toContain(count);
            if (unit.length === 5 && count !== null)
              expect(count).toBe(countOf(cohort, unit, '2020-12-31'));
          }
      }),
      { numRuns: 30 },
    );
  });

  test('together give away no hidden count to whoever solves their sums', async () => {
    let hidden = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const shown = published(await reportsOf(smallCounts(seed)));
        const columns = new Map(
          [...shown].map(([cohort, row]) => [cohort, UNITS.map((unit) => row.get(unit) ?? null)]),
        );
        hidden += [...columns.values()].flat().filter((count) => count === null).length;
        expect(solveForHidden({ parents: PARENTS, within: [], shown: columns })).toEqual([]);
      }),
      { numRuns: 30 },
    );
    expect(hidden).toBeGreaterThan(0);
  });

  test('for a district hide what those of its province hide', async () => {
    const countOf = smallCounts(5);
    const province = published(await reportsOf(countOf));
    for (const report of await reportsOf(countOf, '288')) {
      for (const { indicator, numerator, units } of report.targets.flatMap(
        ({ measures }) => measures,
      )) {
        const row = province.get(indicators.get(indicator)?.numeratorCohort ?? '');
        expect(numerator).toBe(row?.get('288'));
        expect(units.map(({ code }) => code)).toEqual(['10507', '10510', '10513']);
        for (const unit of units) expect(unit.numerator).toBe(row?.get(unit.code));
      }
    }
  });

  test('say of a hidden count neither how it stands nor how far off it is, nor by how much it changed', async () => {
    const few: CountOf = (cohort) => (cohort.includes('withAbuseIntervention') ? 1 : 50);
    const report = await buildReport(annual('hai-phong-2020', graphOf(few), { viewer }), resources);
    const measures = report.targets.flatMap((target) => target.measures);
    for (const figure of measures.flatMap((measure) => [measure, ...measure.units])) {
      if (figure.numerator !== null && figure.denominator !== null) continue;
      expect(figure).toMatchObject({
        verdict: 'SUPPRESSED',
        value: null,
        distance: null,
        change: null,
      });
    }
    expect(report.isSuppressed).toBe(true);
    expect(
      measures.some(({ units }) => units.some(({ verdict }) => verdict === 'SUPPRESSED')),
    ).toBe(true);
  });

  test('with a department down leave units out, since the holes of the whole are not known', async () => {
    const ask = graphOf(smallCounts(7), ['withHealthInsurance']);
    const report = await buildReport(annual('hai-phong-2020', ask, { viewer }), resources);
    const measures = report.targets.flatMap((target) => target.measures);
    expect(measures.flatMap(({ units }) => units)).toEqual([]);
    expect(measures.some(({ denominator }) => denominator !== null)).toBe(true);
  });
});
