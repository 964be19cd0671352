import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Kysely } from 'kysely';
import { connect } from '../../../shared/database/connect.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { KeptIndex } from '../links/kept-index.ts';
import { matchRecord } from '../matching/match.ts';
import type { IncomingRecord } from '../matching/record.ts';
import type { Tables } from '../tables.ts';
import { ofChau } from './links.fixture.ts';
import { identify, register, settle } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
let db: Kysely<Tables>;
let kept: KeptIndex;
beforeAll(async () => {
  department = await openDepartment(subgraph);
  await register(department, 1, 'Đỗ Minh Châu');
  await settle(department, 1, '10507@start', '2016-01-01');
  await department.sql(
    "insert into guardian (child_no, position, relationship, full_name) values (1, 1, 'MOTHER', 'Vũ Bích Ngà')",
  );
  db = connect<Tables>({ url: department.databaseUrl });
  kept = new KeptIndex(db);
});
afterAll(async () => {
  await db.destroy();
  await department[Symbol.asyncDispose]();
});

/** Whom the matcher finds, in the register as it is now. */
async function found(record: IncomingRecord): Promise<number | string> {
  const decision = matchRecord(record, await kept.now());
  return decision.outcome === 'LINK' ? decision.link.childNo : decision.outcome;
}

const byNumber = (system: string, value: string): IncomingRecord => ({
  identifiers: [{ system, value }],
  fullName: null,
  dateOfBirth: null,
  birthYear: null,
  sex: null,
  commune: null,
  motherName: null,
});

test('whatever is written is in the next asking', async () => {
  expect(await found(ofChau)).toBe(1);

  await department.sql(
    "update child set given_name = 'Yến', middle_name = 'Hải' where child_no = 1",
  );
  expect(await found(ofChau)).toBe('REVIEW');
  expect(await found({ ...ofChau, fullName: 'Đỗ Hải Yến' })).toBe(1);

  await register(department, 2, 'Nghiêm Đăng Khôi', { sex: 'MALE', date_of_birth: '2014-02-03' });
  await identify(department, 2, 'PERSONAL_ID', '030214000002');
  await department.sql('update child set recorded_at = now() where child_no = 2');
  expect(await found(byNumber('PERSONAL_ID', '030214000002'))).toBe(2);
  expect((await kept.now()).size).toBeGreaterThanOrEqual(2);

  await department.sql('update child set merged_into = 1 where child_no = 2');
  expect(await found(byNumber('PERSONAL_ID', '030214000002'))).toBe(1);
  expect(await found(byNumber('REGISTER_NUMBER', '00000000020'))).not.toBe(2);
});

test('a register that was written as a whole is read anew', async () => {
  await department.sql('truncate child cascade');
  expect(await found(ofChau)).toBe('NONE');
  await register(department, 5, 'Đỗ Minh Châu');
  expect(await found({ ...ofChau, commune: null, motherName: null })).not.toBe('NONE');
});
