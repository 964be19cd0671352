import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { writtenQuestion } from '../../../shared/database/written-question.ts';
import { snakeCase } from '../../../shared/database/snake-case.ts';
import type { Sql } from '../../../shared/rows/row-topic.ts';
import type { Day } from '../../../shared/time/day.ts';
import type { ChildRow, Tables } from '../tables.ts';
import { partsOfChildren } from './of-children.ts';
import type { Part, ColumnsOfChildren } from './of-children.ts';

/** What the door asks of a child: where it lives now, and whether it is sealed. */
export interface Seen {
  childNo: number;
  /** The version of the unit of its last residence begun by now; null where none is known. */
  homeUnitId: string | null;
  /** The last day of that residence; null while it lasts. */
  homeEndedOn: Day | null;
  isSealed: boolean;
}

/** What nearly every question asks of a child, by the names of its columns: the rest is read for those that do. */
const TOLD = [
  'familyName',
  'middleName',
  'givenName',
  'sex',
  'dateOfBirth',
  'dateOfBirthEstimated',
  'ethnicity',
] as const satisfies readonly (keyof ChildRow)[];

/** A child seen from the door: what is told of it there, where it lives now, and whether it is sealed. */
export type ChildAtTheDoor = Pick<ChildRow, (typeof TOLD)[number]> & Seen;

const TOLD_COLUMNS = sql.join(
  TOLD.map((name) => sql`${sql.ref(snakeCase(name))} as ${sql.ref(name)}`),
);

/** Children who were asked for. */
interface Asked {
  /** What each was asked for under. */
  key: Sql;
  /** What they are selected from: rows of the table `child` under that name, and nothing else that has its columns. */
  children: Sql;
}

/** Of such children those whose number is no retired one, as the door needs to see them. */
function seenFromTheDoor({ key, children }: Asked, today: Sql): Sql {
  return sql`
    select ${key} as asked, child.child_no as "childNo", ${TOLD_COLUMNS},
      home.unit_id as "homeUnitId", home.ended_on as "homeEndedOn",
      exists (select from seal where seal.child_no = child.child_no and seal.unsealed_at is null) as "isSealed"
    from ${children}
    left join lateral (
      select unit_id, ended_on from residence
      where residence.child_no = child.child_no and started_on <= ${today}
      order by started_on desc limit 1
    ) home on true
    where merged_into is null`;
}

/** Those whom the statement's own `retired` leads to. */
const RETIRED: Asked = {
  key: sql`retired.key`,
  children: sql`retired join child using (child_no)`,
};

/**
 * The statement of the children behind what was asked for; a retired serial leads to the child it was found to be.
 * Whoever asks, it is the same: whom the viewer may see is decided on its rows.
 */
function childrenBehind(asked: Asked, today: Sql): Sql {
  return sql`
    with recursive retired (key, child_no) as (
      select ${asked.key}, merged_into from ${asked.children} where merged_into is not null
      union
      select retired.key, merged_into from retired join child using (child_no) where merged_into is not null
    )
    ${seenFromTheDoor(asked, today)}
    union all
    ${seenFromTheDoor(RETIRED, today)}
  `;
}

/**
 * A child behind a serial, or the one row of no child, which has what else is read. Children are no column lists: as rows they
 * come while PostgreSQL still looks for others.
 */
type AskedRow = (ChildAtTheDoor & { asked: number; read: null }) | { read: ColumnsOfChildren };

/** As many as there are columns of a child seen from the door. */
const NO_CHILD = sql.join(
  ['asked', 'childNo', ...TOLD, 'homeUnitId', 'homeEndedOn', 'isSealed'].map(() => sql`null`),
);

const askBySerial = writtenQuestion<Tables, Part, AskedRow>((parts) => {
  const asked = {
    key: sql`child.child_no`,
    // Compared with all of them at once: looked up one after the other, a thousand take three times as long.
    children: sql`(select * from child where child_no = any($1::bigint[])) child`,
  };
  return sql`
    select *, null::json as read from (${childrenBehind(asked, sql.raw('$2::date'))}) seen
    union all
    select ${NO_CHILD}, ${partsOfChildren(parts)}`;
});

/**
 * The children of register serials, seen from the door, and parts of what else is known of those serials' own children,
 * read with them by one statement.
 */
export async function findChildren<Name extends Part>(
  db: Kysely<Tables>,
  childNos: readonly number[],
  today: Day,
  parts: readonly Name[],
): Promise<{
  children: (ChildAtTheDoor & { asked: number })[];
  read: Pick<ColumnsOfChildren, Name>;
}> {
  const rows = await askBySerial(db, parts, [childNos, today]);
  const noChild = rows.find((row) => row.read !== null);
  if (!noChild) throw new Error('A statement has not answered all that it was asked.');
  return { children: rows.filter((row) => row.read === null), read: noChild.read };
}

/** The children who bear identifiers, each written `<system> <value>`, seen from the door. */
export async function findChildrenByIdentifier(
  db: Kysely<Tables>,
  identifiers: readonly string[],
  today: Day,
): Promise<(ChildAtTheDoor & { asked: string })[]> {
  const children = sql`unnest(${identifiers}::text[]) as asked
    join identifier on system = split_part(asked, ' ', 1) and value = substr(asked, strpos(asked, ' ') + 1)
    join child using (child_no)`;
  const asked = { key: sql`asked`, children };
  const { rows } = await sql<ChildAtTheDoor & { asked: string }>`
    select * from (${childrenBehind(asked, sql`${today}::date`)}) seen`.execute(
    db.withoutPlugins(),
  );
  return rows;
}
