import { compare } from './compare.ts';
import type { Comparison, ReadRecord } from './compare.ts';
import { swapped } from './compare-births.ts';
import { blockKeys } from './block-keys.ts';
import { decideByIdentifiers } from './decide.ts';
import type { Decision } from './decide.ts';
import { PERSONAL_ID, knownAs, tidied } from './identifiers.ts';
import { readPlaceholder } from './names/placeholder.ts';
import { readNameAnyWay } from './names/read-name.ts';
import type { Word } from './names/word.ts';
import type { IncomingRecord, KnownAs } from './record.ts';
import type { RegisterIndex } from './register-index.ts';

/** A family name, as against a given name that stands first or last, is one that at least so many children bear. */
const FAMILY_NAME_SHARE = 1e-3;
/** What more children than this have in common tells too little to begin with. */
const LARGEST_BLOCK = 2_000;

function readRecord(
  record: IncomingRecord,
  identifiers: readonly KnownAs[],
  index: RegisterIndex,
): ReadRecord {
  const isFamilyName = (word: Word) => index.shares.child.family(word.folded) > FAMILY_NAME_SHARE;
  const read = (text: string | null) => readNameAnyWay(text, index.lexicon, isFamilyName);
  const placeholder = record.fullName === null ? null : readPlaceholder(record.fullName);
  const motherName = record.motherName ?? placeholder?.motherName ?? null;
  const isNameless = motherName !== null && readPlaceholder(motherName) !== null;
  return {
    names: placeholder === null ? read(record.fullName) : [],
    mothers: isNameless ? [] : read(motherName),
    birth: { day: record.dateOfBirth, year: record.birthYear },
    sex: record.sex,
    commune: record.commune,
    personalId: knownAs(identifiers, PERSONAL_ID),
  };
}

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
  const identifiers = record.identifiers.map(tidied);
  const read = readRecord(record, identifiers, index);
  const bearers = bearersOf(identifiers, index);
  const compareAt = (place: number): Comparison => compare(read, index.entry(place), index);
  const others = [...alike(read, index)].filter((place) => !bearers.has(place));
  return decideByIdentifiers([...bearers].map(compareAt), others.map(compareAt), index.size);
}
