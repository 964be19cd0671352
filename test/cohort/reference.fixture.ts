import { Client } from 'pg';
import type { Graph } from '../harness/start-graph.ts';

/** What SQL says of a child who lives in the province on a day. */
export interface Resident {
  childNo: number;
  /** The version of the unit that the child's stay was recorded in. */
  unitId: string;
  sex: string;
  age: number;
  ethnicity: string | null;
  /** The units that the home's territory lies in on the day: more than one of a level where it was divided. */
  communes: string[];
  districts: string[];
  provinces: string[];
}

/**
 * What the units that an origin lies in have become by a day, followed through every successor; a unit that has none on
 * record is part of the unit above it.
 */
const BECOME = `
  become (origin, id) as (
    select id, id from administrative_unit
    union
    select become.origin, coalesce(link.successor_id, above.id) from become
    join administrative_unit unit on unit.id = become.id and unit.valid_to < $1
    left join unit_successor link on link.unit_id = unit.id
    left join administrative_unit above on link.unit_id is null and above.code = unit.parent_code
      and unit.valid_to between coalesce(above.valid_from, '-infinity') and coalesce(above.valid_to, 'infinity')
    where coalesce(link.successor_id, above.id) is not null
  ),
  placed as (
    select become.origin,
      case when unit.level = 'COMMUNE' and (unit.valid_from is null or unit.valid_from <= $1) then unit.code end as commune,
      case unit.level when 'COMMUNE' then above.code when 'DISTRICT' then unit.code end as district,
      case unit.level when 'COMMUNE' then above.parent_code when 'DISTRICT' then unit.parent_code else unit.code end as province
    from become
    join administrative_unit unit on unit.id = become.id and (unit.valid_to is null or unit.valid_to >= $1)
    left join administrative_unit above on above.code = unit.parent_code
      and (above.valid_from is null or above.valid_from <= $1) and (above.valid_to is null or above.valid_to >= $1)
  ),
  place as (
    select origin, array_agg(distinct commune) as communes, array_agg(distinct district) as districts,
      array_agg(distinct province) as provinces
    from placed group by origin
  )`;

const RESIDENTS = `
  with recursive ${BECOME}
  select child.child_no::int as "childNo", residence.unit_id as "unitId", sex, ethnicity, extract(year from age($1::date, date_of_birth))::int as age,
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

const PLACES = `with recursive ${BECOME} select origin as "unitId", communes, districts, provinces from place`;

/** Where a unit, or who lives in it, lies. */
export type Place = Pick<Resident, 'communes' | 'districts' | 'provinces'>;

/** Whether its whole territory lies in a unit. */
export function livesIn({ communes, districts, provinces }: Place, unit: string): boolean {
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
    homes: (today: string) => run<Place & { childNo: number }>('registry', HOMES, [today]),
    placesOn: async (day: string) => {
      const rows = await run<Place & { unitId: string }>('registry', PLACES, [day]);
      return new Map<string, Place>(rows.map((row) => [row.unitId, row]));
    },
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
