import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Ask } from './ask.ts';
import { countIndicator } from './count-indicator.ts';
import type { IndicatorCount } from './count-indicator.ts';
import { cutUnit } from './cut-unit.ts';
import type { ReportDays } from './question-days.ts';
import { suppressCounts } from './suppress-counts.ts';
import type { ReportUnit } from './unit.ts';

/** Who counts are for. */
export interface CountViewer {
  /** GSO codes of the units the viewer answers for. */
  units: readonly string[];
  /** Whether the viewer may see small counts (`cohort:exact`). */
  seesExact: boolean;
}

/** The unit to count in: the largest of the viewer's that holds the one asked for, where small counts are taken out. */
function countedUnit({ units, seesExact }: CountViewer, { code, line }: ReportUnit): string {
  return seesExact ? code : (line.findLast((above) => units.includes(above)) ?? code);
}

/** Takes small counts out. Throws DEPARTMENT_BAD_ANSWER (503) for counts that contradict each other. */
function withoutSmallCounts(counts: readonly IndicatorCount[]): IndicatorCount[] {
  try {
    return suppressCounts(counts);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new GraphError(
      'DEPARTMENT_BAD_ANSWER',
      {
        en: 'Records changed while they were counted, and the counts contradict each other. Ask again.',
        vi: 'Dữ liệu thay đổi trong khi đếm nên các số liệu không khớp nhau. Hãy yêu cầu lại.',
      },
      { http: { status: 503 } },
    );
  }
}

/**
 * Counts indicators in a unit, as the viewer may see them. Where small counts are taken out, `indicators` must be all
 * there are: what one hides, another would show.
 */
export async function countIndicators(
  indicators: Iterable<Indicator>,
  {
    unit,
    days,
    viewer,
    ask,
  }: { unit: ReportUnit; days: ReportDays; viewer: CountViewer; ask: Ask },
): Promise<IndicatorCount[]> {
  const counts: IndicatorCount[] = [];
  const countIn = countedUnit(viewer, unit);
  for (const indicator of indicators)
    counts.push(await countIndicator(indicator, countIn, days, ask));
  const shown = viewer.seesExact ? counts : withoutSmallCounts(counts);
  return countIn === unit.code ? shown : cutUnit(shown, unit.code);
}
