import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { REGISTER_NUMBER } from '../matching/identifiers.ts';
import type { KnownAs, RegisterChild } from '../matching/record.ts';
import type { Tables } from '../tables.ts';

const CHILDREN_A_STATEMENT = 20_000;

/** A retired number as people see it; any other identifier as it is. */
function written({ system, value }: KnownAs): KnownAs {
  return { system, value: system === REGISTER_NUMBER ? formatChildNumber(Number(value)) : value };
}

/** Which children are read: a condition on a column that holds register serials, and on `child` with its order and end. */
interface Selection {
  among: (column: string) => RawBuilder<boolean>;
  page: RawBuilder<unknown>;
}

/** The children whose serials come next after `after`. */
function pageAfter(after: number): Selection {
  const past = (column: string) => sql<boolean>`${sql.ref(column)} > ${after}`;
  return {
    among: (column) => sql`${past(column)} and ${sql.ref(column)} <= (select no from last)`,
    page: sql`${past('child_no')} and merged_into is null order by child_no limit ${CHILDREN_A_STATEMENT}`,
  };
}

function those(childNos: readonly number[]): Selection {
  const among = (column: string) => sql<boolean>`${sql.ref(column)} = any(${childNos}::bigint[])`;
  return { among, page: sql`${among('child_no')} and merged_into is null` };
}

/**
 * Children with what records are compared by; retired numbers are left out, they and their identifiers lead to the child
 * they were found to be.
 */
async function findSome(db: Kysely<Tables>, { among, page }: Selection): Promise<RegisterChild[]> {
  const { rows } = await sql<RegisterChild>`
    with page as materialized (
      select child_no, concat_ws(' ', family_name, middle_name, given_name) as full_name, date_of_birth, sex
      from child where ${page}
    ), last as materialized (select max(child_no) as no from page
    ), known as (
      select child_no, json_agg(json_build_object('system', system, 'value', value) order by system, value) as identifiers
      from (
        select child_no, system, value from identifier where ${among('child_no')}
        union all
        select merged_into, system, value from child join identifier using (child_no) where ${among('merged_into')}
        union all
        select merged_into, ${REGISTER_NUMBER}, child_no::text from child where ${among('merged_into')}
      ) identifier group by child_no
    ), homes as (
      select residence.child_no, array_agg(unit.code order by residence.started_on desc) as communes
      from residence join administrative_unit unit on unit.id = residence.unit_id
      where ${among('residence.child_no')} group by 1
    ), mothers as (
      select distinct on (child_no) child_no, full_name as mother_name from guardian
      where relationship = 'MOTHER' and ${among('child_no')} order by child_no, position
    )
    select page.*, coalesce(known.identifiers, '[]') as identifiers, coalesce(homes.communes, '{}') as communes, mothers.mother_name
    from page left join known using (child_no) left join homes using (child_no) left join mothers using (child_no)
    order by page.child_no
  `.execute(db);
  return rows.map((row) => ({ ...row, identifiers: row.identifiers.map(written) }));
}

/** The children that these numbers lead to, as they are now. */
export async function readThose(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<RegisterChild[]> {
  const kept = await findKept(db, childNos);
  return findSome(db, those([...new Set(kept.map(({ childNo }) => childNo))]));
}

/** The child that each number is, or was found to be; numbers that are nobody's are left out. */
export async function findKept(
  db: Kysely<Tables>,
  numbers: readonly number[],
): Promise<{ asked: number; childNo: number }[]> {
  const { rows } = await sql<{ asked: number; childNo: number }>`
    select child_no as asked, coalesce(merged_into, child_no) as child_no
    from child where child_no = any(${numbers}::bigint[])
  `.execute(db);
  return rows;
}

/** The child that bears each identifier; those that nobody bears are left out. */
export async function findBearers(
  db: Kysely<Tables>,
  identifiers: readonly KnownAs[],
): Promise<(KnownAs & { childNo: number })[]> {
  const { rows } = await sql<KnownAs & { childNo: number }>`
    select identifier.system, identifier.value, coalesce(child.merged_into, child.child_no) as child_no
    from json_to_recordset(${JSON.stringify(identifiers)}::json) as asked (system text, value text)
    join identifier using (system, value) join child using (child_no)
  `.execute(db);
  return rows;
}

/** Every child of the register, by serial, a statement for each 20,000: what is held does not grow. */
export async function* readChildren(db: Kysely<Tables>): AsyncGenerator<RegisterChild> {
  let page = await findSome(db, pageAfter(-1));
  while (page.length > 0) {
    yield* page;
    page = await findSome(db, pageAfter(page.at(-1)?.childNo ?? Infinity));
  }
}

/** Every version of every commune, the last ones that lay in a district first: who shared one are still neighbours. */
export function findCommunes(
  db: Kysely<Tables>,
): Promise<{ code: string; name: string; parentCode: string | null }[]> {
  return db
    .selectFrom('administrativeUnit')
    .select(['code', 'name', 'parentCode'])
    .where('level', '=', 'COMMUNE')
    .orderBy(sql`length(parent_code)`, 'desc')
    .orderBy('validFrom', (order) => order.desc().nullsLast())
    .orderBy('code')
    .execute();
}
