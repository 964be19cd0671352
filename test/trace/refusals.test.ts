import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startRecordedGraph } from './records.fixture.ts';
import type { RecordedGraph } from './records.fixture.ts';

const CHILD = formatChildNumber(childNoOf('KNOWN_TO_ALL'));
const PROFILE = `query Profile($id: ID!) { child(id: $id) { fullName personalIdNumber healthInsurance { insured } } }`;
const BODY = JSON.stringify({ query: PROFILE, variables: { id: CHILD } });

let room: RecordedGraph;
let graph: RecordedGraph['graph'];
beforeAll(async () => {
  room = await startRecordedGraph();
  ({ graph } = room);
});
afterAll(() => room.stop());

describe('a refusal is on record too', () => {
  test.each([
    ['no token', { authorization: '' }, 401, { code: 'UNAUTHENTICATED', subject: null }],
    ['no purpose', { 'x-purpose': '' }, 403, { code: 'PURPOSE_REQUIRED', subject: 'coordinator' }],
    ['an unknown purpose', { 'x-purpose': 'CURIOSITY' }, 403, { code: 'PURPOSE_UNKNOWN' }],
    ['no reference', { 'x-case-reference': '' }, 403, { code: 'PURPOSE_INCOMPLETE' }],
    [
      'a purpose that forbids',
      { 'x-purpose': 'REPORTING' },
      403,
      { code: 'PURPOSE_FORBIDS', subject: 'coordinator', purpose: 'REPORTING' },
    ],
  ])('for %s', async (_, headers, status, expected) => {
    const records = await room.recordsOf(async () => {
      const response = await room.send({ ...graph.headers, ...headers }, BODY);
      expect(response.status).toBe(status);
    });
    expect(records).toMatchObject([
      { outcome: 'REFUSED', child_count: '0', fields: [], ...expected },
    ]);
  });

  test.each([
    ['{ no json', 400, 'BAD_REQUEST'],
    [JSON.stringify({ query: '{ nothing }' }), 400, 'GRAPHQL_VALIDATION_FAILED'],
    [JSON.stringify({ documentId: 'unknown' }), 403, 'OPERATION_NOT_TRUSTED'],
    [`[${BODY}]`, 400, 'BAD_REQUEST'],
    ['{}', 400, 'BAD_REQUEST'],
    [JSON.stringify({ query: PROFILE, variables: '{}' }), 400, 'BAD_REQUEST'],
    [JSON.stringify({ query: PROFILE }), 400, 'BAD_USER_INPUT'],
    [
      JSON.stringify({ query: PROFILE, operationName: 'Nope' }),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])('for the body %s', async (body, status, code) => {
    const records = await room.recordsOf(async () => {
      expect((await room.send(graph.headers, body)).status).toBe(status);
    });
    expect(records).toMatchObject([{ outcome: 'REFUSED', code, subject: 'coordinator' }]);
  });
});

describe('what shows nothing is a refusal', () => {
  test('where every field was cut', async () => {
    const stranger = await graph.headersFor({ persona: 'stranger' });
    expect(await room.recordsOf(() => graph.ask(PROFILE, { id: CHILD }, stranger))).toMatchObject([
      { outcome: 'REFUSED', code: 'UNAUTHORIZED_FIELD', subject: 'stranger', fields: [] },
    ]);
  });

  test('where a page could have sent it', async () => {
    const records = await room.recordsOf(() =>
      room.send({ ...graph.headers, 'content-type': 'text/plain' }, BODY),
    );
    expect(records).toMatchObject([{ outcome: 'REFUSED', code: 'BAD_REQUEST' }]);
  });

  test.each(['text/html', 'multipart/mixed', 'application/json;q=0', 'application/json;x=y'])(
    'where %s is all that is accepted: nobody is asked for it',
    async (accept) => {
      const registry = graph.department('registry');
      registry.calls = 0;
      const records = await room.recordsOf(async () => {
        const response = await room.send({ ...graph.headers, accept }, BODY);
        expect(response.status).toBe(406);
        expect(await response.json()).toMatchObject({
          errors: [{ extensions: { code: 'BAD_REQUEST' } }],
        });
      });
      expect(registry.calls).toBe(0);
      expect(records).toMatchObject([
        { outcome: 'REFUSED', code: 'BAD_REQUEST', subject: 'coordinator', departments: {} },
      ]);
    },
  );

  test.each([
    ['application/graphql-response+json', 'application/graphql-response+json'],
    ['*/*', 'application/json'],
    ['text/html, application/*;q=0.8', 'application/json'],
    [
      'application/json;q=0.5, application/graphql-response+json',
      'application/graphql-response+json',
    ],
  ])('but %s is answered', async (accept, type) => {
    const response = await room.send({ ...graph.headers, accept }, BODY);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    await response.text();
  });

  test('where the gateway itself fails', async () => {
    const control = new Client({ connectionString: graph.trace.controlUrl });
    await control.connect();
    const headers = await graph.headersFor({ persona: 'commune-worker', purpose: 'EMERGENCY' });
    await control.query('alter table emergency rename to emergency_away');
    try {
      const records = await room.recordsOf(async () => {
        const response = await room.send(headers, BODY);
        expect(response.status).toBe(500);
        expect(await response.json()).toMatchObject({
          errors: [
            {
              message: expect.any(String),
              extensions: {
                code: 'INTERNAL_SERVER_ERROR',
                requestId: response.headers.get('x-request-id'),
              },
            },
          ],
        });
      });
      expect(records).toMatchObject([
        { outcome: 'REFUSED', code: 'INTERNAL_SERVER_ERROR', subject: 'commune-worker' },
      ]);
    } finally {
      await control.query('alter table emergency_away rename to emergency');
      await control.end();
    }
  });
});
