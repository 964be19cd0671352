import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';
import { anyCriterion, asOfDay } from './criteria.fixture.ts';
import type { TriedCriterion } from './criteria.fixture.ts';
import { livesIn, openReference } from './reference.fixture.ts';
import type { Reference, Resident } from './reference.fixture.ts';

const TODAY = '2022-12-31';
const CHILDREN = 3_000;

type Step = TriedCriterion | 'complement';

/** Who asks, of which units; a department that a persona may only count is asked by counting personas only. */
const viewers = [
  { persona: 'coordinator', purpose: 'REPORTING', units: ['30'], lists: false },
  { persona: 'coordinator', purpose: 'SERVICE_DELIVERY', units: ['30'], lists: true },
  { persona: 'district-officer', purpose: 'SERVICE_DELIVERY', units: ['288'], lists: true },
  {
    persona: 'commune-worker',
    purpose: 'SERVICE_DELIVERY',
    units: ['10507', '10543'],
    lists: true,
  },
];

const question = fc.record({
  viewer: fc.constantFrom(...viewers),
  unit: fc.constantFrom(null, '30', '288', '290', '10507', '10543'),
  asOf: asOfDay,
  steps: fc.array(
    fc.oneof(
      { weight: 5, arbitrary: anyCriterion },
      { weight: 1, arbitrary: fc.constant('complement' as const) },
    ),
    { maxLength: 4 },
  ),
  childNo: fc.integer({ min: 30, max: CHILDREN }),
  write: fc.nat(8),
});

/** What somebody writes just before the question. */
const WRITES = [
  {
    department: 'health',
    sql: `update health_insurance_card set withdrawn_on = valid_from + 300 where child_no = $1`,
  },
  { department: 'health', sql: `delete from nutrition_measurement where child_no = $1` },
  {
    department: 'education',
    sql: `update preschool_enrolment set child_no = child_no + 1 where child_no = $1`,
  },
  {
    department: 'education',
    sql: `update swimming_assessment set distance_metres = 50, treading_seconds = 200 where child_no = $1`,
  },
  { department: 'justice', sql: `update legal_aid_case set given_on = null where child_no = $1` },
  {
    department: 'justice',
    sql: `update birth_registration set child_no = null where child_no = $1`,
  },
  {
    department: 'police',
    sql: `update abuse_intervention set criminal_case = false, unfounded = true, closed_on = '2022-12-30' where child_no = $1`,
  },
  {
    department: 'registry',
    sql: `insert into seal (child_no, sealed_by, reason) select child_no, 'test', 'a test of seals' from child where child_no = $1 and not exists (select from seal where seal.child_no = child.child_no)`,
  },
  {
    department: 'registry',
    sql: `update residence set ended_on = greatest(started_on, '2022-06-30') where child_no = $1 and ended_on is null`,
  },
];

const TABLES = `count suppressed bySex { sex count } byAge { age count } byEthnicity { ethnicity count }
  districts: byUnit(level: DISTRICT) { unit { code } count } communes: byUnit(level: COMMUNE) { unit { code } count }`;
const LIST = `children(first: 1000) { nodes { id } pageInfo { hasNextPage } }`;

function textOf(steps: readonly Step[], inner: string): string {
  return steps.reduceRight((text, step) => {
    if (step === 'complement') return `complement { ${text} }`;
    return `${step.field}(where: { ${step.where} }) { ${text} }`;
  }, inner);
}

function innermost(cohort: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((outer, step) => {
    if (typeof outer !== 'object' || outer === null) return null;
    const found: unknown = Reflect.get(outer, step === 'complement' ? step : step.field);
    return found;
  }, cohort);
}

function counted<Key>(
  residents: readonly Resident[],
  keyOf: (child: Resident) => Key,
): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const child of residents) counts.set(keyOf(child), (counts.get(keyOf(child)) ?? 0) + 1);
  return counts;
}

async function narrowed(
  reference: Reference,
  opened: readonly Resident[],
  steps: readonly Step[],
  asOf: string,
) {
  let left = [...opened];
  for (const step of steps) {
    const inside = new Set(left.map(({ childNo }) => childNo));
    if (step === 'complement') left = opened.filter(({ childNo }) => !inside.has(childNo));
    else {
      const meets = await reference.childrenWhere(step.department, step.sql, [
        asOf,
        ...step.values,
      ]);
      left = left.filter(({ childNo }) => meets.has(childNo) !== step.not);
    }
  }
  return left;
}

/** Every unit of a level within the scope, with what SQL counts in it; last those in no single one. */
async function unitRows(
  reference: Reference,
  level: string,
  asOf: string,
  isInScope: (unitId: string, parents: readonly string[]) => boolean,
  left: readonly Resident[],
) {
  const units = await reference.run<{ id: string; code: string; parents: string[] }>(
    'registry',
    `select unit.id, unit.code, array[unit.code, above.code, coalesce(above.parent_code, '')] as parents
     from administrative_unit unit
     join administrative_unit above on above.code = unit.parent_code
       and $2 between coalesce(above.valid_from, '-infinity') and coalesce(above.valid_to, 'infinity')
     where unit.level = $1 and $2 between coalesce(unit.valid_from, '-infinity') and coalesce(unit.valid_to, 'infinity')
     order by unit.code`,
    [level, asOf],
  );
  const rows = units
    .filter(({ id, parents }) => isInScope(id, parents))
    .map(({ code }) => ({
      unit: { code },
      count: left.filter((child) => livesIn(child, code)).length,
    }));
  const placed = rows.reduce((sum, { count }) => sum + count, 0);
  return placed < left.length ? [...rows, { unit: null, count: left.length - placed }] : rows;
}

