import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import type { Story } from '../../../shared/demo-province/stories.ts';
import { addDays } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import { holidayCalendar, readHolidayCalendar } from '../clocks/holiday-calendar.ts';
import { vietnamDay } from '../clocks/vietnam-day.ts';
import { addWorkingDays } from '../clocks/working-days.ts';
import { drawChannel, drawKinds } from './draws.ts';
import { lastDayOfRecord } from './reports.ts';
import type { Report } from './reports.ts';

const MILLISECONDS_PER_HOUR = 3_600_000;
/** Besides the criminal cases; together about a third of reports, 35 to 45 children a year among 491,053. */
const CONFIRMED_SHARE = 0.05;
const EMERGENCY_SHARE = 0.5;
const EMERGENCY_IN_TIME_SHARE = 0.88;
const PLAN_IN_TIME_SHARE = 0.85;
/** Reports that no child of the register has been linked to yet. */
const UNLINKED_SHARE = 0.0005;
/** Hours to emergency measures in the fixed cases; null where none were taken yet. */
const FIXED_HOURS: Readonly<Partial<Record<Story, number | null>>> = {
  KNOWN_TO_ALL: 4,
  INTERVENTION_IN_TIME: 5.5,
  INTERVENTION_TOO_LATE: 19,
  INTERVENTION_OPEN: null,
};

const calendar = holidayCalendar(readHolidayCalendar());

/** Hours to emergency measures, null where none are owed or taken. */
function drawHours({ story }: DemoChild, random: Random): number | null {
  const fixed = story === null ? undefined : FIXED_HOURS[story];
  if (fixed !== undefined || !random.chance(EMERGENCY_SHARE)) return fixed ?? null;
  return random.chance(EMERGENCY_IN_TIME_SHARE)
    ? random.between(1, 47) / 4
    : random.between(52, 160) / 4;
}

/** What followed a report in which abuse was found. */
function intervene(child: DemoChild, random: Random, { at }: Report) {
  const hours = drawHours(child, random);
  const measuresAt = hours === null ? null : new Date(at.getTime() + hours * MILLISECONDS_PER_HOUR);
  const workingDays =
    child.story !== null || random.chance(PLAN_IN_TIME_SHARE)
      ? random.between(2, 5)
      : random.between(6, 14);
  const planApprovedOn = addWorkingDays(vietnamDay(at), workingDays, calendar.isWorkingDay);
  return {
    emergencyFound: hours !== null || child.story === 'INTERVENTION_OPEN',
    emergencyMeasuresAt: measuresAt,
    planApprovedOn: child.story === 'INTERVENTION_OPEN' ? null : planApprovedOn,
    closedOn:
      child.story === 'INTERVENTION_OPEN' ? null : addDays(planApprovedOn, random.between(30, 200)),
    unfounded: false,
  };
}

function dismiss(random: Random, { at }: Report) {
  return {
    emergencyFound: false,
    emergencyMeasuresAt: null,
    planApprovedOn: null,
    closedOn: addDays(vietnamDay(at), random.between(1, 8)),
    unfounded: true,
  };
}

/** One report and what had been done about it by the province's day. */
export function intervention(child: DemoChild, random: Random, report: Report) {
  const last = lastDayOfRecord(child);
  const known = (day: Day | null) => (day !== null && day <= last ? day : null);
  const receivedOn = vietnamDay(report.at);
  const isConfirmed = report.criminal || child.story !== null || random.chance(CONFIRMED_SHARE);
  const facts = isConfirmed ? intervene(child, random, report) : dismiss(random, report);
  const assessedOn = known(addDays(receivedOn, isConfirmed ? 0 : 1));
  const measuresAt = facts.emergencyMeasuresAt;
  return {
    id: `XH-${receivedOn.slice(0, 4)}-${child.childNo}-${report.place}`,
    childNo: child.story === null && random.chance(UNLINKED_SHARE) ? null : child.childNo,
    reportedAt: report.at,
    channel: drawChannel(random),
    kind: drawKinds(child, random),
    incidentUnitCode: child.homes.findLast((home) => home.from <= receivedOn)?.commune ?? '',
    assessedOn,
    emergencyFound: assessedOn === null ? null : facts.emergencyFound,
    emergencyMeasuresAt: measuresAt !== null && vietnamDay(measuresAt) <= last ? measuresAt : null,
    planApprovedOn: known(facts.planApprovedOn),
    closedOn: known(facts.closedOn),
    unfounded: facts.unfounded && known(facts.closedOn) !== null,
    criminalCase: report.criminal,
    recordedAt: report.at,
  };
}
