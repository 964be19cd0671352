import { beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { readTrustedOperations } from '../../gateway/limits/trusted-operations.ts';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { createLog } from '../../shared/log/create-log.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const NAME = 'Nguyễn Văn Tí';
/** A name as GraphQL's own names can bear it, and as it stands in a header. */
const PLAIN = 'NguyenVanTi';
const CHILD = formatChildNumber(childNoOf('KNOWN_TO_ALL'));
const UNKNOWN = formatChildNumber(4_294_967_295);
const PERSONAL_ID = '030222123456';
const CASE = `HS-2022-${PLAIN}`;

const PROFILE = `query ${PLAIN}($${PLAIN}: ID!) { c${CHILD}: child(id: $${PLAIN}) { ...${PLAIN} } }
  fragment ${PLAIN} on Child { ${PLAIN}: fullName personalIdNumber guardians { fullName } healthInsurance { cards { number socialInsuranceNumber } }
    preschool { enrolled } birthRegistration { number registeredAt { name } } abuseInterventions { id } }`;

const bodies: unknown[] = [
  { query: PROFILE, variables: { [PLAIN]: CHILD }, operationName: PLAIN },
  { query: PROFILE, variables: { [PLAIN]: UNKNOWN } },
  { query: PROFILE, variables: { [PLAIN]: NAME } },
  { query: PROFILE, variables: { [PLAIN]: { [NAME]: CHILD } } },
  { query: PROFILE, variables: { [PLAIN]: CHILD }, operationName: NAME },
  { query: PROFILE, extensions: { [PLAIN]: PERSONAL_ID } },
  { query: `{ ${PLAIN}: child(id: "${CHILD}") { id } }` },
  { query: `{ id: child(id: "${CHILD}") { id } child(id: "${CHILD}") { id: fullName } }` },
  { query: `{ searchChildren(name: "${NAME}") { matchedName child { ${PLAIN}: fullName } } }` },
  { query: `{ searchChildren(name: "${NAME}\u0000", unit: "${PERSONAL_ID}") { score } }` },
  { query: `{ childByIdentifier(system: "PERSONAL_ID", value: "${PERSONAL_ID}") { fullName } }` },
  { query: `{ childByIdentifier(system: "${PLAIN}", value: "${NAME}") { fullName } }` },
  { query: `{ administrativeUnit(code: "${PERSONAL_ID}", on: "${NAME}") { name } }` },
  { query: `{ ${PLAIN} { id } }` },
  { query: `{ child(id: "${CHILD}") { ${PLAIN} } }` },
  { query: `{ child(id: "${NAME}" ` },
  { query: `{ ${Array.from({ length: 200 }, (_, n) => `${PLAIN}${n}: __typename`).join(' ')} }` },
  { query: NAME.repeat(3_000) },
  { query: PLAIN, variables: NAME },
  { documentId: `${NAME} ${PERSONAL_ID}` },
  ...[...readTrustedOperations().values()].map(({ id }) => ({
    documentId: id,
    variables: { id: CHILD, name: NAME, system: 'PERSONAL_ID', value: PERSONAL_ID, code: '30' },
  })),
  [{ query: PROFILE }],
  NAME,
];

describe.each(['EMBEDDED', 'DISTRIBUTED'] as const)('%s: the log', (mode) => {
  const lines: string[] = [];
  const answers: string[] = [];
  const sent: { requestId: string | null; status: number }[] = [];
  let graph: Graph;

  async function note(request: Promise<Response>): Promise<void> {
    const response = await request;
    answers.push(await response.text());
    sent.push({ requestId: response.headers.get('x-request-id'), status: response.status });
  }

  function post(body: unknown, headers: Record<string, string> = {}): Promise<void> {
    const named = { 'user-agent': PLAIN, 'x-request-id': PLAIN, cookie: `name=${PLAIN}` };
    return note(
      fetch(`${graph.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...graph.headers,
          'x-case-reference': CASE,
          ...named,
          ...headers,
        },
        body: JSON.stringify(body),
      }),
    );
  }

  async function postAll(): Promise<void> {
    for (const body of bodies) await post(body);
  }

  async function refusals(): Promise<void> {
    const [body] = bodies;
    await post(body, { authorization: `Bearer ${PLAIN}.${PERSONAL_ID}.x` });
    await post(body, { authorization: PLAIN });
    await post(body, { 'x-purpose': PLAIN });
    await post(body, { 'x-purpose': 'INSPECTION', 'x-reason': encodeURIComponent(NAME) });
    await post(body, await graph.headersFor({ persona: 'stranger', subject: NAME }));
    await post(body, await graph.headersFor({ persona: 'commune-worker', subject: PLAIN }));
    const query = encodeURIComponent(`{ child(id: "${CHILD}") { ${PLAIN}: fullName } }`);
    const url = `${graph.url}/graphql?query=${query}&${PLAIN}=${CHILD}`;
    await note(fetch(url, { headers: { ...graph.headers, 'apollo-require-preflight': PLAIN } }));
    await note(fetch(url, { headers: graph.headers }));
    await note(fetch(url, { method: 'DELETE', headers: graph.headers }));
  }

  async function faults(): Promise<void> {
    const board = graph.department('health');
    board.fault = { kind: 'REFUSE' };
    await postAll();
    board.fault = { kind: 'ANSWER', answer: { data: { _entities: [{ [NAME]: NAME }] } } };
    await postAll();
    board.fault = { kind: 'ANSWER', answer: { errors: [{ message: NAME, path: [PLAIN] }] } };
    await postAll();
    board.fault = null;
  }

  /** A register whose days of birth PostgreSQL cannot read: it quotes the value that it cannot turn into a day. */
  async function brokenDatabase(): Promise<void> {
    const database = new Client({ connectionString: graph.databaseUrl('registry') });
    await database.connect();
    await database.query('alter table child rename to child_before');
    const { rows } = await database.query<{ columns: string }>(
      `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
        where table_name = 'child_before' and column_name <> 'date_of_birth'`,
    );
    await database.query(
      `create view child as select ${rows[0]?.columns ?? ''}, ('${NAME}' || child_no)::date as date_of_birth from child_before`,
    );
    await database.end();
    await postAll();
  }

  beforeAll(async () => {
    const log = createLog('trace', { write: (line) => void lines.push(line) });
    graph = await startGraph({ mode, log, departmentDeadline: 1_000 });
    await postAll();
    await refusals();
    await faults();
    await brokenDatabase();
    await graph[Symbol.asyncDispose]();
  }, 120_000);

  test('holds one line for each request, with the id that the client was given', () => {
    const requests = lines
      .map((line): unknown => JSON.parse(line))
      .filter((line) => Object.entries(line ?? {}).some(([, value]) => value === 'request'));
    expect(requests).toEqual(sent.map((each) => expect.objectContaining(each)));
    expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(sent.length);
  });

  test('tells the outcomes, the clients and the trusted operations', () => {
    const text = lines.join('');
    for (const outcome of [
      'OK',
      'UNAUTHENTICATED',
      'PURPOSE_UNKNOWN',
      'UNAUTHORIZED_FIELD',
      'OPERATION_TOO_EXPENSIVE',
      'OPERATION_NOT_TRUSTED',
      'RESERVED_ALIAS',
      'INVALID_ARGUMENT',
      'GRAPHQL_PARSE_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
      'DEPARTMENT_UNAVAILABLE',
      'DEPARTMENT_BAD_ANSWER',
      'INTERNAL_SERVER_ERROR',
    ])
      expect(text).toContain(`"outcome":"${outcome}"`);
    for (const { name } of readTrustedOperations().values())
      expect(text).toContain(`"operation":"${name}"`);
    expect(text).toContain('"client":"console"');
    expect(text).toMatch(/"operation":"[0-9a-f]{16}"/);
  });

  test('tells where a failure arose', () => {
    const failures = lines.filter((line) => line.includes('field failed'));
    expect(failures.length).toBeGreaterThan(0);
    for (const line of failures) expect(line).toMatch(/"code":"22007","frames":\["at /);
  });

  test('holds no name, number or token of a request, nor of an answer', () => {
    const text = lines.join('').normalize('NFC');
    const told = answers
      .join('')
      .matchAll(
        /"(?:fullName|NguyenVanTi|personalIdNumber|number|socialInsuranceNumber|matchedName)":"([^"]+)"/g,
      );
    const values = [...told].map(([, value = '']) => value);
    expect(values.length).toBeGreaterThan(20);
    const token = graph.headers.authorization.replace('Bearer ', '');
    const secrets = [
      NAME,
      PLAIN,
      CHILD,
      UNKNOWN,
      PERSONAL_ID,
      CASE,
      token,
      ...token.split('.'),
      ...values,
    ];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/Bearer|Nguy|select |authorization/i);
  });
});
