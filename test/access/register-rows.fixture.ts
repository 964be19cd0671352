import { Client } from 'pg';
import type { Graph } from '../harness/start-graph.ts';
// What the databases hold, read by SQL of the test's own: what the answers of the graph are compared with.

const DAY = '2022-12-31';

export interface Stay {
  unitId: string;
  startedOn: string;
  endedOn: string | null;
}

/** A row of the register with what the departments hold of it. */
export interface Person {
  childNo: number;
  familyName: string;
  middleName: string | null;
  givenName: string;
  dateOfBirth: string;
  sex: string;
  ethnicity: string | null;
  mergedInto: number | null;
  /** Stays begun by now, first one first. */
  stays: Stay[];
  identifiers: { system: string; value: string; owner: string }[];
  /** By department, in the order that its fields promise. */
  records: Readonly<Record<string, readonly string[]>>;
}

export interface Unit {
  id: string;
  code: string;
  parentCode: string | null;
  isInForce: boolean;
  /** What it became; where that is not on record, the unit above it at its end. */
  becameIds: string[];
}

export interface Rows {
  people: Person[];
  units: Map<string, Unit>;
}

async function query<Row extends object>(graph: Graph, department: string, sql: string) {
  const client = new Client({ connectionString: graph.databaseUrl(department) });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const PEOPLE = `
  select child_no::float8 as "childNo", family_name as "familyName", middle_name as "middleName",
    given_name as "givenName", date_of_birth::text as "dateOfBirth", sex, ethnicity,
    merged_into::float8 as "mergedInto",
    (select coalesce(json_agg(json_build_object('unitId', unit_id, 'startedOn', started_on, 'endedOn', ended_on) order by started_on), '[]')
       from residence where residence.child_no = child.child_no and started_on <= '${DAY}') as stays,
    (select coalesce(json_agg(json_build_object('system', system, 'value', value, 'owner', owner) order by system, value), '[]')
       from identifier join identifier_system on code = system where identifier.child_no = child.child_no) as identifiers
  from child order by child_no`;

const UNITS = `
  select unit.id, unit.code, unit.parent_code as "parentCode",
    coalesce(valid_from <= '${DAY}', true) and coalesce(valid_to >= '${DAY}', true) as "isInForce",
    coalesce(
      (select json_agg(successor_id) from unit_successor where unit_id = unit.id),
      (select json_agg(above.id) from administrative_unit above where above.code = unit.parent_code
         and coalesce(above.valid_from <= unit.valid_to, true) and coalesce(above.valid_to >= unit.valid_to, true)),
      '[]') as "becameIds"
  from administrative_unit unit`;

/** What each department holds of a child: text by child, in the order that the field promises. */
const RECORDS: Readonly<Record<string, string>> = {
  health:
    'select child_no::float8 as no, number as text from health_insurance_card order by valid_from desc, number',
  education:
    'select child_no::float8 as no, school_year as text from preschool_enrolment order by school_year desc, enrolled_on desc, id',
  justice:
    'select child_no::float8 as no, id as text from legal_aid_case order by requested_on desc, id',
  police:
    'select child_no::float8 as no, id as text from abuse_intervention order by reported_at desc, id',
};

async function readRecords(graph: Graph) {
  const read = Object.entries(RECORDS).map(async ([department, sql]) => ({
    department,
    rows: await query<{ no: number | null; text: string }>(graph, department, sql),
  }));
  const all = await Promise.all(read);
  return (childNo: number) =>
    Object.fromEntries(
      all.map(({ department, rows }) => [
        department,
        rows.filter(({ no }) => no === childNo).map(({ text }) => text),
      ]),
    );
}

/** Reads everything that the generated questions can be about. */
export async function readRows(graph: Graph): Promise<Rows> {
  const recordsOf = await readRecords(graph);
  const people = await query<Omit<Person, 'records'>>(graph, 'registry', PEOPLE);
  const units = await query<Unit>(graph, 'registry', UNITS);
  return {
    people: people.map((person) => ({ ...person, records: recordsOf(person.childNo) })),
    units: new Map(units.map((unit) => [unit.id, unit])),
  };
}
