import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readIndicators } from '../../gateway/indicators/read-indicators.ts';
import { readPlans } from '../../gateway/plans/read-plans.ts';
import type { Ask } from '../../gateway/reports/ask.ts';
import { buildReport } from '../../gateway/reports/build-report.ts';
import { FORMATS, renderReport } from '../../gateway/reports/render.ts';
import type { Report } from '../../gateway/reports/report.ts';
import { solveForHidden } from '../../shared/suppression/attackers.fixture.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import { startGraph } from '../harness/start-graph.ts';

const indicators = readIndicators();
const plans = readPlans(indicators);
const periods = [...plans.values()].flatMap((plan) =>
  plan.periods.map((period) => [plan.id, period.id] as const),
);

let graph: Awaited<ReturnType<typeof startGraph>>;

beforeAll(async () => {
  graph = await startGraph({ children: 1500 });
}, 240_000);

afterAll(async () => {
  await graph[Symbol.asyncDispose]();
});

async function report(planId: string, periodId: string, seesExact = true): Promise<Report> {
  const plan = plans.get(planId);
  const period = plan?.periods.find(({ id }) => id === periodId);
  if (plan === undefined || period === undefined) throw new Error(`There is no ${planId}.`);
  const headers = await graph.headersFor({ persona: 'coordinator', purpose: 'REPORTING' });
  const ask: Ask = ({ text }, variables) => graph.ask(text, variables, headers);
  const viewer = { units: ['30'], seesExact };
  return buildReport(
    {
      ...{ plan, period, unit: '30', asOf: period.cutOff, viewer, ask },
      findUnlinked: async () => ({}),
    },
    { indicators, clock: fixedClock('2022-12-31'), findFigure: async () => null },
  );
}

const measuresOf = ({ targets }: Report) => targets.flatMap(({ measures }) => measures);

test.each(periods)(
  '%s %s runs on the demo province, in every form',
  async (plan, period) => {
    const made = await report(plan, period);
    expect(made.unit).toEqual({ code: '30', name: 'Tỉnh Hải Dương' });
    expect(made.completeness.didNotAnswer).toEqual([]);
    expect(made.completeness.unknownBirthDates).toEqual(expect.any(Number));
    for (const measure of measuresOf(made)) {
      expect(measure.missing).toEqual([]);
      expect(measure.numerator).not.toBeNull();
      expect(measure.units.length).toBeGreaterThan(200);
    }
    for (const format of FORMATS)
      expect((await renderReport(made, format)).length).toBeGreaterThan(200);
  },
  60_000,
);

test('without small counts the demo province gives away none of them', async () => {
  const made = await report('hai-phong-2020', 'annual', false);
  const [first] = measuresOf(made);
  const rows = [{ code: '30', parentCode: null }, ...(first?.units ?? [])];
  const places = new Map(rows.map(({ code }, place) => [code, place]));
  const parents = rows.map(({ parentCode }) =>
    parentCode === null ? null : (places.get(parentCode) ?? 0),
  );
  const columns = measuresOf(made).flatMap((measure) => {
    const byCode = new Map(measure.units.map((unit) => [unit.code, unit]));
    const column = (side: 'numerator' | 'denominator') =>
      rows.map(({ code }, place) => (place === 0 ? measure : byCode.get(code))?.[side] ?? null);
    return (['numerator', 'denominator'] as const).map((side): [string, (number | null)[]] => [
      `${measure.indicator} ${side}`,
      column(side),
    ]);
  });
  expect(columns.flatMap(([, counts]) => counts)).toContain(null);
  for (const small of [1, 2, 3, 4])
    expect(columns.flatMap(([, counts]) => counts)).not.toContain(small);
  expect(solveForHidden({ parents, within: [], shown: new Map(columns) })).toEqual([]);
}, 120_000);

test('a department that is down leaves its targets without a figure, and the others as they are', async () => {
  const whole = await report('binh-phuoc-2021', 'annual');
  graph.department('education').fault = { kind: 'REFUSE' };
  const made = await report('binh-phuoc-2021', 'annual');
  graph.department('education').fault = null;
  expect(made.completeness.didNotAnswer).toEqual(['education']);
  const target = (id: string, of = made) => of.targets.find((each) => each.id === id);
  expect(target('BP-02')).toMatchObject({
    verdict: 'NOT_AVAILABLE',
    measures: [{ numerator: null, value: null, units: [], missing: [{ department: 'education' }] }],
  });
  expect(target('BP-09')).toEqual(target('BP-09', whole));
}, 60_000);
