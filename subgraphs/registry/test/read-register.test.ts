import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { connect } from '../../../shared/database/connect.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { readRegister } from '../links/read-register.ts';
import { REGISTER_NUMBER } from '../matching/identifiers.ts';
import { matchRecord } from '../matching/match.ts';
import type { KnownAs } from '../matching/record.ts';
import { readChildren } from '../queries/register-for-matching.ts';
import type { Tables } from '../tables.ts';
import { identify } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
let db: ReturnType<typeof connect<Tables>>;
beforeAll(async () => {
  department = await openDepartment(subgraph, { children: 300 });
  db = connect<Tables>({ url: department.databaseUrl });
});
afterAll(async () => {
  await db.destroy();
  await department[Symbol.asyncDispose]();
});

async function children() {
  const read = [];
  for await (const child of readChildren(db)) read.push(child);
  return read;
}

function valuesOf(identifiers: readonly KnownAs[]): string[] | null {
  const values = identifiers.filter(({ system }) => system !== REGISTER_NUMBER);
  return values.length === 0 ? null : values.map(({ value }) => value);
}

test('every child is read once, without the retired numbers', async () => {
  const rows = await department.sql(
    `select child_no::int, date_of_birth::text, sex, (select array_agg(value order by system) from identifier i where i.child_no = child.child_no) as identifiers,
       (select array_agg(split_part(unit_id, '@', 1) order by started_on desc) from residence r where r.child_no = child.child_no) as communes,
       (select full_name from guardian g where g.child_no = child.child_no and relationship = 'MOTHER') as mother
     from child where merged_into is null order by child_no`,
  );
  const read = await children();
  expect(read.length).toBeGreaterThan(290);
  expect(
    read.map(({ childNo, dateOfBirth, sex, identifiers, communes, motherName }) => ({
      child_no: childNo,
      date_of_birth: dateOfBirth,
      sex,
      identifiers: valuesOf(identifiers),
      communes: communes.length === 0 ? null : communes,
      mother: motherName,
    })),
  ).toEqual(rows);
});

test('a retired number, and an identifier of it, leads to the child it was found to be', async () => {
  const [retired] = await department.sql(
    'select child_no::int as no, merged_into::int as kept from child where merged_into is not null',
  );
  await identify(department, Number(retired?.['no']), 'PUPIL_CODE', '9999999999');
  const kept = (await children()).find(({ childNo }) => childNo === retired?.['kept']);
  expect(kept?.identifiers).toEqual(
    expect.arrayContaining([
      { system: 'PUPIL_CODE', value: '9999999999' },
      { system: REGISTER_NUMBER, value: formatChildNumber(Number(retired?.['no'])) },
    ]),
  );
});

test('every child with a mother and a home is found by what the register says of it', async () => {
  const index = await readRegister(db);
  const wrong = (await children())
    .filter(({ communes, motherName }) => communes.length > 0 && motherName !== null)
    .filter(({ childNo, fullName, dateOfBirth, sex, communes, motherName }) => {
      const record = { fullName, dateOfBirth, sex, motherName, commune: communes[0] ?? null };
      const decision = matchRecord({ ...record, identifiers: [], birthYear: null }, index);
      return decision.outcome !== 'LINK' || decision.link.childNo !== childNo;
    });
  expect(wrong).toEqual([]);
});
