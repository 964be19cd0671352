import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readPublished } from '../../gateway/read-published.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const { published } = readPublished();

/** A question that needs no days but those of the year. */
const INDICATOR = published.indicators.get('under-six-insured-in-time');
const ID = `sha256:${INDICATOR?.hash ?? ''}`;
const DAYS: Record<string, string> = { from: '2022-01-01', to: '2022-12-31', asOf: '2022-12-31' };

const rowsForm = z.array(
  z.object({
    unit: z.object({ code: z.string() }),
    count: z.number().nullable(),
    suppressed: z.boolean(),
  }),
);
const cohortForm = z.looseObject({
  count: z.number().nullable(),
  suppressed: z.boolean(),
  districts: rowsForm,
  communes: rowsForm,
});
type Cohort = z.infer<typeof cohortForm>;

let graph: Graph;
let tool: Record<string, string>;
let coordinator: Record<string, string>;
beforeAll(async () => {
  graph = await startGraph({ children: 3_000 });
  tool = await graph.headersFor({ persona: 'reporting-tool', purpose: 'REPORTING' });
  coordinator = await graph.headersFor({ persona: 'coordinator', purpose: 'REPORTING' });
}, 60_000);
afterAll(() => graph[Symbol.asyncDispose]());

function variables(given: Record<string, string> = {}) {
  const values: Record<string, string> = { unit: '30', ...DAYS, ...given };
  return Object.fromEntries((INDICATOR?.variables ?? []).map((name) => [name, values[name]]));
}

async function send(headers: Record<string, string>, body: unknown) {
  const response = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return answer;
}

function at(answer: unknown, path: readonly string[]): unknown {
  const form = z.record(z.string(), z.unknown());
  return path.reduce<unknown>((value, key) => form.parse(value)[key], answer);
}

async function numerator(headers: Record<string, string>, unit = '30'): Promise<Cohort> {
  const answer = await send(headers, { documentId: ID, variables: variables({ unit }) });
  return cohortForm.parse(at(answer, ['data', ...(INDICATOR?.numerator ?? [])]));
}

describe('a viewer who may not see small counts', () => {
  test('is answered a published indicator without them, and without what would give them away', async () => {
    const [exact, shown] = [await numerator(coordinator), await numerator(tool)];
    const pairs = exact.communes.map(({ count }, place) => ({
      count: count ?? NaN,
      row: shown.communes[place],
    }));
    const small = pairs.filter(({ count }) => count > 0 && count < 5);
    expect(small.length).toBeGreaterThan(3);
    for (const { row } of small) expect(row).toMatchObject({ count: null, suppressed: true });
    for (const { count, row } of pairs)
      if (count === 0 || row?.suppressed === false) expect(row).toMatchObject({ count });
  });

  test('gets the same holes whichever unit is asked for', async () => {
    const whole = await numerator(tool);
    for (const { unit } of whole.districts.slice(0, 3)) {
      const part = await numerator(tool, unit.code);
      expect(part.communes.length).toBeGreaterThan(1);
      for (const row of part.communes)
        expect(row).toEqual(whole.communes.find(({ unit: { code } }) => code === row.unit.code));
    }
  });

  test.each([
    ['another day', { asOf: '2022-12-30', to: '2022-12-30' }, 'INVALID_ARGUMENT'],
    ['a unit that is none', { unit: '9' }, 'UNKNOWN_UNIT'],
  ])('is not answered for %s', async (_, given, code) => {
    expect(await send(tool, { documentId: ID, variables: variables(given) })).toMatchObject({
      errors: [{ extensions: { code } }],
    });
  });

  test.each([
    '{ cohort { count } }',
    '{ cohort { bySex { count } } }',
    '{ cohort { complement { count } } }',
    '{ cohort { withHealthInsurance(where: { insured: false }) { suppressed count } } }',
  ])('is not answered %s', async (query) => {
    expect(await send(tool, { query })).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({
          extensions: expect.objectContaining({ code: 'OPERATION_NOT_TRUSTED' }),
        }),
      ]),
    });
  });

  test('leaves a record of what was counted', async () => {
    await numerator(tool);
    const { Client } = await import('pg');
    const client = new Client({ connectionString: graph.trace.audit.readerUrl });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(
      'select * from access_record order by at desc, commit_no desc, position desc limit 1',
    );
    await client.end();
    expect(rows).toMatchObject([
      {
        role: 'reporting-tool',
        purpose: 'REPORTING',
        fields: expect.arrayContaining(['Cohort.count', 'Query.cohort']),
        child_count: '0',
        departments: { registry: 'ANSWERED' },
        outcome: 'ANSWERED',
      },
    ]);
  });
});
