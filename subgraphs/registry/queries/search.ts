import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { Day } from '../../../shared/time/day.ts';
import type { Tables } from '../tables.ts';

/** What children are searched by; checked and folded before. */
export interface NameSearch {
  /** As foldName leaves it; not empty. */
  foldedName: string;
  birthYear: number | null;
  first: number;
}

/** Where the children must live, and on which day. */
export interface SearchArea {
  /** Ids of the unit versions that count. */
  unitIds: readonly string[];
  on: Day;
}

/** A child found, and how alike the names are. */
export interface NameMatch {
  childNo: number;
  /** pg_trgm's similarity of the folded names, 0 to 1. */
  score: number;
}

/** A word as LIKE finds it at the beginning of a word; %, _ and \ stand for themselves. */
function wordPattern(word: string): string {
  return `% ${word.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Whether each word of the query is a word of the name, or begins one. */
function hasWords(foldedName: string, column: string): RawBuilder<boolean> {
  const words = [...new Set(foldedName.split(' '))];
  const conditions = words.map((word) => sql`(' ' || ${sql.ref(column)}) like ${wordPattern(word)}`);
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function bornIn(birthYear: number | null): RawBuilder<boolean> {
  if (birthYear === null) return sql`true`;
  return sql`child.date_of_birth between ${`${birthYear}-01-01`}::date and ${`${birthYear}-12-31`}::date`;
}

function livesIn({ unitIds, on }: SearchArea): RawBuilder<boolean> {
  return sql`residence.unit_id = any(${unitIds}) and residence.started_on <= ${on}::date
    and (residence.ended_on is null or residence.ended_on >= ${on}::date)`;
}

/**
 * The best matches, by score and then serial. Goes through the distinct names, best first, and stops
 * when enough children are found, so the commonest name costs no more than a rare one.
 */
export async function findMatches(db: Kysely<Tables>, search: NameSearch, area: SearchArea | null): Promise<NameMatch[]> {
  const { foldedName, birthYear, first } = search;
  const lives = area === null
    ? sql`true`
    : sql`exists (select from residence where residence.child_no = child.child_no and ${livesIn(area)})`;
  const { rows } = await sql<NameMatch>`
    select bearer.child_no, name.score
    from (
      select search_name, similarity(search_name, ${foldedName}) as score
      from child_name where ${hasWords(foldedName, 'childName.searchName')}
      order by score desc
    ) name
    cross join lateral (
      select child_no from child
      where child.search_name = name.search_name and child.merged_into is null and ${bornIn(birthYear)} and ${lives}
      order by child_no limit ${first}
    ) bearer
    order by name.score desc, bearer.child_no limit ${first}
  `.execute(db);
  return rows;
}

/** How many live in the area, counted no further than `most`. */
export async function countResidents(db: Kysely<Tables>, area: SearchArea, most: number): Promise<number> {
  const { rows } = await sql<{ residents: number }>`
    select count(*) as residents from (select from residence where ${livesIn(area)} limit ${most}) resident
  `.execute(db);
  return rows[0]?.residents ?? 0;
}

/** The same matches in the same order, found by going through all who live in an area: for those of few residents. */
export async function findMatchesAmongResidents(db: Kysely<Tables>, search: NameSearch, area: SearchArea): Promise<NameMatch[]> {
  const { foldedName, birthYear, first } = search;
  const { rows } = await sql<NameMatch>`
    select child_no, similarity(search_name, ${foldedName}) as score
    from child
    where child_no = any (array(select child_no from residence where ${livesIn(area)})) and merged_into is null
      and ${bornIn(birthYear)} and ${hasWords(foldedName, 'searchName')}
    order by score desc, child_no limit ${first}
  `.execute(db);
  return rows;
}
