import type { Day } from '../../../shared/time/day.ts';
import type { AbuseInterventionRow } from '../tables.ts';
import type { InterventionClock } from './intervention-clock.ts';
import { vietnamDay } from './vietnam-day.ts';

const MILLISECONDS_PER_HOUR = 3_600_000;
/** Decree 56/2017/NĐ-CP, articles 31 and 32: emergency measures or separation within 12 hours of receiving the report. */
const HOURS_FOR_EMERGENCY_MEASURES = 12;

type Facts = Pick<
  AbuseInterventionRow,
  'reportedAt' | 'emergencyMeasuresAt' | 'emergencyFound' | 'unfounded'
>;

/** Hours from receipt to emergency measures; null when none were taken. */
export function hoursToEmergencyMeasures({
  reportedAt,
  emergencyMeasuresAt,
}: Pick<Facts, 'reportedAt' | 'emergencyMeasuresAt'>): number | null {
  if (emergencyMeasuresAt === null) return null;
  return (emergencyMeasuresAt.getTime() - reportedAt.getTime()) / MILLISECONDS_PER_HOUR;
}

/**
 * How the limit for emergency measures stands on a day. The clock that says what day it is tells no hour,
 * so a limit that ends today still runs.
 */
export function emergencyClock(facts: Facts, today: Day): InterventionClock {
  const hours = hoursToEmergencyMeasures(facts);
  if (hours !== null) return hours <= HOURS_FOR_EMERGENCY_MEASURES ? 'MET' : 'MISSED';
  if (facts.unfounded || facts.emergencyFound === false) return 'NOT_OWED';
  if (facts.emergencyFound === null) return 'NOT_ASSESSED';
  const limit = new Date(
    facts.reportedAt.getTime() + HOURS_FOR_EMERGENCY_MEASURES * MILLISECONDS_PER_HOUR,
  );
  return today <= vietnamDay(limit) ? 'RUNNING' : 'MISSED';
}
