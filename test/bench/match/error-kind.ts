import { PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { isDay } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import type { IncomingRecord } from '../../../subgraphs/registry/matching/record.ts';
import type { Slip } from './spoil-text.ts';
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

/** A slip in the child's name. */
export function inName(name: string, rate: number, slip: Slip): ErrorKind {
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

/** A slip in the mother's name. */
export function inMother(name: string, rate: number, slip: Slip): ErrorKind {
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

/** Something done to both names alike. */
export function inBoth(name: string, rate: number, slip: Slip): ErrorKind {
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

/** Another date of birth, where it is one that can be. */
export function inBirth(
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

/** Another number. */
export function inIdentifier(
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
