import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { REGISTER_NUMBER } from '../matching/identifiers.ts';
import type { KnownAs, RegisterChild } from '../matching/record.ts';
import type { Tables } from '../tables.ts';

const CHILDREN_A_STATEMENT = 20_000;

/** A retired number as people see it; any other identifier as it is. */
function written({ system, value }: KnownAs): KnownAs {
  return { system, value: system === REGISTER_NUMBER ? formatChildNumber(Number(value)) : value };
}

/**
 * The children whose serials come next after `after`, with what records are compared by; retired numbers are left out,
 * they and their identifiers lead to the child they were found to be.
 */
async function findPage(db: Kysely<Tables>, after: number): Promise<RegisterChild[]> {
  const { rows } = await sql<RegisterChild>`
    with page as materialized (
      select child_no, concat_ws(' ', family_name, middle_name, given_name) as full_name, date_of_birth, sex
      from child where child_no > ${after} and merged_into is null order by child_no limit ${CHILDREN_A_STATEMENT}
    ), last as materialized (select max(child_no) as no from page
    ), known as (
      select child_no, json_agg(json_build_object('system', system, 'value', value) order by system, value) as identifiers
      from (
        select child_no, system, value from identifier
        where child_no > ${after} and child_no <= (select no from last)
        union all
        select merged_into, system, value from child join identifier using (child_no)
        where merged_into > ${after} and merged_into <= (select no from last)
        union all
        select merged_into, ${REGISTER_NUMBER}, child_no::text from child
        where merged_into > ${after} and merged_into <= (select no from last)
      ) identifier group by child_no
    ), homes as (
      select residence.child_no, array_agg(unit.code order by residence.started_on desc) as communes
      from residence join administrative_unit unit on unit.id = residence.unit_id
      where residence.child_no > ${after} and residence.child_no <= (select no from last) group by 1
    ), mothers as (
      select distinct on (child_no) child_no, full_name as mother_name from guardian
      where relationship = 'MOTHER' and child_no > ${after} and child_no <= (select no from last)
      order by child_no, position
    )
    select page.*, coalesce(known.identifiers, '[]') as identifiers, coalesce(homes.communes, '{}') as communes, mothers.mother_name
    from page left join known using (child_no) left join homes using (child_no) left join mothers using (child_no)
    order by page.child_no
  `.execute(db);
  return rows.map((row) => ({ ...row, identifiers: row.identifiers.map(written) }));
}

/** Every child of the register, by serial, a statement for each 20,000: what is held does not grow. */
export async function* readChildren(db: Kysely<Tables>): AsyncGenerator<RegisterChild> {
  let page = await findPage(db, -1);
  while (page.length > 0) {
    yield* page;
    page = await findPage(db, page.at(-1)?.childNo ?? Infinity);
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
