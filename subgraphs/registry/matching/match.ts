import { compare } from './compare.ts';
import type { Comparison, ReadRecord } from './compare.ts';
import { swapped } from './compare-births.ts';
import { blockKeys } from './block-keys.ts';
import { decideByIdentifiers } from './decide.ts';
import type { Decision } from './decide.ts';
import { readRecord } from './read-record.ts';
import type { IncomingRecord, KnownAs } from './record.ts';
import type { RegisterIndex } from './register-index.ts';

/** What more children than this have in common tells too little to begin with. */
const LARGEST_BLOCK = 2_000;

/** Every block a record may share with its child, day and month as given and exchanged. */
function keysOf({ names, mothers, birth, commune }: ReadRecord): Set<number> {
  const { day } = birth;
  const days = day === null ? [null] : [day, swapped(day)].filter((each) => each !== null);
  const year = day?.slice(0, 4) ?? (birth.year === null ? null : String(birth.year));
  const readings = names.length === 0 ? [null] : names.map(({ name }) => name);
  const readingsOfMother = mothers.length === 0 ? [null] : mothers.map(({ name }) => name);
  const keys = new Set<number>();
  for (const name of readings)
    for (const mother of readingsOfMother)
      for (const each of days)
        for (const key of blockKeys({ name, mother, day: each, year, commune })) keys.add(key);
  return keys;
}

function alike(record: ReadRecord, index: RegisterIndex): Set<number> {
  const places = new Set<number>();
  for (const key of keysOf(record)) index.blocks.find(key, LARGEST_BLOCK, places);
  return places;
}

function bearersOf(identifiers: readonly KnownAs[], index: RegisterIndex): Set<number> {
  const found = identifiers.map(({ system, value }) => index.bearer(system, value));
  return new Set(found.filter((place) => place !== undefined));
}

/**
 * Finds the register's child that a record is about. Pure: equal records and registers give equal decisions. A record is
 * linked by an identifier unless name or birth contradict it, else where one child alone is so near that chance is out of
 * the question; what is doubtful is for someone to look at, and two who are equally near always are.
 */
export function matchRecord(record: IncomingRecord, index: RegisterIndex): Decision {
  const read = readRecord(record, index);
  const bearers = bearersOf(read.identifiers, index);
  const compareAt = (place: number): Comparison => compare(read, index.entry(place), index);
  const others = [...alike(read, index)].filter((place) => !bearers.has(place));
  return decideByIdentifiers([...bearers].map(compareAt), others.map(compareAt), index.size);
}
