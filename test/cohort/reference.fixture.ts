import { Client } from 'pg';
import type { Graph } from '../harness/start-graph.ts';

/** What SQL says of a child who lives in the province on a day. */
export interface Resident {
  childNo: number;
  sex: string;
  age: number;
  ethnicity: string | null;
  /** The units that the home's territory lies in on the day: more than one of a level where it was divided. */
  communes: string[];
  districts: string[];
  provinces: string[];
}

/** What the units that an origin lies in have become by a day, followed through every successor. */
const BECOME = `
  become (origin, id) as (
    select id, id from administrative_unit
    union
    select become.origin, link.successor_id from become
    join administrative_unit unit on unit.id = become.id and unit.valid_to < $1
    join unit_successor link on link.unit_id = unit.id
  ),
  placed as (
    select become.origin, case when commune.valid_from > $1 then null else commune.code end as commune, district.code as district, district.parent_code as province
    from become
    join administrative_unit commune on commune.id = become.id and (commune.valid_to is null or commune.valid_to >= $1)
    join administrative_unit district on district.code = commune.parent_code
      and (district.valid_from is null or district.valid_from <= $1) and (district.valid_to is null or district.valid_to >= $1)
  ),
  place as (
    select origin, array_agg(distinct commune) as communes, array_agg(distinct district) as districts,
      array_agg(distinct province) as provinces
    from placed group by origin
  )`;

const RESIDENTS = `
  with recursive ${BECOME}
  select child.child_no::int as "childNo", sex, ethnicity, extract(year from age($1::date, date_of_birth))::int as age,
    communes, districts, provinces
  from child
  join residence on residence.child_no = child.child_no and $1 between started_on and coalesce(ended_on, 'infinity')
  join place on place.origin = residence.unit_id
  where merged_into is null and date_of_birth <= $1 and extract(year from age($1::date, date_of_birth)) < 16
    and (died_on is null or died_on > $1)
    and not exists (select from seal where seal.child_no = child.child_no and unsealed_at is null)`;

const HOMES = `
  with recursive ${BECOME},
  home as (
    select distinct on (child_no) child_no, unit_id from residence where started_on <= $1
    order by child_no, started_on desc
  )
  select child_no::int as "childNo", communes, districts, provinces from home join place on place.origin = home.unit_id`;

/** Where a child lives. */
export type Home = Pick<Resident, 'childNo' | 'communes' | 'districts' | 'provinces'>;

/** Whether the home's whole territory lies in a unit. */
export function livesIn({ communes, districts, provinces }: Home, unit: string): boolean {
  return [communes, districts, provinces].some((codes) => codes.length === 1 && codes[0] === unit);
}

/** SQL over the databases of a graph, as the departments themselves would run it. */
export async function openReference(graph: Graph) {
  const names = ['registry', 'health', 'education', 'justice', 'police'];
  const clients = new Map<string, Client>();
  for (const name of names) {
    const client = new Client({ connectionString: graph.databaseUrl(name) });
    await client.connect();
    clients.set(name, client);
  }
  const run = async <Row extends object>(department: string, text: string, values: unknown[]) => {
    const client = clients.get(department);
    if (client === undefined) throw new Error(`There is no database of ${department}.`);
    return (await client.query<Row>(text, values)).rows;
  };
  return {
    run,
    residents: (asOf: string) => run<Resident>('registry', RESIDENTS, [asOf]),
    homes: (today: string) => run<Home>('registry', HOMES, [today]),
    childrenWhere: async (department: string, text: string, values: unknown[]) =>
      new Set(
        (await run<{ child_no: string }>(department, text, values)).map((row) =>
          Number(row.child_no),
        ),
      ),
    close: () => Promise.all([...clients.values()].map((client) => client.end())),
  };
}

/** What SQL says. */
export type Reference = Awaited<ReturnType<typeof openReference>>;
