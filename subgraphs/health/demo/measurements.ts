import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { addDays, daysBetween } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import { judgeMeasurement } from '../judge-measurement.ts';
import type { JudgedMeasurement, RawMeasurement } from '../tables.ts';
import { drawBodySize } from './body-size.ts';
import type { Build } from './body-size.ts';
import { lastKnownDay } from './last-known-day.ts';
import { storyMeasurements } from './story-measurements.ts';

/** Of the children under five. */
const MEASURED_SHARE = 0.9;
const MOST_MEASUREMENTS = 4;
/** The last day on which the standards judge a child. */
const LAST_AGE_DAYS = 1_826;
/** Measurements of children who turned five before are no longer on file. */
const FIVE_SINCE: Day = '2022-01-01';
const OEDEMA_SHARE = 0.0003;
/** Weights written down without their decimal point. */
const SLIP_SHARE = 0.002;
/** Measurements that no child of the register has been linked to yet. */
const UNLINKED_SHARE = 0.0005;

/**
 * Means and deviations with which the province's rates come out: stunted 11.9 %, wasted 3.5 %, underweight 7.96 %.
 * Most of the deviation is the child's own, the rest differs from one measuring to the next.
 */
const height = { mean: -0.73, own: 1, passing: 0.4 };
/** A tall child is also a little heavier for its height: `perHeight` standard deviations for each one of height. */
const weight = { mean: -0.215, perHeight: 0.17, own: 0.84, passing: 0.5 };

function lastAgeToMeasure(child: DemoChild): number {
  return Math.min(LAST_AGE_DAYS, daysBetween(child.dateOfBirth, lastKnownDay(child)));
}

/** Ages in days at which a child was measured, newest first; the newest lies not long before `lastAge`. */
function drawAges(random: Random, lastAge: number): number[] {
  const count = random.between(1, MOST_MEASUREMENTS);
  let ageDays = lastAge;
  const ages = Array.from({ length: count }, (_, index) => {
    ageDays -= index === 0 ? random.between(0, Math.min(150, ageDays)) : random.between(80, 200);
    return ageDays;
  });
  return ages.filter((age) => age >= 0);
}

function drawBuild(random: Random): Build {
  const heightZ = random.normal(height.mean, height.own);
  const meanWeight = weight.mean + weight.perHeight * (heightZ - height.mean);
  return { heightZ, weightForHeightZ: random.normal(meanWeight, weight.own) };
}

function buildOfTheDay(random: Random, build: Build): Build {
  return {
    heightZ: random.normal(build.heightZ, height.passing),
    weightForHeightZ: random.normal(build.weightForHeightZ, weight.passing),
  };
}

function writtenWeight(random: Random, weightKg: number | null): number | null {
  const isSlip = random.chance(SLIP_SHARE);
  return isSlip && weightKg !== null ? Math.round(weightKg * 10) : weightKg;
}

function drawMeasurement(
  child: DemoChild,
  random: Random,
  build: Build,
  ageDays: number,
): RawMeasurement {
  const { childNo, story, sex, dateOfBirth } = child;
  const measuredOn = addDays(dateOfBirth, ageDays);
  const size = drawBodySize(random, { sex, ageDays }, buildOfTheDay(random, build));
  return {
    childNo: story === null && random.chance(UNLINKED_SHARE) ? null : childNo,
    sex,
    dateOfBirth,
    measuredOn,
    ...size,
    weightKg: writtenWeight(random, size.weightKg),
    hasOedema: random.chance(OEDEMA_SHARE),
    recordedAt: new Date(`${measuredOn}T08:00:00Z`),
  };
}

function drawMeasurements(child: DemoChild, random: Random): RawMeasurement[] {
  const isOnFile = addDays(child.dateOfBirth, LAST_AGE_DAYS) >= FIVE_SINCE;
  if (!isOnFile || !random.chance(MEASURED_SHARE)) return [];
  const build = drawBuild(random);
  const ages = drawAges(random, lastAgeToMeasure(child));
  return ages.map((ageDays) => drawMeasurement(child, random, build, ageDays));
}

/** The growth measurements of a child under five, or just past it, judged as they are recorded. */
export function measurements(child: DemoChild, random: Random): JudgedMeasurement[] {
  const raw = storyMeasurements(child) ?? drawMeasurements(child, random);
  return raw.map(judgeMeasurement);
}
