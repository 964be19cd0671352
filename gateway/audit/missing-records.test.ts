import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { finding, openWrittenTrail } from './tampering.fixture.ts';
import type { WrittenTrail } from './tampering.fixture.ts';

let room: WrittenTrail;
beforeAll(async () => {
  room = await openWrittenTrail();
});
beforeEach(() => room.putBack());
afterAll(() => room[Symbol.asyncDispose]());

describe('records are missed', () => {
  test.each([
    [1, /^record 1 removed$/],
    [3, /^record 3 removed$/],
  ])('when record %d is removed', async (position, says) => {
    await room.sql('delete from access_record where position = $1', [position]);
    expect((await room.verify()).findings).toEqual([finding('RECORD_REMOVED', says)]);
  });

  test('when an emergency is removed', async () => {
    await room.sql('delete from emergency_event');
    expect((await room.verify()).findings).toEqual([
      finding('RECORD_REMOVED', /^record 4 removed$/),
    ]);
  });

  test('when one is removed and those after it move up', async () => {
    await room.sql('delete from access_record where position = 2');
    await room.sql('update access_record set position = 2 where position = 3');
    await room.sql('update emergency_event set position = 3 where position = 4');
    await room.sql('update access_record set position = 4 where position = 5');
    await room.sql('update access_record set position = 5 where position = 6');
    const { findings } = await room.verify();
    expect(findings).toContainEqual(
      finding('RECORD_REMOVED', /a record before record 2 removed or changed/),
    );
  });

  test('when the last ones are cut off', async () => {
    await room.sql('delete from access_record where position >= 5');
    expect((await room.verify()).findings).toEqual([
      finding('RECORDS_CUT_OFF', /^records 5 to 6 cut off at the end$/),
    ]);
  });

  test('when the last one is cut off', async () => {
    await room.sql('delete from access_record where position = 6');
    expect((await room.verify()).findings).toEqual([
      finding('RECORDS_CUT_OFF', /^record 6 cut off at the end$/),
    ]);
  });

  test('when all are removed', async () => {
    await room.sql('truncate access_record, emergency_event, closed_chain');
    expect((await room.verify()).findings).toEqual([
      finding('RECORDS_CUT_OFF', /^records 1 to 6 cut off at the end$/),
    ]);
  });
});

test('two records that have changed places are found, and said to belong elsewhere', async () => {
  for (const [from, to] of [
    [2, 20],
    [5, 2],
    [20, 5],
  ])
    await room.sql('update access_record set position = $2 where position = $1', [from, to]);
  const { findings } = await room.verify();
  expect(findings).toContainEqual(
    finding('RECORD_MOVED', /^record 2 moved: it belongs after what is now record 4$/),
  );
});

describe('records that no gateway wrote are found', () => {
  const copy = (chain: string, position: number, commit: number) =>
    `insert into access_record select (json_populate_record(a, '{"chain_id": "${chain}", "position": ${position}, "commit_no": ${commit}, "request_id": "made up"}')).*
     from access_record a where position = 6`;

  test('at the end of a chain', async () => {
    const [{ chain_id: chain = '' } = {}] = await room.sql('select chain_id from access_record');
    await room.sql(copy(String(chain), 7, 7));
    await room.rewriteHashes(7, 7);
    expect((await room.verify()).findings).toEqual([
      finding(
        'HEAD_REMOVED',
        /^no signed head for record 7: heads were removed, or records added$/,
      ),
    ]);
  });

  test('in a chain of their own', async () => {
    await room.sql(copy('00000000-0000-4000-8000-000000000000', 1, 1));
    expect((await room.verify()).findings).toEqual([
      finding('CHAIN_UNKNOWN', /no head file knows/),
    ]);
  });
});
