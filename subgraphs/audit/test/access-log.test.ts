import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { access, openAudit } from '../../../test/harness/open-audit.ts';
import { subgraph } from '../index.ts';

const LOG = `query ($childId: ID!, $first: Int = 100, $after: String, $emergencyId: ID) {
  accessLog(childId: $childId, first: $first, after: $after, emergencyId: $emergencyId) {
    nodes {
      at gateway requestId subject role client units purpose caseReference reason operationName operationHash
      fields childCount departments { name state } emergencyIds outcome code
    }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

const pageForm = z.object({
  accessLog: z.object({
    nodes: z.array(z.looseObject({ requestId: z.string() })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

type Audit = Awaited<ReturnType<typeof openAudit>>;

async function pageOf({ ask }: Audit, childNo: number, given: Record<string, unknown> = {}) {
  const { data, errors } = await ask(LOG, { childId: formatChildNumber(childNo), ...given });
  expect(errors).toBeUndefined();
  return pageForm.parse(data).accessLog;
}

async function requestsAbout(audit: Audit, childNo: number, given: Record<string, unknown> = {}) {
  const { nodes } = await pageOf(audit, childNo, given);
  return nodes.map(({ requestId }) => requestId);
}

test('a record tells who, when, why, what and through which departments', async () => {
  await using audit = await openAudit(subgraph);
  await audit.trail.record(
    access({
      childNos: [7, 8],
      departments: { health: 'TIMEOUT', registry: 'ANSWERED' },
      outcome: 'PARTIAL',
    }),
  );
  const { nodes } = await pageOf(audit, 7);
  expect(nodes).toEqual([
    {
      at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:]{8}\.\d{3}Z$/),
      gateway: 'gateway-1',
      requestId: 'request-1',
      subject: 'officer-1',
      role: 'district-officer',
      client: 'casework',
      units: ['288'],
      purpose: 'CASE_MANAGEMENT',
      caseReference: 'HS-2022-17',
      reason: null,
      operationName: 'Profile',
      operationHash: 'a'.repeat(64),
      fields: ['Child.fullName', 'Query.child'],
      childCount: 2,
      departments: [
        { name: 'health', state: 'TIMEOUT' },
        { name: 'registry', state: 'ANSWERED' },
      ],
      emergencyIds: [],
      outcome: 'PARTIAL',
      code: null,
    },
  ]);
});

test('records of few and of many children are found, newest first, and no others', async () => {
  await using audit = await openAudit(subgraph);
  const many = Array.from({ length: 5_000 }, (_, index) => 1_000 + index * 2);
  const sets: [string, number[]][] = [
    ['one', [1_500]],
    ['another', [1_501]],
    ['many', many],
    ['many others', many.map((childNo) => childNo + 1)],
    ['far away', many.map((childNo) => childNo + 4_000_000)],
    ['a page', [1_400, 1_500, 1_600]],
    ['none', []],
  ];
  for (const [requestId, childNos] of sets)
    await audit.trail.record(access({ requestId, childNos }));
  expect(await requestsAbout(audit, 1_500)).toEqual(['a page', 'many', 'one']);
  expect(await requestsAbout(audit, 1_501)).toEqual(['many others', 'another']);
  for (const childNo of [0, 999, 11_002, 4_294_967_295])
    expect(await requestsAbout(audit, childNo)).toEqual([]);
});

test('what is found is what was recorded, for any sets', async () => {
  await using audit = await openAudit(subgraph);
  const some = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 8 });
  const run = fc
    .tuple(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom(1, 2, 3),
    )
    .map(([start, count, step]) =>
      Array.from({ length: count }, (_, index) => start + index * step),
    );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(some, run), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 3, maxLength: 3 }),
      async (sets, childNos) => {
        await audit.room.sql('truncate access_record');
        for (const [number, set] of sets.entries())
          await audit.trail.record(access({ requestId: String(number), childNos: set }));
        for (const childNo of [...childNos, sets[0]?.[0] ?? 0]) {
          const expected = sets.flatMap((set, number) =>
            set.includes(childNo) ? [String(number)] : [],
          );
          const found = await requestsAbout(audit, childNo);
          expect(found.toSorted()).toEqual(expected);
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('pages lead to the next until every record was seen once', async () => {
  await using audit = await openAudit(subgraph);
  const records = Array.from({ length: 23 }, (_, number) =>
    access({
      requestId: String(number),
      childNos: number % 2 === 0 ? [7] : Array.from({ length: 1_500 }, (_each, childNo) => childNo),
    }),
  );
  await Promise.all(records.map((record) => audit.trail.record(record)));
  const seen: string[] = [];
  let after: string | null = null;
  let hasNextPage = true;
  while (hasNextPage) {
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(audit, 7, { first: 5, after });
    seen.push(...page.nodes.map(({ requestId }) => requestId));
    ({ hasNextPage, endCursor: after } = page.pageInfo);
  }
  expect(seen).toHaveLength(23);
  expect(new Set(seen).size).toBe(23);
});

test('only what was done under an emergency', async () => {
  await using audit = await openAudit(subgraph);
  const emergencyId = '7b0f2b62-7c5a-4c1e-9c1c-3f0d0f8f5a11';
  await audit.trail.record(access({ requestId: 'under', emergencyIds: [emergencyId] }));
  await audit.trail.record(access({ requestId: 'not under' }));
  expect(await requestsAbout(audit, 7, { emergencyId })).toEqual(['under']);
  expect(await requestsAbout(audit, 7)).toEqual(['not under', 'under']);
});

test('wrong arguments are refused, each with its code', async () => {
  await using audit = await openAudit(subgraph);
  const wrong: [Record<string, unknown>, string][] = [
    [{ childId: '00000000011' }, 'INVALID_CHILD_NUMBER'],
    [{ first: 0 }, 'INVALID_ARGUMENT'],
    [{ first: 101 }, 'INVALID_ARGUMENT'],
    [{ first: null }, 'INVALID_ARGUMENT'],
    [{ after: 'nothing' }, 'INVALID_ARGUMENT'],
    [{ emergencyId: 'nothing' }, 'INVALID_ARGUMENT'],
  ];
  for (const [given, code] of wrong) {
    const answer = await audit.ask(LOG, { childId: formatChildNumber(7), ...given });
    expect(answer).toMatchObject({ data: { accessLog: null }, errors: [{ extensions: { code } }] });
  }
});

test('a page costs one statement, and searching none changes nothing', async () => {
  await using audit = await openAudit(subgraph);
  for (let number = 0; number < 30; number += 1) await audit.trail.record(access());
  await pageOf(audit, 7);
  expect(audit.statements()).toHaveLength(1);
  expect(await audit.room.verify()).toMatchObject({ entries: 30, findings: [] });
});

test('a child is found by the indexes, however long the trail and however few records are wanted', async () => {
  await using audit = await openAudit(subgraph);
  await audit.trail.record(access({ requestId: 'list', childNos: [1] }));
  const page = Array.from({ length: 50 }, (_, childNo) => childNo);
  await audit.trail.record(access({ requestId: 'page', childNos: page }));
  await audit.room.sql(`insert into access_record
    select (json_populate_record(record, json_build_object(
      'position', 100 + number * 2 + record."position", 'at', record.at + number * interval '1 second',
      'child_nos', case when child_nos is not null then array[number] end,
      'first_child_no', case when child_bits is not null then number * 8 end))).*
    from access_record record, generate_series(1, 5000) number`);
  await audit.room.sql('analyze access_record');
  const found = await requestsAbout(audit, 4_001, { first: 3 });
  expect(found).toHaveLength(3);
  const asked = audit.statements().at(-1) ?? '';
  const plan = JSON.stringify(await audit.room.sql(`explain (generic_plan) ${asked}`));
  for (const index of ['access_record_listed_child', 'access_record_bitmap_range'])
    expect(plan).toContain(index);
  expect(plan).not.toMatch(/Seq Scan on access_record|access_record_at/);
});
