import { formatChildNumber, parseChildNumber } from '../../shared/children/child-number.ts';
import { narrow } from '../../shared/cohort/narrow.ts';
import type { Day } from '../../shared/time/day.ts';
import { abuseIntervention } from './criteria.ts';
import { emergencyClock, hoursToEmergencyMeasures } from './clocks/emergency-clock.ts';
import { keptInTime } from './clocks/intervention-clock.ts';
import type { InterventionClock } from './clocks/intervention-clock.ts';
import { planClock } from './clocks/plan-clock.ts';
import { vietnamDay } from './clocks/vietnam-day.ts';
import type { Context } from './loaders.ts';
import type { Resolvers } from './schema.types.ts';
import { statusOf } from './status.ts';
import type { AbuseInterventionRow } from './tables.ts';

function dueOn({ reportedAt }: AbuseInterventionRow, { loaders }: Context): Promise<Day | null> {
  return loaders.planDueOn.load(vietnamDay(reportedAt));
}

async function planClockOf(
  row: AbuseInterventionRow,
  context: Context,
): Promise<InterventionClock> {
  return planClock(row, await dueOn(row, context), context.clock.today());
}

export const resolvers: Resolvers = {
  Child: {
    __resolveReference: async ({ id }) => ({ childNo: parseChildNumber(id) }),
    id: ({ childNo }) => formatChildNumber(childNo),
    abuseInterventions: ({ childNo }, _, { loaders }) => loaders.abuseInterventions.load(childNo),
  },
  Cohort: {
    withAbuseIntervention: (cohort, { where }, context) =>
      narrow(cohort, abuseIntervention, where, context),
  },
  AbuseIntervention: {
    incidentUnit: ({ incidentUnitCode, reportedAt }) => ({
      code: incidentUnitCode,
      onDate: vietnamDay(reportedAt),
    }),
    hoursToEmergencyMeasures,
    emergencyClock: (row, _, { clock }) => emergencyClock(row, clock.today()),
    emergencyMeasuresInTime: (row, _, { clock }) => keptInTime(emergencyClock(row, clock.today())),
    planDueOn: (row, _, context) => dueOn(row, context),
    planClock: (row, _, context) => planClockOf(row, context),
    planInTime: async (row, _, context) => keptInTime(await planClockOf(row, context)),
    status: statusOf,
  },
};
