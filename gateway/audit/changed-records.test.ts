import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { finding, openWrittenTrail } from './tampering.fixture.ts';
import type { WrittenTrail } from './tampering.fixture.ts';
import { access, openTestTrail } from './trail.fixture.ts';

let room: WrittenTrail;
beforeAll(async () => {
  room = await openWrittenTrail();
});
beforeEach(() => room.putBack());
afterAll(() => room[Symbol.asyncDispose]());

test('an untouched trail is sound', async () => {
  expect(await room.verify()).toMatchObject({ entries: 6, heads: 8, findings: [], notes: [] });
});

describe('a record changed is found, whichever column it is', () => {
  test.each([
    ['at', `at + interval '1 microsecond'`],
    ['at', `'infinity'`],
    ['gateway_id', `'gateway-2'`],
    ['request_id', `'other'`],
    ['subject', `'officer-2'`],
    ['subject', 'null'],
    ['role', `'auditor'`],
    ['client', `'other'`],
    ['units', `'{30}'`],
    ['units', `'{}'`],
    ['purpose', `'REPORTING'`],
    ['case_reference', `'HS-2022-18'`],
    ['reason', `'a reason'`],
    ['operation_name', `'Other'`],
    ['operation_hash', `'b'`],
    ['fields', `'{Child.fullName}'`],
    ['child_count', '1'],
    ['child_nos', `'{3,5}'`],
    ['child_nos', `'{4,3}'`],
    ['departments', `'{}'`],
    ['departments', `'{"registry": "TIMEOUT"}'`],
    ['emergency_ids', `'{7b0f2b62-7c5a-4c1e-9c1c-3f0d0f8f5a11}'`],
    ['outcome', `'REFUSED'`],
    ['code', `'X'`],
    ['commit_no', '4'],
    ['hash', `'\\x00'`],
    ['previous_hash', `'\\x00'`],
  ])('%s = %s', async (column, value) => {
    await room.sql(`update access_record set ${column} = ${value} where position = 3`);
    const { findings } = await room.verify();
    expect(findings[0]).toEqual(finding('RECORD_CHANGED', /^record 3 changed$/));
  });

  test('departments written in another shape, which only whoever owns the table could', async () => {
    const reshape = `update access_record set departments = '[["registry", "ANSWERED"]]' where position = 3`;
    await expect(room.sql(reshape)).rejects.toThrow(/departments_by_name/);
    await room.sql('alter table access_record drop constraint departments_by_name');
    await room.sql(reshape);
    const { findings } = await room.verify();
    expect(findings).toEqual([finding('RECORD_CHANGED', /^record 3 changed$/)]);
  });

  test.each([
    ['statement', `'child hurt'`],
    ['subject', `'officer-2'`],
    ['child_no', '8'],
    ['expires_at', `expires_at + interval '1 hour'`],
  ])('%s = %s of an emergency', async (column, value) => {
    await room.sql(`update emergency_event set ${column} = ${value} where position = 4`);
    const { findings } = await room.verify();
    expect(findings).toEqual([finding('RECORD_CHANGED', /^record 4 changed$/)]);
  });

  test('the bitmap of many children', async () => {
    await using other = await openTestTrail();
    const trail = await other.start();
    await trail.record(access({ childNos: Array.from({ length: 5_000 }, (_, index) => index) }));
    await other.sql('update access_record set child_bits = set_bit(child_bits, 77, 0)');
    const { findings } = await other.verify();
    expect(findings).toEqual([finding('RECORD_CHANGED', /^record 1 changed$/)]);
  });
});

describe('hashes made to fit are found by the signed heads', () => {
  test('those of the changed record alone', async () => {
    await room.sql(`update access_record set subject = 'officer-2' where position = 3`);
    await room.rewriteHashes(3, 3);
    expect((await room.verify()).findings[0]).toEqual(
      finding('RECORDS_REWRITTEN', /^record 3 rewritten/),
    );
  });

  test('those of every record after it too', async () => {
    await room.sql(`update access_record set subject = 'officer-2' where position = 3`);
    await room.rewriteHashes(3);
    expect((await room.verify()).findings[0]).toEqual(
      finding('RECORDS_REWRITTEN', /^record 3 rewritten/),
    );
  });

  test('those of the last record', async () => {
    await room.sql(`update access_record set child_nos = '{8}' where position = 6`);
    await room.rewriteHashes(6);
    expect((await room.verify()).findings).toEqual([
      finding('RECORDS_REWRITTEN', /^record 6 rewritten/),
    ]);
  });
});
