import { PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import { figures } from '../../../shared/demo-province/figures.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { addDays, isDay } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import { fullNameOf } from '../../../subgraphs/registry/fold-name.ts';
import type { IncomingRecord } from '../../../subgraphs/registry/matching/record.ts';
import * as slips from './spoil-text.ts';
import type { Slip } from './spoil-text.ts';
import { districtOf, identifiersOf } from './world.ts';
import type { WorldChild } from './world.ts';

/** What an error needs to happen: the child, a brother or sister, and draws. */
export interface Circumstances {
  child: WorldChild;
  sibling: WorldChild | null;
  random: Random;
}

/** A way in which records go wrong. */
export interface ErrorKind {
  name: string;
  /** The share of records it happens to, of those it can happen to; an estimate. */
  rate: number;
  /** The spoiled record; null where it cannot happen to this one. */
  apply: (record: IncomingRecord, circumstances: Circumstances) => IncomingRecord | null;
}

function inName(name: string, rate: number, slip: Slip): ErrorKind {
  return {
    name,
    rate,
    apply: (record, { random }) => {
      if (record.fullName === null) return null;
      const fullName = slip(record.fullName, random);
      return fullName === record.fullName ? null : { ...record, fullName };
    },
  };
}

function inMother(name: string, rate: number, slip: Slip): ErrorKind {
  return {
    name,
    rate,
    apply: (record, { random }) => {
      if (record.motherName === null) return null;
      const motherName = slip(record.motherName, random);
      return motherName === record.motherName ? null : { ...record, motherName };
    },
  };
}

function inBoth(name: string, rate: number, slip: Slip): ErrorKind {
  return {
    name,
    rate,
    apply: (record, { random }) => ({
      ...record,
      fullName: record.fullName && slip(record.fullName, random),
      motherName: record.motherName && slip(record.motherName, random),
    }),
  };
}

function inBirth(
  name: string,
  rate: number,
  change: (day: Day, random: Random) => string,
): ErrorKind {
  return {
    name,
    rate,
    apply: (record, { random }) => {
      if (record.dateOfBirth === null) return null;
      const dateOfBirth = change(record.dateOfBirth, random);
      const isPossible = isDay(dateOfBirth) && dateOfBirth <= PROVINCE_DAY;
      return isPossible && dateOfBirth !== record.dateOfBirth ? { ...record, dateOfBirth } : null;
    },
  };
}

function inIdentifier(
  name: string,
  rate: number,
  change: (value: string, random: Random) => string,
): ErrorKind {
  return {
    name,
    rate,
    apply: (record, { random }) => {
      const [identifier] = record.identifiers;
      if (identifier === undefined) return null;
      const value = change(identifier.value, random);
      if (value === identifier.value) return null;
      return { ...record, identifiers: [{ system: identifier.system, value }] };
    },
  };
}

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

const DAYS_WITHOUT_NAME = 400;

/** Records made before the child had a name: those of the youngest. */
const nameless: readonly ErrorKind[] = [
  {
    name: 'no name yet: "Con bà ..."',
    rate: 0.1,
    apply: (record, { child, random }) => {
      const isYoung = child.dateOfBirth > addDays(PROVINCE_DAY, -DAYS_WITHOUT_NAME);
      if (!isYoung || record.motherName === null) return null;
      const words = random.oneOf(['Con bà', 'CB', 'Bé mẹ', 'Con mẹ'] as const);
      return { ...record, fullName: `${words} ${record.motherName}`, identifiers: [] };
    },
  },
  {
    name: 'no name yet: "chưa đặt tên"',
    rate: 0.08,
    apply: (record, { child, random }) => {
      if (child.dateOfBirth <= addDays(PROVINCE_DAY, -DAYS_WITHOUT_NAME)) return null;
      const words = random.oneOf([
        'Chưa đặt tên',
        'chưa có tên',
        'Bé trai',
        'Trẻ sơ sinh',
        'CĐT',
      ] as const);
      return { ...record, fullName: words, identifiers: [] };
    },
  },
];

const otherPeople: readonly ErrorKind[] = [
  {
    name: 'named anew: another given name',
    rate: 0.0015,
    apply: (record, { child, random }) => ({
      ...record,
      fullName: fullNameOf({ ...child, givenName: figures.givenName[child.sex](random) }),
    }),
  },
  {
    name: "the mother's family name",
    rate: 0.003,
    apply: (record, { child }) =>
      child.mother === null || child.mother.familyName === child.familyName
        ? null
        : { ...record, fullName: fullNameOf({ ...child, familyName: child.mother.familyName }) },
  },
  {
    name: "the father in the mother's place",
    rate: 0.007,
    apply: (record, { child }) =>
      child.father === null ? null : { ...record, motherName: fullNameOf(child.father) },
  },
  {
    name: 'a grandmother as mother',
    rate: 0.01,
    apply: (record, { random }) => ({
      ...record,
      motherName: fullNameOf({
        familyName: figures.familyName(random),
        middleName: figures.middleName.FEMALE(random),
        givenName: figures.givenName.FEMALE(random),
      }),
    }),
  },
  {
    name: "a brother's or sister's number",
    rate: 0.006,
    apply: (record, { sibling }) => {
      const [identifier] = record.identifiers;
      const theirs = (sibling === null ? [] : identifiersOf(sibling)).find(
        ({ system }) => system === identifier?.system,
      );
      return theirs === undefined ? null : { ...record, identifiers: [theirs] };
    },
  },
];

const homes: readonly ErrorKind[] = [
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

const missing: readonly ErrorKind[] = [
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

const names: readonly ErrorKind[] = [
  inName('i for y, y for i', 0.02, slips.writeOtherI),
  inName('the tone on the other vowel', 0.05, slips.moveTone),
  inName('another tone', 0.015, slips.changeTone),
  inName('a neighbouring key', 0.012, slips.hitNeighbour),
  inName('a letter left out', 0.006, slips.skipLetter),
  inName('a letter twice', 0.005, slips.doubleLetter),
  inName('two letters exchanged', 0.005, slips.exchangeLetters),
  inName('misheard: l/n, tr/ch, s/x, d/gi', 0.007, slips.mishear),
  inName('Telex keys', 0.006, slips.leaveTelex),
  inName('VNI keys', 0.004, slips.leaveVni),
  inName('no middle name', 0.02, slips.leaveOutMiddle),
  inName('part of the middle name', 0.01, slips.leaveOutWord),
  inName('another order', 0.01, slips.turnRound),
  inName('first letters', 0.005, slips.cutShort),
  inName(
    'a letter behind the name',
    0.004,
    (text, random) => `${text} ${random.oneOf(['A', 'B', 'C'] as const)}`,
  ),
  inMother('mother: a neighbouring key', 0.012, slips.hitNeighbour),
  inMother('mother: another tone', 0.015, slips.changeTone),
  inMother('mother: no middle name', 0.02, slips.leaveOutMiddle),
  inMother('mother: given name only', 0.007, slips.givenNameOnly),
  inMother('mother: first letters', 0.005, slips.cutShort),
];

const births: readonly ErrorKind[] = [
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

const numbers: readonly ErrorKind[] = [
  inIdentifier('a digit wrong in the number', 0.006, (value, random) =>
    anotherDigit(
      value,
      [...value].map((_, index) => index),
      random,
    ),
  ),
  inIdentifier('the leading zero lost', 0.06, (value) => value.replace(/^0/, '')),
];

const everywhere: readonly ErrorKind[] = [
  {
    name: 'the other sex',
    rate: 0.004,
    apply: (record) =>
      record.sex === null ? null : { ...record, sex: record.sex === 'MALE' ? 'FEMALE' : 'MALE' },
  },
  inBoth('no marks', 0.1, slips.leaveOutMarks),
  inBoth('capitals', 0.25, slips.capitals),
  inBoth('decomposed', 0.1, slips.decompose),
];

/** Every kind, in the order in which they happen. */
export const errorKinds: readonly ErrorKind[] = [
  ...missing,
  ...otherPeople,
  ...names,
  ...nameless,
  ...births,
  ...homes,
  ...numbers,
  ...everywhere,
];
