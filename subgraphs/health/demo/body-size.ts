import type { Random } from '../../../shared/demo-province/random.ts';
import { isAgeOfLength } from '../growth/age.ts';
import type { Position } from '../growth/position.ts';
import { lmsAt, lmsBetween, whoStandards } from '../growth/reference.ts';
import type { Sex } from '../growth/reference.ts';
import { measureAtZ } from '../growth/z-score.ts';

/** How a child stands to the WHO standards, in standard deviations. */
export interface Build {
  heightZ: number;
  weightForHeightZ: number;
}

/** The standards have no weight for shorter children. */
const SHORTEST_CM = 45;
/** A child is this much longer lying than standing (WHO 2006). */
const LENGTH_OVER_HEIGHT_CM = 0.7;
/** People like to read halves off the board. */
const READ_TO_HALVES_SHARE = 0.2;
const POSITION_UNKNOWN_SHARE = 0.02;
const UNUSUAL_POSITION_SHARE = 0.01;
/** Nobody stands a child up earlier, or lays one down later. */
const UNUSUAL_POSITION_AGES = { from: 540, to: 1_300 };

function roundTo(step: number, value: number): number {
  return Math.round(value / step) * step;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

function heightAt(sex: Sex, ageDays: number, z: number): number {
  const lms = lmsAt(whoStandards.heightForAge[sex], ageDays);
  return lms === null ? SHORTEST_CM : Math.max(SHORTEST_CM, measureAtZ(z, lms));
}

function weightAt(sex: Sex, ageDays: number, cm: number, z: number): number | null {
  const { weightForLength, weightForHeight } = whoStandards;
  const lms = lmsBetween((isAgeOfLength(ageDays) ? weightForLength : weightForHeight)[sex], cm);
  return lms === null ? null : oneDecimal(measureAtZ(z, lms));
}

function drawPosition(random: Random, ageDays: number): Position | null {
  const isUnusual = random.chance(UNUSUAL_POSITION_SHARE);
  const canBeUnusual = ageDays >= UNUSUAL_POSITION_AGES.from && ageDays <= UNUSUAL_POSITION_AGES.to;
  if (random.chance(POSITION_UNKNOWN_SHARE)) return null;
  return isAgeOfLength(ageDays) === (isUnusual && canBeUnusual) ? 'HEIGHT' : 'LENGTH';
}

/** What the board shows for a child whose measure in the position usual at its age is `cm`. */
function readingIn(position: Position | null, ageDays: number, cm: number): number {
  const usual = isAgeOfLength(ageDays) ? 'LENGTH' : 'HEIGHT';
  if (position === null || position === usual) return cm;
  return position === 'LENGTH' ? cm + LENGTH_OVER_HEIGHT_CM : cm - LENGTH_OVER_HEIGHT_CM;
}

/** Weight in kg and length or height in cm, as they are read off, of a child of that build, sex and age. */
export function drawBodySize(
  random: Random,
  { sex, ageDays }: { sex: Sex; ageDays: number },
  { heightZ, weightForHeightZ }: Build,
) {
  const cm = heightAt(sex, ageDays, heightZ);
  const position = drawPosition(random, ageDays);
  const reading = readingIn(position, ageDays, cm);
  const isReadToHalves = random.chance(READ_TO_HALVES_SHARE);
  return {
    weightKg: weightAt(sex, ageDays, cm, weightForHeightZ),
    lengthOrHeightCm: isReadToHalves ? roundTo(0.5, reading) : oneDecimal(reading),
    position,
  };
}
