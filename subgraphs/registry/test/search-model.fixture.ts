import { readAdministrativeUnits } from '../administrative-units/read-units.ts';
import type { SearchScope } from '../queries/search.ts';
// What searchChildren means, said as plainly as can be: the reference its answers are compared with.

/** A child as far as a search sees it. */
export interface Person {
  childNo: number;
  name: string;
  birthYear: number;
  commune: string;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('đ', 'd');
}

/** The three-letter sequences of a text as the manual of pg_trgm counts them: two spaces before a word, one after. */
function trigrams(text: string): Set<string> {
  const words = text.split(/[^a-z0-9]+/).filter((word) => word !== '');
  const padded = words.map((word) => `  ${word} `);
  return new Set(
    padded.flatMap((word) =>
      Array.from({ length: word.length - 2 }, (_, at) => word.slice(at, at + 3)),
    ),
  );
}

function similarity(one: string, other: string): number {
  const [first, second] = [trigrams(one), trigrams(other)];
  const shared = [...first].filter((trigram) => second.has(trigram)).length;
  return Math.fround(shared / (first.size + second.size - shared));
}

/** The people found, best first, ties by number. */
export function searchModel(
  people: readonly Person[],
  asked: { name: string; birthYear?: number; communes?: string[]; first: number },
): { person: Person; score: number }[] {
  const words = plain(asked.name).split(' ');
  return people
    .filter(({ name }) =>
      words.every((word) =>
        plain(name)
          .split(' ')
          .some((part) => part.startsWith(word)),
      ),
    )
    .filter(({ birthYear }) => asked.birthYear === undefined || birthYear === asked.birthYear)
    .filter(({ commune }) => asked.communes === undefined || asked.communes.includes(commune))
    .map((person) => ({ person, score: similarity(plain(person.name), plain(asked.name)) }))
    .sort((one, other) => other.score - one.score || one.person.childNo - other.person.childNo)
    .slice(0, asked.first);
}

/** Whoever sees every child, searching among those who live in the communes in 2022. */
export function scopeOfAll(communes: readonly string[]): SearchScope {
  return {
    seenUnitIds: readAdministrativeUnits().map(({ id }) => id),
    seesUnplaced: true,
    seesSealed: false,
    unitIds: communes.map((code) => `${code}@start`),
    on: '2022-12-31',
  };
}
