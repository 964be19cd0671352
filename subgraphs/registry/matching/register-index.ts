import type { Day } from '../../../shared/time/day.ts';
import { closeKeys, wideKeys } from './block-keys.ts';
import { createBlockBuilder } from './blocks.ts';
import type { Blocks } from './blocks.ts';
import { createBearers } from './bearers.ts';
import { PERSONAL_ID, knownAs } from './identifiers.ts';
import { createNameCounter } from './names/name-shares.ts';
import type { NameShares } from './names/name-shares.ts';
import { readPlaceholder } from './names/placeholder.ts';
import { createLexicon, readName } from './names/read-name.ts';
import type { Lexicon, PersonName } from './names/read-name.ts';
import type { RegisterChild, Sex } from './record.ts';
import { createShareCounter } from './share-counter.ts';
import type { Share } from './share-counter.ts';

/** A child as it is compared; equal names, dates and homes are one object each. */
export interface Entry {
  childNo: number;
  /** Null for a child who has no name yet. */
  name: PersonName | null;
  dateOfBirth: Day;
  sex: Sex;
  communes: readonly string[];
  mother: PersonName | null;
  personalId: string | null;
}

/** How common among the register's children a trait is. */
export interface RegisterShares {
  child: NameShares;
  mother: NameShares;
  birth: Share;
  year: Share;
  commune: Share;
  district: Share;
}

/** What is known of communes, by General Statistics Office code. */
export interface Places {
  /** The code of a commune that a record names, by code or name; null where that is none, or several. */
  communeOf: (text: string) => string | null;
  /** The district, or another unit above; null where there is none. */
  districtOf: (commune: string) => string | null;
}

/** A register made ready for matching, about 400 bytes a child. It does not change; a new one is built instead. */
export interface RegisterIndex {
  size: number;
  entry: (place: number) => Entry;
  blocks: Blocks;
  /** The place of the child that an identifier belongs to. */
  bearer: (system: string, value: string) => number | undefined;
  shares: RegisterShares;
  /** Words as the register has them. */
  lexicon: Lexicon;
  places: Places;
}

function remembered<Value>(make: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const made = known.get(text) ?? make(text);
    known.set(text, made);
    return made;
  };
}

/** Reads children into entries. */
function createReader(lexicon: Lexicon) {
  const nameOf = remembered((text) =>
    readPlaceholder(text) === null ? readName(text, lexicon) : null,
  );
  const same = remembered((text) => text);
  const communesOf = remembered((text) => (text === '' ? [] : text.split(' ')));
  return (child: RegisterChild): Entry => ({
    childNo: child.childNo,
    name: nameOf(child.fullName),
    dateOfBirth: same(child.dateOfBirth),
    sex: child.sex,
    communes: communesOf(child.communes.join(' ')),
    mother: child.motherName === null ? null : nameOf(child.motherName),
    personalId: knownAs(child.identifiers, PERSONAL_ID),
  });
}

/** Birthdays of 18 years, and the units of a province. */
const EXPECTED = { days: 6_575, years: 18, communes: 235, districts: 12 };

function createCounters({ districtOf }: Places) {
  const [child, mother] = [createNameCounter(), createNameCounter()];
  const [birth, year] = [createShareCounter(EXPECTED.days), createShareCounter(EXPECTED.years)];
  const [commune, district] = [
    createShareCounter(EXPECTED.communes),
    createShareCounter(EXPECTED.districts),
  ];
  const count = (entry: Entry) => {
    if (entry.name !== null) child.add(entry.name);
    if (entry.mother !== null) mother.add(entry.mother);
    birth.add(entry.dateOfBirth);
    year.add(entry.dateOfBirth.slice(0, 4));
    const [home] = entry.communes;
    if (home === undefined) return;
    commune.add(home);
    district.add(districtOf(home) ?? '');
  };
  const shares: RegisterShares = {
    child: child.shares,
    mother: mother.shares,
    birth: birth.share,
    year: year.share,
    commune: commune.share,
    district: district.share,
  };
  return { count, shares };
}

function keysOfEntry({ name, mother, dateOfBirth, communes }: Entry): Set<number> {
  const homes = communes.length === 0 ? [null] : communes;
  const traits = { name, mother, day: dateOfBirth, year: dateOfBirth.slice(0, 4) };
  return new Set(
    homes
      .map((commune) => ({ ...traits, commune }))
      .flatMap((each) => [...closeKeys(each), ...wideKeys(each)]),
  );
}

/** Makes a register ready for matching, child by child. */
export function createIndexBuilder(places: Places): {
  add: (child: RegisterChild) => void;
  build: () => RegisterIndex;
} {
  const lexicon = createLexicon();
  const read = createReader(lexicon.learn);
  const entries: Entry[] = [];
  const { count, shares } = createCounters(places);
  const blocks = createBlockBuilder();
  const bearers = createBearers();
  return {
    add: (child) => {
      const entry = read(child);
      const place = entries.push(entry) - 1;
      count(entry);
      for (const key of keysOfEntry(entry)) blocks.add(key, place);
      bearers.add(child, place);
    },
    build: () => ({
      size: entries.length,
      entry: (place) => {
        const entry = entries[place];
        if (entry === undefined) throw new RangeError(`The register index has no place ${place}.`);
        return entry;
      },
      blocks: blocks.build(),
      bearer: bearers.find,
      shares,
      lexicon: lexicon.lookUp,
      places,
    }),
  };
}
