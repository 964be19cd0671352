import type { Indicator } from '../indicators/indicator.ts';
import { countsAt, missingIn } from './ask.ts';
import type { Ask, CohortCounts, GraphAnswer, Missing } from './ask.ts';
import { questionDays } from './question-days.ts';
import type { ReportDays } from './question-days.ts';

/** The level of a row below the report's own unit. */
export type RowLevel = 'DISTRICT' | 'COMMUNE';

/** A unit's row. `null` counts are not shown to this viewer. */
export interface UnitCount {
  /** Names the version of the unit: code and first day. */
  id: string;
  code: string;
  name: string;
  level: RowLevel;
  /** Code of the unit above. */
  parentCode: string | null;
  numerator: number | null;
  denominator: number | null;
}

/** What an indicator counted: in the report's own unit, and in each unit below it. */
export interface Counted {
  numerator: number | null;
  denominator: number | null;
  units: readonly UnitCount[];
}

/** What an indicator's question came to. */
export interface IndicatorCount {
  indicator: Indicator;
  /** Null where the graph did not answer: then `missing` says why. */
  counted: Counted | null;
  missing: readonly Missing[];
  answer: GraphAnswer;
}

function rowsOf(numerator: CohortCounts, denominator: CohortCounts | null): UnitCount[] {
  const levels = { districts: 'DISTRICT', communes: 'COMMUNE' } as const;
  return (['districts', 'communes'] as const).flatMap((list) => {
    const wholes = new Map(denominator?.[list]?.map(({ unit, count }) => [unit?.id, count]));
    return (numerator[list] ?? []).flatMap(({ unit, count }): UnitCount[] => {
      if (unit === null) return [];
      const { id, code, name, parent } = unit;
      return [
        {
          ...{ id, code, name, level: levels[list], parentCode: parent?.code ?? null },
          numerator: count,
          denominator: wholes.get(id) ?? null,
        },
      ];
    });
  });
}

function readCounts({ numerator, denominator }: Indicator, answer: GraphAnswer): Counted | null {
  const part = countsAt(answer, numerator);
  const whole = denominator && countsAt(answer, denominator);
  if (part === null || (denominator !== null && whole === null)) return null;
  return { numerator: part.count, denominator: whole?.count ?? null, units: rowsOf(part, whole) };
}

/** Puts an indicator's question to the graph. Whatever the graph leaves out is missing, never zero. */
export async function countIndicator(
  indicator: Indicator,
  unit: string,
  days: ReportDays,
  ask: Ask,
): Promise<IndicatorCount> {
  const all = questionDays(unit, days);
  const variables = Object.fromEntries(indicator.variables.map((name) => [name, all[name]]));
  const answer = await ask(indicator, variables);
  return {
    indicator,
    counted: readCounts(indicator, answer),
    missing: missingIn(answer),
    answer,
  };
}