let graph: Graph;
let reference: Reference;
beforeAll(async () => {
  graph = await startGraph({ children: CHILDREN, departmentDeadline: 20_000 });
  reference = await openReference(graph);
  await reference.run(
    'police',
    `insert into abuse_intervention (id, child_no, reported_at, channel, kind, incident_unit_code, assessed_on, emergency_found,
       emergency_measures_at, plan_approved_on, closed_on, unfounded, criminal_case)
     select 'T' || n, n * 7, reported_at, 'POLICE', case n % 3 when 0 then array['NEGLECT'] when 1 then array['VIOLENCE', 'NEGLECT'] else array['VIOLENCE'] end,
       '10507', day + n % 3, n % 2 = 0, case when n % 4 < 2 then reported_at + n % 20 * interval '1 hour' end,
       case when n % 5 > 0 then day + n % 12 end, case when n % 3 = 0 then day + n % 40 end, n % 6 = 0, n % 6 <> 0 and n % 7 = 1
     from (select n, timestamptz '2021-01-01T00:30:00Z' + n * interval '41 hours' as reported_at,
       ((timestamptz '2021-01-01T00:30:00Z' + n * interval '41 hours') at time zone interval '7 hours')::date as day
       from generate_series(1, 400) n) drawn`,
    [],
  );
}, 60_000);
afterAll(async () => {
  await reference.close();
  await graph[Symbol.asyncDispose]();
});

describe('any cohort, beside SQL over the departments', () => {
  test('has the same counts, tables and children, right after a write', async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ viewer, unit, asOf, steps, childNo, write }) => {
        const { persona, purpose, units, lists } = viewer;
        const usable = steps.filter((step) => step === 'complement' || isHeld(step, viewer));
        const kept = unit === null || (await isWithin(reference, unit, units)) ? unit : null;
        const written = WRITES[write];
        if (written) await reference.run(written.department, written.sql, [childNo]);

        const argument = kept === null ? '' : `unit: "${kept}", `;
        const inner = lists ? `${TABLES} ${LIST}` : TABLES;
        const query = `{ cohort(${argument}asOf: "${asOf}") { ${textOf(usable, inner)} } }`;
        const headers = await graph.headersFor({ persona, purpose, units });
        const { data, errors } = await graph.ask(query, {}, headers);
        expect(errors).toBeUndefined();

        const places = await reference.placesOn(TODAY);
        const isOfViewer = (unitId: string) => {
          const place = places.get(unitId);
          return place !== undefined && units.some((code) => livesIn(place, code));
        };
        const opened = (await reference.residents(asOf)).filter((child) =>
          kept === null ? isOfViewer(child.unitId) : livesIn(child, kept),
        );
        const isRow = (unitId: string, parents: readonly string[]) =>
          kept === null ? isOfViewer(unitId) : parents.includes(kept);
        const left = await narrowed(reference, opened, usable, asOf);
        const [sexes, ages, ethnicities] = [
          counted(left, ({ sex }) => sex),
          counted(left, ({ age }) => age),
          counted(left, ({ ethnicity }) => ethnicity),
        ];
        const found = innermost(data?.['cohort'], usable);
        expect(found).toMatchObject({
          count: left.length,
          suppressed: false,
          bySex: ['MALE', 'FEMALE'].map((sex) => ({ sex, count: sexes.get(sex) ?? 0 })),
          byAge: Array.from({ length: 16 }, (_, age) => ({ age, count: ages.get(age) ?? 0 })),
          byEthnicity: expect.arrayContaining(
            [...ethnicities].map(([ethnicity, count]) => ({ ethnicity, count })),
          ),
          districts: await unitRows(reference, 'DISTRICT', asOf, isRow, left),
          communes: await unitRows(reference, 'COMMUNE', asOf, isRow, left),
        });
        if (!lists) return;
        const homes = await reference.homes(TODAY);
        const open = new Set(
          homes
            .filter((home) => units.some((code) => livesIn(home, code)))
            .map((home) => home.childNo),
        );
        const listed = left
          .map((child) => child.childNo)
          .filter((each) => open.has(each))
          .sort((one, other) => one - other);
        expect(found).toMatchObject({
          children: {
            nodes: listed.slice(0, 1_000).map((each) => ({ id: formatChildNumber(each) })),
            pageInfo: { hasNextPage: listed.length > 1_000 },
          },
        });
      }),
      { numRuns: 80 },
    );
  }, 300_000);
});

/** Whether the viewer's purpose and role hold what the step's department asks. */
function isHeld(
  { department }: TriedCriterion,
  { persona, purpose }: (typeof viewers)[number],
): boolean {
  if (purpose === 'REPORTING') return true;
  const held: Readonly<Record<string, readonly string[]>> = {
    coordinator: ['registry', 'health', 'education', 'justice'],
    'district-officer': ['registry', 'health', 'education', 'justice'],
    'commune-worker': ['registry', 'health', 'education'],
  };
  return held[persona]?.includes(department) ?? false;
}

async function isWithin(
  reference: Reference,
  unit: string,
  units: readonly string[],
): Promise<boolean> {
  const rows = await reference.run<{ code: string }>(
    'registry',
    `with recursive above as (
       select code, parent_code from administrative_unit where code = $1 and valid_to is null or code = $1 and valid_to >= '2022-12-31'
       union select unit.code, unit.parent_code from administrative_unit unit join above on above.parent_code = unit.code)
     select code from above`,
    [unit],
  );
  return rows.some(({ code }) => units.includes(code));
}
