import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { openOffice } from './office.fixture.ts';
import type { Office } from './office.fixture.ts';

const CHILD_NO = 21;
const CHILD = formatChildNumber(CHILD_NO);
const NUMBER = '8000000001';
const codes = (answer: { errors?: { extensions: Record<string, unknown> }[] }) =>
  (answer.errors ?? []).map(({ extensions }) => extensions['code']);

describe('asking', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({ children: 300 });
  });
  afterAll(() => office[Symbol.asyncDispose]());

  const ASK =
    'mutation ($department: String!, $records: [RecordToLink!]!) { linkRecords(department: $department, recordKind: "things", records: $records) }';
  const records = [{ key: 'a', identifiers: [{ system: 'REGISTER_NUMBER', value: CHILD }] }];
  const as = (persona: string, purpose = 'RECORD_LINKING') =>
    office.graph.headersFor({ persona, purpose });

  test('is on record before its answer leaves, with who, why, how many and whose number was told', async () => {
    const { data } = await office.graph.ask(
      ASK,
      { department: 'health', records: [...records, { key: 'b', fullName: 'Ma Thị Không Ai' }] },
      await as('health-records'),
    );
    expect(data).toEqual({ linkRecords: [CHILD, null] });
    const client = new Client({ connectionString: office.graph.trace.audit.readerUrl });
    await client.connect();
    const { rows } = await client.query(
      "select * from access_record where role = 'health-records' order by at, position",
    );
    await client.end();
    const who = { subject: 'health-records', purpose: 'RECORD_LINKING', record_count: '2' };
    expect(rows).toMatchObject([
      { ...who, outcome: 'BEGUN' },
      {
        ...who,
        outcome: 'ANSWERED',
        fields: ['Mutation.linkRecords'],
        child_nos: [String(CHILD_NO)],
      },
    ]);
  });

  test.each([
    ['another department’s records', 'health-records', 'police', 'INVALID_ARGUMENT'],
    ['the register’s own', 'health-records', 'registry', 'INVALID_ARGUMENT'],
    ['records, without the right to ask', 'coordinator', 'health', 'UNAUTHORIZED_FIELD'],
  ])('about %s is refused', async (_, persona, department, code) => {
    const answer = await office.graph.ask(ASK, { department, records }, await as(persona));
    expect(answer.data).toEqual({ linkRecords: null });
    expect(codes(answer)).toEqual([code]);
    expect(
      await office.sql('registry', 'select 1 from record_link where department = $1', [
        department === 'health' ? 'none' : department,
      ]),
    ).toEqual([]);
  });

  test('by another department’s numbers is refused, and tells nothing of whose they are', async () => {
    const [pupil] = await office.sql(
      'registry',
      "select value from identifier where system = 'PUPIL_CODE' limit 1",
    );
    for (const value of [String(pupil?.['value']), '0000000000']) {
      const answer = await office.graph.ask(
        ASK,
        {
          department: 'health',
          records: [{ key: 'a', identifiers: [{ system: 'PUPIL_CODE', value }] }],
        },
        await as('health-records'),
      );
      expect(answer.data).toEqual({ linkRecords: null });
      expect(answer.errors?.[0]?.message).toBe(
        'Records of health cannot state PUPIL_CODE: use one of REGISTER_NUMBER, HEALTH_INSURANCE_CARD, PERSONAL_ID.',
      );
    }
  });

  test('opens no child to a department’s program', async () => {
    const answer = await office.graph.ask(
      'query ($id: ID!) { child(id: $id) { id } linkReviews { nodes { id } } }',
      { id: CHILD },
      await as('health-records'),
    );
    expect(answer.data).toEqual({ child: null, linkReviews: null });
  });

  test('is refused, and nothing imported, while nothing can be recorded', async () => {
    const client = new Client({ connectionString: office.graph.trace.audit.superuserUrl });
    await client.connect();
    const writer = new URL(office.graph.trace.audit.writerUrl).username;
    await client.query(`revoke insert on access_record from ${writer}`);
    try {
      await expect(office.bring([{ number: NUMBER, childId: CHILD }])).rejects.toThrow(
        /AUDIT_UNAVAILABLE/,
      );
    } finally {
      await client.query(`grant insert on access_record to ${writer}`);
      await client.end();
    }
    expect(
      await office.sql('health', 'select 1 from health_insurance_card where number = $1', [NUMBER]),
    ).toEqual([]);
  });
});
