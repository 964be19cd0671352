import type { Verdict } from '../plans/judge.ts';
import type { Target } from '../plans/plan-shape.ts';
import { figureOf } from './measure.ts';
import type { EnteredFigure, Entry, Figure, Measure, ReportTarget } from './report.ts';

/** Of several that must all be met, the verdict that decides: the first that is not MET, a miss before a gap. */
function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('NOT_MET')) return 'NOT_MET';
  return verdicts.find((verdict) => verdict !== 'MET') ?? 'MET';
}

/** The aim that figures are held against; a trend has no number of its own. */
export function aimOf(target: Target) {
  const { comparator, unit } = target;
  return { comparator, unit, target: target.kind === 'NUMERIC' ? target.target : undefined };
}

function enteredOf(target: Target, figure: EnteredFigure): Figure & Entry {
  const { note, enteredBy, enteredAt } = figure;
  const judged = figureOf(aimOf(target), figure, null, target.unit !== 'COUNT');
  const { numerator, denominator } = figure;
  return { ...judged, numerator, denominator, note, enteredBy, enteredAt };
}

function verdictOf(target: Target, measures: readonly Measure[], entered: Figure | null): Verdict {
  if (target.notComputable) return entered?.verdict ?? 'NOT_COMPUTABLE';
  const verdicts = measures.map(({ verdict }) => verdict);
  return target.judgedBy === 'ALL' ? together(verdicts) : (verdicts[0] ?? 'NOT_AVAILABLE');
}

/** A target with what it came to. Figures entered by hand count only for what the graph cannot compute. */
export function reportTarget(
  target: Target,
  measures: readonly Measure[],
  figure: EnteredFigure | null,
): ReportTarget {
  const { id, kind, title, quote, comparator, unit, owner, note, notComputable } = target;
  const entered = notComputable && figure ? enteredOf(target, figure) : null;
  return {
    id,
    kind,
    title,
    quote,
    comparator,
    unit,
    owner,
    target: target.kind === 'NUMERIC' ? target.target : null,
    ...(note && { note }),
    ...(notComputable && { notComputable }),
    verdict: verdictOf(target, measures, entered),
    measures,
    entered,
  };
}
