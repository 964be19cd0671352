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

/** Among whom to search. */
export interface SearchScope {
  /** Whom the viewer sees: those whose last residence begun by `on` lies in these versions of units. */
  seenUnitIds: readonly string[];
  /** Whether the viewer sees those too whose home is not known. */
  seesUnplaced: boolean;
  seesSealed: boolean;
  /** Versions of units in which the child must live on the day; null for anywhere. */
  unitIds: readonly string[] | null;
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
  const conditions = words.map(
    (word) => sql`(' ' || ${sql.ref(column)}) like ${wordPattern(word)}`,
  );
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function bornIn(birthYear: number | null): RawBuilder<boolean> {
  if (birthYear === null) return sql`true`;
  return sql`child.date_of_birth between ${`${birthYear}-01-01`}::date and ${`${birthYear}-12-31`}::date`;
}

function livesIn(unitIds: readonly string[], on: Day): RawBuilder<boolean> {
  return sql`exists (
    select from residence where residence.child_no = child.child_no and residence.unit_id = any(${unitIds})
      and residence.started_on <= ${on}::date and (residence.ended_on is null or residence.ended_on >= ${on}::date)
  )`;
}

/** The rule of the register's door (sight.ts) as a condition, so that whom the viewer does not see takes no place. */
function isSeen({ seenUnitIds, seesUnplaced, seesSealed, on }: SearchScope): RawBuilder<boolean> {
  return sql`coalesce((
    select residence.unit_id = any(${seenUnitIds}) from residence
    where residence.child_no = child.child_no and residence.started_on <= ${on}::date
    order by residence.started_on desc limit 1
  ), ${seesUnplaced}::boolean)
  and (${seesSealed}::boolean or not exists (
    select from seal where seal.child_no = child.child_no and seal.unsealed_at is null
  ))`;
}

function isInScope(scope: SearchScope): RawBuilder<boolean> {
  if (scope.unitIds === null) return isSeen(scope);
  return sql`${livesIn(scope.unitIds, scope.on)} and ${isSeen(scope)}`;
}

/**
 * The best matches, by score and then serial. Goes through the distinct names, best first, and stops
 * when enough children are found, so the commonest name costs no more than a rare one.
 */
export async function findMatches(
  db: Kysely<Tables>,
  { foldedName, birthYear, first }: NameSearch,
  scope: SearchScope,
): Promise<NameMatch[]> {
  const { rows } = await sql<NameMatch>`
    select bearer.child_no, name.score
    from (
      select search_name, similarity(search_name, ${foldedName}) as score
      from child_name where ${hasWords(foldedName, 'childName.searchName')}
      order by score desc
    ) name
    cross join lateral (
      select child_no from child
      where child.search_name = name.search_name and child.merged_into is null and ${bornIn(birthYear)} and ${isInScope(scope)}
      order by child_no limit ${first}
    ) bearer
    order by name.score desc, bearer.child_no limit ${first}
  `.execute(db);
  return rows;
}

/** Those among whom the scope's children are: who ever lived in its units. */
function residentsOf({ unitIds, seenUnitIds, on }: SearchScope): RawBuilder<unknown> {
  return sql`select residence.child_no from residence
    where residence.unit_id = any(${unitIds ?? seenUnitIds}) and residence.started_on <= ${on}::date`;
}

/** How many stays there were in the scope's units, counted no further than `most`. */
export async function countResidents(
  db: Kysely<Tables>,
  scope: SearchScope,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ residents: number }>`
    select count(*) as residents from (${residentsOf(scope)} limit ${most}) resident
  `.execute(db);
  return rows[0]?.residents ?? 0;
}

/** The same matches in the same order, found by going through all who lived in the units: for those of few residents. */
export async function findMatchesAmongResidents(
  db: Kysely<Tables>,
  { foldedName, birthYear, first }: NameSearch,
  scope: SearchScope,
): Promise<NameMatch[]> {
  const { rows } = await sql<NameMatch>`
    select child_no, similarity(search_name, ${foldedName}) as score
    from child
    where child_no = any (array(${residentsOf(scope)})) and merged_into is null
      and ${bornIn(birthYear)} and ${hasWords(foldedName, 'searchName')} and ${isInScope(scope)}
    order by score desc, child_no limit ${first}
  `.execute(db);
  return rows;
}
