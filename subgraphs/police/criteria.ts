import { checkAsks, checkPeriod, isWithin } from '../../shared/cohort/check-criteria.ts';
import { defineCriterion } from '../../shared/cohort/criterion.ts';
import { defineTopic } from '../../shared/cohort/topic.ts';
import type { Day } from '../../shared/time/day.ts';
import { emergencyClock } from './clocks/emergency-clock.ts';
import { holidayCalendar, readHolidayCalendar } from './clocks/holiday-calendar.ts';
import type { InterventionClock } from './clocks/intervention-clock.ts';
import { planClock, planDueOn } from './clocks/plan-clock.ts';
import { vietnamDay } from './clocks/vietnam-day.ts';
import { interventionFacts } from './queries.ts';
import type { InterventionFacts } from './queries.ts';
import type { AbuseInterventionCriteria } from './schema.types.ts';
import { statusOf } from './status.ts';

const interventions = defineTopic<InterventionFacts>({
  name: 'abuse_intervention',
  records: interventionFacts,
  blank: {
    reportedAt: '',
    kinds: '',
    assessedOn: null,
    emergencyFound: null,
    emergencyMeasuresAt: null,
    planApprovedOn: null,
    closedOn: null,
    unfounded: false,
    criminalCase: false,
  },
});

/** The records that cohorts are narrowed by here. */
export const topics = [interventions];

/** The calendar that is written into the database at each start. */
const calendar = holidayCalendar(readHolidayCalendar());

function unlessLater(day: Day | null, asOf: Day): Day | null {
  return day !== null && day <= asOf ? day : null;
}

/** A case as it stood on a day: what was done later is left out. */
function asItStood(facts: InterventionFacts, asOf: Day) {
  const measures = facts.emergencyMeasuresAt === null ? null : new Date(facts.emergencyMeasuresAt);
  const closedOn = unlessLater(facts.closedOn, asOf);
  const assessedOn = unlessLater(facts.assessedOn, asOf);
  return {
    reportedAt: new Date(facts.reportedAt),
    assessedOn,
    emergencyFound: assessedOn === null ? null : facts.emergencyFound,
    emergencyMeasuresAt: measures !== null && vietnamDay(measures) <= asOf ? measures : null,
    planApprovedOn: unlessLater(facts.planApprovedOn, asOf),
    closedOn,
    unfounded: closedOn !== null && facts.unfounded,
  };
}

type Standing = ReturnType<typeof asItStood>;

const KEPT: readonly InterventionClock[] = ['MET', 'NOT_OWED'];

/** Whether both limits were kept, by what is owed; null while one of them cannot be said to be kept or missed. */
function isInTime(standing: Standing, asOf: Day): boolean | null {
  const dueOn = planDueOn(vietnamDay(standing.reportedAt), calendar);
  const clocks = [emergencyClock(standing, asOf), planClock(standing, dueOn, asOf)];
  if (clocks.includes('MISSED')) return false;
  return clocks.every((clock) => KEPT.includes(clock)) ? true : null;
}

function isOfKind({ kinds }: InterventionFacts, asked: AbuseInterventionCriteria['kind']): boolean {
  return !asked?.length || asked.some((kind) => kinds.split(' ').includes(kind));
}

function isCaseAskedFor(
  facts: InterventionFacts,
  where: AbuseInterventionCriteria,
  asOf: Day,
): boolean {
  const { reportedFrom, reportedTo, kind, criminalCase, status, inTime } = where;
  const reportedOn = vietnamDay(new Date(facts.reportedAt));
  if (!isWithin(reportedOn, reportedFrom, reportedTo, asOf)) return false;
  const standing = asItStood(facts, asOf);
  return (
    isOfKind(facts, kind) &&
    (typeof criminalCase !== 'boolean' || facts.criminalCase === criminalCase) &&
    (!status?.length || status.includes(statusOf(standing))) &&
    (typeof inTime !== 'boolean' || isInTime(standing, asOf) === inTime)
  );
}

export const abuseIntervention = defineCriterion(
  interventions,
  (where: AbuseInterventionCriteria, asOf: Day) => {
    checkAsks(where);
    checkPeriod('reported', where.reportedFrom, where.reportedTo);
    return [
      {
        asked: { ...where, reported: true },
        not: where.reported === false,
        holds: (records) => records.some((facts) => isCaseAskedFor(facts, where, asOf)),
      },
    ];
  },
);
