import { figures } from '../../../shared/demo-province/figures.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import type { Day } from '../../../shared/time/day.ts';
import { inBirth, inIdentifier } from './error-kind.ts';
import type { ErrorKind } from './error-kind.ts';
import { districtOf } from './world.ts';

function replaceAt(text: string, at: number, letter: string): string {
  return `${text.slice(0, at)}${letter}${text.slice(at + 1)}`;
}

function anotherDigit(text: string, places: readonly number[], random: Random): string {
  const at = places[random.between(0, places.length - 1)] ?? 0;
  return replaceAt(text, at, String(random.between(0, 9)));
}

function oneYearOff(day: Day, random: Random): Day {
  return `${Number(day.slice(0, 4)) + (random.chance(0.5) ? 1 : -1)}${day.slice(4)}`;
}

/** Dates of birth. */
export const births: readonly ErrorKind[] = [
  inBirth(
    'day and month exchanged',
    0.02,
    (day) => `${day.slice(0, 4)}-${day.slice(8)}-${day.slice(5, 7)}`,
  ),
  inBirth('another digit in the date', 0.006, (day, random) =>
    anotherDigit(day, [3, 5, 6, 8, 9], random),
  ),
  inBirth('a year off', 0.004, oneYearOff),
  inBirth('1 January', 0.003, (day) => `${day.slice(0, 4)}-01-01`),
];

/** Where the child lives. */
export const homes: readonly ErrorKind[] = [
  {
    name: 'the former commune',
    rate: 0.3,
    apply: (record, { child }) => {
      const former = child.homes.at(-2)?.commune;
      return former === undefined || record.commune === null
        ? null
        : { ...record, commune: former };
    },
  },
  {
    name: 'a neighbouring commune',
    rate: 0.02,
    apply: (record, { random }) => {
      const { commune } = record;
      const near = figures.communes.filter(
        ({ code, district }) =>
          commune !== null && code !== commune && district === districtOf(commune),
      );
      const chosen = near[random.between(0, near.length - 1)];
      return chosen === undefined ? null : { ...record, commune: chosen.code };
    },
  },
  {
    name: 'a commune elsewhere',
    rate: 0.02,
    apply: (record, { random }) =>
      record.commune === null ? null : { ...record, commune: figures.commune(random).code },
  },
];

/** What a record does not say. */
export const missing: readonly ErrorKind[] = [
  { name: 'no number', rate: 0.45, apply: (record) => ({ ...record, identifiers: [] }) },
  { name: 'no mother', rate: 0.1, apply: (record) => ({ ...record, motherName: null }) },
  { name: 'no commune', rate: 0.05, apply: (record) => ({ ...record, commune: null }) },
  { name: 'no sex', rate: 0.03, apply: (record) => ({ ...record, sex: null }) },
  { name: 'no date of birth', rate: 0.002, apply: (record) => ({ ...record, dateOfBirth: null }) },
  {
    name: 'the year of birth only',
    rate: 0.004,
    apply: (record) =>
      record.dateOfBirth === null
        ? null
        : { ...record, dateOfBirth: null, birthYear: Number(record.dateOfBirth.slice(0, 4)) },
  },
];

/** Numbers. */
export const numbers: readonly ErrorKind[] = [
  inIdentifier('a digit wrong in the number', 0.006, (value, random) =>
    anotherDigit(
      value,
      Array.from(value, (_, index) => index),
      random,
    ),
  ),
  inIdentifier('the leading zero lost', 0.06, (value) => value.replace(/^0/, '')),
];

/** Sex. */
export const sexes: readonly ErrorKind[] = [
  {
    name: 'the other sex',
    rate: 0.004,
    apply: (record) =>
      record.sex === null ? null : { ...record, sex: record.sex === 'MALE' ? 'FEMALE' : 'MALE' },
  },
];
