import { judge, valueOf } from '../plans/judge.ts';
import type { Measured } from '../plans/judge.ts';
import type { Target } from '../plans/plan-shape.ts';
import type { Counted, IndicatorCount, UnitCount } from './count-indicator.ts';
import type { Figure, Measure, UnitFigure } from './report.ts';

type Aim = Pick<Target, 'comparator' | 'unit'> & { target?: string | undefined };

/** Counts as they may be shown. */
interface Counts {
  numerator: number | null;
  denominator: number | null;
}

/** What was counted, if it may be shown; a plain number has no denominator. */
function measuredOf(counts: Counts | null, isRate: boolean): Measured | null {
  if (counts?.numerator === undefined || counts.numerator === null) return null;
  if (isRate && counts.denominator === null) return null;
  return { numerator: counts.numerator, denominator: counts.denominator };
}

function changeOf(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

/**
 * Judges counts against a target. `counts` is null where the graph did not answer; a count of it that is null may not be
 * shown to this viewer, and then nothing is said that would tell it.
 */
export function figureOf(
  aim: Aim,
  counts: Counts | null,
  before: Counts | null,
  isRate: boolean,
): Figure {
  const measured = measuredOf(counts, isRate);
  const baseline = measuredOf(before, isRate);
  const judgement = judge(aim, measured, baseline);
  const isHidden = counts !== null && measured === null;
  const isBaselineHidden = aim.target === undefined && before !== null && baseline === null;
  const lastYear = baseline && valueOf(baseline, aim.unit);
  return {
    numerator: counts?.numerator ?? null,
    denominator: counts?.denominator ?? null,
    ...judgement,
    verdict: isHidden || (isBaselineHidden && measured) ? 'SUPPRESSED' : judgement.verdict,
    lastYear,
    change: changeOf(judgement.value, lastYear),
  };
}

function unitFigures(
  aim: Aim,
  now: Counted,
  before: Counted | null,
  isRate: boolean,
): UnitFigure[] {
  const earlier = new Map<string, UnitCount>(before?.units.map((unit) => [unit.id, unit]));
  return now.units.map((unit) => {
    const { code, name, level, parentCode, numerator, denominator } = unit;
    const counts = { numerator, denominator };
    return {
      code,
      name,
      level,
      parentCode,
      ...figureOf(aim, counts, earlier.get(unit.id) ?? null, isRate),
    };
  });
}

/** What an indicator came to, held against a target of its plan: in the whole, and in each unit. */
export function measureOf(
  aim: Aim,
  now: IndicatorCount,
  before: IndicatorCount,
  variables: Record<string, string>,
): Measure {
  const { indicator, counted, missing } = now;
  const isRate = indicator.denominator !== null;
  const { title, meaning, clock, source } = indicator;
  const whole = counted && { numerator: counted.numerator, denominator: counted.denominator };
  return {
    indicator: indicator.id,
    title,
    meaning,
    clock,
    source,
    query: indicator.text,
    variables,
    missing: counted === null ? missing : [],
    ...figureOf(aim, whole, before.counted, isRate),
    units: counted === null ? [] : unitFigures(aim, counted, before.counted, isRate),
  };
}
