import type { Clock } from '../../shared/time/clock.ts';
import type { Day } from '../../shared/time/day.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Indicators } from '../indicators/read-indicators.ts';
import type { Period, Plan, Target } from '../plans/plan-shape.ts';
import type { Ask, GraphAnswer } from './ask.ts';
import { completenessOf } from './completeness.ts';
import type { IndicatorCount } from './count-indicator.ts';
import { countIndicators } from './count-indicators.ts';
import type { CountViewer } from './count-indicators.ts';
import { countUnknownBirthDates } from './unknown-birth-dates.ts';
import { measureOf } from './measure.ts';
import { questionDays, yearBefore } from './question-days.ts';
import type { ReportDays } from './question-days.ts';
import { aimOf, reportTarget } from './report-target.ts';
import type { EnteredFigure, Measure, Report } from './report.ts';
import { findUnit } from './unit.ts';
import type { ReportUnit } from './unit.ts';

export interface ReportRequest {
  plan: Plan;
  period: Period;
  /** GSO code. */
  unit: string;
  asOf: Day;
  viewer: CountViewer;
  ask: Ask;
  /** What departments that no question asks hold unlinked. */
  findUnlinked: () => Promise<GraphAnswer>;
}

export interface ReportResources {
  indicators: Indicators;
  clock: Clock;
  /** The latest figure entered by hand for a target, if there is one. */
  findFigure: (target: string, request: ReportRequest) => Promise<EnteredFigure | null>;
}

/** What was counted of the indicators, by their ids. */
type Counts = ReadonlyMap<string, IndicatorCount>;

/** Small counts are taken out of all indicators together, so all are counted then; else those of the plan. */
function indicatorsFor({ plan, viewer }: ReportRequest, indicators: Indicators): Indicator[] {
  const used = new Set(plan.targets.flatMap((target) => target.indicators ?? []));
  return [...indicators.values()].filter(({ id }) => !viewer.seesExact || used.has(id));
}

async function countAll(
  { viewer, ask }: ReportRequest,
  unit: ReportUnit,
  days: ReportDays,
  indicators: readonly Indicator[],
): Promise<Counts> {
  const counts = await countIndicators(indicators, { unit, days, viewer, ask });
  return new Map(counts.map((count) => [count.indicator.id, count]));
}

/** What belongs to one report while it is made. */
interface Making {
  request: ReportRequest;
  days: ReportDays;
  now: Counts;
  before: Counts;
}

function measuresOf(target: Target, { request, days, now, before }: Making): Measure[] {
  const variables = questionDays(request.unit, days);
  return (target.indicators ?? []).flatMap((id) => {
    const [count, earlier] = [now.get(id), before.get(id)];
    if (count === undefined || earlier === undefined) return [];
    const used = Object.fromEntries(
      count.indicator.variables.map((name) => [name, variables[name]]),
    );
    return [measureOf(aimOf(target), count, earlier, used)];
  });
}

async function targetsOf(making: Making, { findFigure }: ReportResources) {
  const { request } = making;
  return Promise.all(
    request.plan.targets.map(async (target) => {
      const figure = target.notComputable ? await findFigure(target.id, request) : null;
      return reportTarget(target, measuresOf(target, making), figure);
    }),
  );
}

function headOf(
  { plan, period, asOf, viewer }: ReportRequest,
  { code, name }: ReportUnit,
  clock: Clock,
) {
  const { id, number, issuedOn, title, province, year, unit } = plan;
  const { due, from, to } = period;
  return {
    plan: { id, number, issuedOn, title, province, year, unit },
    period: { id: period.id, title: period.title, due, from, to, asOf },
    unit: { code, name },
    isSuppressed: !viewer.seesExact,
    preparedAt: new Date().toISOString(),
    today: clock.today(),
    duties: plan.duties,
  };
}

/**
 * Makes a plan's report on a period and a unit: asks the graph for each indicator, now and in the same period of last
 * year, takes out small counts where the viewer may not see them, and judges. What the graph leaves out is not available,
 * never zero. Throws UNKNOWN_UNIT.
 */
export async function buildReport(
  request: ReportRequest,
  resources: ReportResources,
): Promise<Report> {
  const { ask, asOf, period, viewer } = request;
  const unit = await findUnit(request.unit, asOf, viewer.units, ask);
  const days = { from: period.from, to: period.to, asOf };
  const indicators = indicatorsFor(request, resources.indicators);
  const now = await countAll(request, unit, days, indicators);
  const before = await countAll(request, unit, yearBefore(days), indicators);
  const making = { request, days, now, before };
  const asked = [...now.values()].map(({ answer }) => answer);
  const answers = [...asked, await request.findUnlinked()];
  const unknownBirthDates = await countUnknownBirthDates(request);
  return {
    ...headOf(request, unit, resources.clock),
    targets: await targetsOf(making, resources),
    completeness: completenessOf(answers, unknownBirthDates),
  };
}
