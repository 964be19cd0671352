import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { foldName } from '../../fold-name.ts';
import type { PersonName } from './read-name.ts';

/** How large a share of people bears a name: what a coincidence of names is worth. Each lies above 0, at most 1. */
export interface NameShares {
  family: (folded: string) => number;
  given: (folded: string) => number;
  /** Middle and given name together, as they depend on each other: Gia Bảo. */
  personal: (folded: string) => number;
}

/** So many people are the published figures taken for; a register with more children speaks for itself. */
const PEOPLE_PUBLISHED = 20_000;
/** No name is taken to be rarer: who is the only one on record need not be the only one there is. */
const RAREST = 1e-5;

const count = z.coerce.number().nonnegative();
const familyRows = z.array(z.object({ name: z.string(), weight: count }));
const sexRows = z.array(z.object({ name: z.string(), male: count, female: count }));

function readCsv(file: string): unknown {
  const text = readFileSync(path.join(import.meta.dirname, '../figures', file), 'utf8');
  return parse(text, { columns: true });
}

function sharesOf(rows: readonly { name: string; count: number }[]): Map<string, number> {
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  const shares = new Map<string, number>();
  for (const { name, count } of rows) {
    const folded = foldName(name);
    shares.set(folded, (shares.get(folded) ?? 0) + count / total);
  }
  return shares;
}

function readSexes(file: string): Map<string, number> {
  const rows = sexRows.parse(readCsv(file));
  return sharesOf(rows.map(({ name, male, female }) => ({ name, count: male + female })));
}

/** The published shares; sources in `figures/README.md`. */
function readFigures() {
  const families = familyRows.parse(readCsv('family-names.csv'));
  return {
    family: sharesOf(families.map(({ name, weight }) => ({ name, count: weight }))),
    given: readSexes('given-names.csv'),
    middle: readSexes('middle-names.csv'),
  };
}

const figures = readFigures();

function publishedPersonal(folded: string): number {
  const words = folded.split(' ');
  const given = figures.given.get(words.at(-1) ?? '') ?? 0;
  const middle = words.length === 1 ? 1 : (figures.middle.get(words.slice(0, -1).join(' ')) ?? 0);
  return given * middle;
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Counts the names of a register's people; the published figures stand in where it is small. */
export function createNameCounter(): { add: (name: PersonName) => void; shares: NameShares } {
  const counts = {
    family: new Map<string, number>(),
    given: new Map<string, number>(),
    personal: new Map<string, number>(),
  };
  let people = 0;
  const share = (counted: number | undefined, published: number) =>
    Math.max(RAREST, ((counted ?? 0) + published * PEOPLE_PUBLISHED) / (people + PEOPLE_PUBLISHED));
  return {
    add: (name) => {
      people += 1;
      if (name.family !== null) increase(counts.family, name.family.folded);
      increase(counts.given, name.given.folded);
      increase(counts.personal, name.personal);
    },
    shares: {
      family: (folded) => share(counts.family.get(folded), figures.family.get(folded) ?? 0),
      given: (folded) => share(counts.given.get(folded), figures.given.get(folded) ?? 0),
      personal: (folded) => share(counts.personal.get(folded), publishedPersonal(folded)),
    },
  };
}
