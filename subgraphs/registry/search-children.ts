import type { Message } from '../../shared/errors/graph-error.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { checkFirst } from '../../shared/graphql/connection.ts';
import type { Day } from '../../shared/time/day.ts';
import { findUnit } from './find-unit.ts';
import { foldName } from './fold-name.ts';
import type { ChildMatchSource, Loaders } from './loaders.ts';
import type { SearchScope } from './queries/search.ts';

const LONGEST_NAME = 100;
const FEWEST_LETTERS = 2;
const EARLIEST_BIRTH_YEAR = 1900;
const MOST_MATCHES = 100;
/** From here on it is quicker to begin with the names than with the residents of the area. */
const MANY_RESIDENTS = 10_000;

/** What a client may search by. */
export interface SearchArguments {
  name: string;
  birthYear?: number | null;
  unit?: string | null;
  first?: number | null;
}

function invalid(message: Message): GraphError {
  return new GraphError('INVALID_ARGUMENT', message);
}

function readName(name: string): string {
  if (name.normalize('NFC').length > LONGEST_NAME) {
    throw invalid({
      en: `name is longer than ${LONGEST_NAME} characters. Search by the name alone.`,
      vi: `name dài hơn ${LONGEST_NAME} ký tự. Hãy chỉ nhập họ tên.`,
    });
  }
  const folded = foldName(name);
  if ((folded.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= FEWEST_LETTERS) return folded;
  throw invalid({
    en: `name has fewer than ${FEWEST_LETTERS} letters. Give at least one whole part of the child's name.`,
    vi: `name có ít hơn ${FEWEST_LETTERS} chữ cái. Hãy nhập ít nhất một phần đầy đủ của họ tên trẻ.`,
  });
}

function readBirthYear(birthYear: number | null, today: Day): number | null {
  const latest = Number(today.slice(0, 4));
  if (birthYear === null || (birthYear >= EARLIEST_BIRTH_YEAR && birthYear <= latest))
    return birthYear;
  throw invalid({
    en: `birthYear is ${birthYear}; give a year from ${EARLIEST_BIRTH_YEAR} to ${latest}.`,
    vi: `birthYear là ${birthYear}; hãy nhập năm từ ${EARLIEST_BIRTH_YEAR} đến ${latest}.`,
  });
}

/** Among whom a viewer may search; null for one who may not look around. */
async function scopeOf(
  loaders: Loaders,
  unit: string | null | undefined,
  today: Day,
): Promise<SearchScope | null> {
  const { territory, seesSealed } = await loaders.sight();
  const asked = unit === null || unit === undefined ? null : await findUnit(loaders, unit, today);
  const unitIds = asked === null ? null : await loaders.versionsWithin([asked.code], today);
  if (territory === null) return null;
  return {
    seenUnitIds: [...territory.unitIds],
    seesUnplaced: territory.hasProvince,
    seesSealed,
    unitIds,
    on: today,
  };
}

async function hasFewResidents(loaders: Loaders, scope: SearchScope): Promise<boolean> {
  if (scope.unitIds === null && scope.seesUnplaced) return false;
  return (await loaders.residentCount(scope, MANY_RESIDENTS)) < MANY_RESIDENTS;
}

/**
 * The children whose names hold every word of `name`, best match first, ties by register number, among those whom
 * the viewer may see. Throws INVALID_ARGUMENT for a name, year or `first` out of bounds, UNKNOWN_UNIT for a code
 * that means nothing now.
 */
export async function searchChildren(
  loaders: Loaders,
  asked: SearchArguments,
  today: Day,
): Promise<ChildMatchSource[]> {
  const search = {
    foldedName: readName(asked.name),
    birthYear: readBirthYear(asked.birthYear ?? null, today),
    first: checkFirst(asked.first ?? 10, MOST_MATCHES),
  };
  const scope = await scopeOf(loaders, asked.unit, today);
  if (scope === null) return [];
  return (await hasFewResidents(loaders, scope))
    ? loaders.matchesAmongResidents(search, scope)
    : loaders.matches(search, scope);
}
