import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { RegisterChild } from '../matching/record.ts';
import type { Tables } from '../tables.ts';

const CHILDREN_A_STATEMENT = 20_000;

/**
 * The children whose serials come next after `after`, with what records are compared by; retired numbers are left out,
 * their identifiers lead to the child they were found to be.
 */
async function findPage(db: Kysely<Tables>, after: number): Promise<RegisterChild[]> {
  const { rows } = await sql<RegisterChild>`
    with page as materialized (
      select child_no, concat_ws(' ', family_name, middle_name, given_name) as full_name, date_of_birth, sex
      from child where child_no > ${after} and merged_into is null order by child_no limit ${CHILDREN_A_STATEMENT}
    ), known as (
      select coalesce(child.merged_into, child.child_no) as child_no,
        json_agg(json_build_object('system', identifier.system, 'value', identifier.value)
          order by identifier.system, identifier.value) as identifiers
      from identifier join child using (child_no)
      where child.child_no in (select child_no from page) or child.merged_into in (select child_no from page)
      group by 1
    ), homes as (
      select residence.child_no, array_agg(unit.code order by residence.started_on desc) as communes
      from residence join administrative_unit unit on unit.id = residence.unit_id
      where residence.child_no in (select child_no from page) group by 1
    ), mothers as (
      select distinct on (child_no) child_no, full_name as mother_name
      from guardian where relationship = 'MOTHER' and child_no in (select child_no from page)
      order by child_no, position
    )
    select page.*, coalesce(known.identifiers, '[]') as identifiers, coalesce(homes.communes, '{}') as communes, mothers.mother_name
    from page left join known using (child_no) left join homes using (child_no) left join mothers using (child_no)
    order by page.child_no
  `.execute(db);
  return rows;
}

/** Every child of the register, by serial, a statement for each 20,000: what is held does not grow. */
export async function* readChildren(db: Kysely<Tables>): AsyncGenerator<RegisterChild> {
  let page = await findPage(db, -1);
  while (page.length > 0) {
    yield* page;
    page = await findPage(db, page.at(-1)?.childNo ?? Infinity);
  }
}

/** The unit above each commune, by code, as it was last. */
export async function findParents(db: Kysely<Tables>): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('administrativeUnit')
    .select(['code', 'parentCode'])
    .where('level', '=', 'COMMUNE')
    .where('parentCode', 'is not', null)
    .orderBy('validFrom', (order) => order.asc().nullsFirst())
    .$narrowType<{ parentCode: string }>()
    .execute();
  return new Map(rows.map(({ code, parentCode }) => [code, parentCode]));
}
