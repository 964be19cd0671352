import { compare } from './compare.ts';
import type { Comparison, ReadRecord } from './compare.ts';
import { swapped } from './compare-births.ts';
import { closeKeys, wideKeys } from './block-keys.ts';
import type { Traits } from './block-keys.ts';
import { decideByIdentifiers } from './decide.ts';
import type { Decision } from './decide.ts';
import { readRecord } from './read-record.ts';
import type { IncomingRecord, KnownAs } from './record.ts';
import type { RegisterIndex } from './register-index.ts';

/** What more children than this have in common tells too little to begin with. */
const LARGEST_BLOCK = 2_000;

/** Whatever a record may share with its child: each way to read its names, day and month as given and exchanged. */
function traitsOf({ names, mothers, birth, commune }: ReadRecord): Traits[] {
  const { day } = birth;
  const days = day === null ? [null] : [day, swapped(day)].filter((each) => each !== null);
  const year = day?.slice(0, 4) ?? (birth.year === null ? null : String(birth.year));
  const readings = names.length === 0 ? [null] : names.map(({ name }) => name);
  const readingsOfMother = mothers.length === 0 ? [null] : mothers.map(({ name }) => name);
  return readings.flatMap((name) =>
    readingsOfMother.flatMap((mother) =>
      days.map((each) => ({ name, mother, day: each, year, commune })),
    ),
  );
}

function placesIn(keys: readonly number[], index: RegisterIndex): Set<number> {
  const places = new Set<number>();
  for (const key of new Set(keys)) index.blocks.find(key, LARGEST_BLOCK, places);
  return places;
}

function bearersOf(identifiers: readonly KnownAs[], index: RegisterIndex): Set<number> {
  const found = identifiers.map(({ system, value }) => index.bearer(system, value));
  return new Set(found.filter((place) => place !== undefined));
}

/** Decides among the bearers of the record's identifiers and the children in these blocks. */
function decideAmong(record: ReadRecord, keys: readonly number[], index: RegisterIndex): Decision {
  const bearers = bearersOf(record.identifiers, index);
  const others = [...placesIn(keys, index)].filter((place) => !bearers.has(place));
  const compareAt = (place: number): Comparison => compare(record, index.entry(place), index);
  return decideByIdentifiers([...bearers].map(compareAt), others.map(compareAt), index.size);
}

/**
 * Finds the register's child that a record is about. Pure: equal records and registers give equal decisions. A record is
 * linked by an identifier unless name or birth contradict it, else where one child alone is so near that chance is out of
 * the question; what is doubtful is for someone to look at, and two who are equally near always are. Only a record that
 * is not clear among its close blocks is looked for among its namesakes, none of whom could be as near.
 */
export function matchRecord(record: IncomingRecord, index: RegisterIndex): Decision {
  const read = readRecord(record, index);
  const traits = traitsOf(read);
  const close = traits.flatMap(closeKeys);
  const decision = decideAmong(read, close, index);
  if (decision.outcome === 'LINK') return decision;
  return decideAmong(read, [...close, ...traits.flatMap(wideKeys)], index);
}
