import { createLoader } from '../../shared/database/loader.ts';
import type { Kysely } from 'kysely';
import type { CohortValue } from '../../shared/cohort/narrow.ts';
import { manyByKey } from '../../shared/database/by-key.ts';
import type { SubgraphContext } from '../../shared/subgraph/define-subgraph.ts';
import type { Day } from '../../shared/time/day.ts';
import { holidayCalendar } from './clocks/holiday-calendar.ts';
import { planDueOn } from './clocks/plan-clock.ts';
import { findAbuseInterventions, findCalendarDays } from './queries.ts';
import type { Tables } from './tables.ts';

/** The child a resolver answers for: its register serial. */
export interface ChildSource {
  childNo: number;
}

/** The years the working days after some days can fall in. */
function yearsAfter(days: readonly Day[]): number[] {
  return [
    ...new Set(days.map((day) => Number(day.slice(0, 4))).flatMap((year) => [year, year + 1])),
  ];
}

/** A cohort as it is passed on. */
export type CohortSource = CohortValue;

/** One statement a loader, however many children a call asks for. */
export function createLoaders(db: Kysely<Tables>) {
  return {
    abuseInterventions: createLoader(async (childNos: readonly number[]) =>
      manyByKey(childNos, await findAbuseInterventions(db, childNos), (row) => row.childNo),
    ),
    /** The last day for the plan, by the day the report was received; null where the calendar does not reach. */
    planDueOn: createLoader(async (days: readonly Day[]) => {
      const calendar = holidayCalendar(await findCalendarDays(db, yearsAfter(days)));
      return days.map((day) => planDueOn(day, calendar));
    }),
  };
}

export type Context = SubgraphContext<ReturnType<typeof createLoaders>>;
