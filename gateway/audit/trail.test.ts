import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { unpackChildren } from './child-set.ts';
import { access, openTestTrail } from './trail.fixture.ts';
import { TrailUnavailable } from './trail-unavailable.ts';

const packedForm = z.object({
  child_count: z.number(),
  child_nos: z.null(),
  first_child_no: z.number(),
  child_bits: z.instanceof(Buffer),
});

test('what is recorded is in the database, under a signed head, when record resolves', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  await trail.record(access({ requestId: 'r1', childNos: [9, 7, 9], code: null }));
  const rows = await room.sql('select * from access_record');
  expect(rows).toMatchObject([
    {
      request_id: 'r1',
      gateway_id: 'gateway-1',
      subject: 'officer-1',
      role: 'district-officer',
      units: ['288'],
      purpose: 'CASE_MANAGEMENT',
      case_reference: 'HS-2022-17',
      fields: ['Child.fullName', 'Query.child'],
      child_nos: ['7', '9'],
      departments: { registry: 'ANSWERED' },
      outcome: 'ANSWERED',
      position: '1',
    },
  ]);
  expect(await room.heads()).toMatchObject([
    { n: 1, kind: 'OPENED', position: 0 },
    { n: 2, kind: 'HEAD', position: 1, commit: 1 },
  ]);
  expect(await room.verify()).toMatchObject({ entries: 1, chains: 1, findings: [], notes: [] });
});

test('records that arrive while a commit is under way go together in the next', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  await Promise.all(
    Array.from({ length: 500 }, (_, index) => trail.record(access({ requestId: `r${index}` }))),
  );
  const [counted] = await room.sql(
    'select count(*)::int as records, count(distinct commit_no)::int as commits from access_record',
  );
  expect(counted?.['records']).toBe(500);
  expect(counted?.['commits']).toBeLessThanOrEqual(3);
  expect(await room.verify()).toMatchObject({ entries: 500, findings: [] });
});

test('an export of a province is one record, which decodes again', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  const childNos = Array.from({ length: 491_053 }, (_, index) => index + 1).filter(
    (childNo) => childNo % 50 !== 0,
  );
  await trail.record(access({ childNos }));
  const [row] = await room.sql(
    'select child_count::int, child_nos, first_child_no::int, child_bits from access_record',
  );
  const packed = packedForm.parse(row);
  expect(unpackChildren(packed).join()).toBe(childNos.join());
  expect(await room.verify()).toMatchObject({ entries: 1, findings: [] });
});

test('text that PostgreSQL would refuse is mended, and takes nobody else down', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  const odd = access({ subject: 'a\0b\ud800c', reason: 'x'.repeat(10_000), role: 'Nguyễn "\\' });
  await Promise.all([trail.record(access()), trail.record(odd), trail.record(access())]);
  expect(
    await room.sql(
      'select subject, length(reason) as length, role from access_record where position = 2',
    ),
  ).toEqual([{ subject: 'ab\ufffdc', length: 2_000, role: 'Nguyễn "\\' }]);
  expect(await room.verify()).toMatchObject({ entries: 3, findings: [] });
});

test('a record that cannot be written down is refused alone', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  const outcomes = await Promise.allSettled([
    trail.record(access()),
    trail.record(access({ childNos: [1.5] })),
    trail.record(access()),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('while the database is away nothing is recorded, and afterwards it goes on by itself', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  await trail.record(access({ requestId: 'before' }));
  await trail.check();
  await room.shutOut();
  await expect(trail.record(access({ requestId: 'away' }))).rejects.toThrow(TrailUnavailable);
  await expect(trail.check()).rejects.toThrow(TrailUnavailable);
  await room.letIn();
  await trail.check();
  await trail.record(access({ requestId: 'after' }));
  const rows = await room.sql('select request_id, outcome from access_record order by at');
  expect(rows).toMatchObject([
    { request_id: 'before' },
    { outcome: 'CHECKED' },
    { request_id: 'after' },
  ]);
  expect(await room.verify()).toMatchObject({ findings: [] });
});

test('a place in the chain that somebody has taken costs one record, no more', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  await trail.record(access({ requestId: 'first' }));
  await room.sql(
    'insert into access_record select (json_populate_record(a, $1)).* from access_record a',
    [JSON.stringify({ position: 2, commit_no: 2 })],
  );
  await expect(trail.record(access())).rejects.toThrow(/duplicate key/);
  await trail.check();
  await trail.record(access({ requestId: 'after' }));
  expect(await room.sql(`select 1 from access_record where request_id = 'after'`)).toHaveLength(1);
});

test('a commit whose end is not known leaves its chain, and the next one is tied to it', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  await trail.record(access());
  await room.sql('begin; lock table access_record in exclusive mode');
  const lost = expect(trail.record(access())).rejects.toThrow(TrailUnavailable);
  await room.until(
    `select 1 from pg_locks where relation = 'access_record'::regclass and not granted`,
  );
  await room.dropConnections();
  await lost;
  await room.sql('commit');
  await trail.record(access());
  expect(await room.verify()).toMatchObject({ entries: 2, chains: 2, findings: [], notes: [] });
});

test('more entries than may wait are refused at once', async () => {
  await using room = await openTestTrail();
  const trail = await room.start({ mostWaiting: 3 });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => trail.record(access())),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
});
