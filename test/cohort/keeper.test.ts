import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import { subgraph } from '../../subgraphs/health/index.ts';
import { openDepartment } from '../harness/open-department.ts';
import { DAY, openKeeper } from './keeper.fixture.ts';
import type { KeeperProgram } from './keeper.fixture.ts';

type Department = Awaited<ReturnType<typeof openDepartment>>;

const WRITERS = 3;
const CHILDREN = 12;

let numbers = 0;

/** A statement that changes somebody's cards. */
const statement = fc.oneof(
  fc
    .record({ childNo: fc.nat(CHILDREN), day: fc.constantFrom(DAY, '2021-01-01') })
    .map(({ childNo, day }) => {
      numbers += 1;
      return `insert into health_insurance_card (number, child_no, beneficiary_code, benefit_level, issued_on, valid_from)
        values ('${String(numbers).padStart(10, '0')}', ${childNo}, 'HS', 4, '${day}', '2022-01-01')`;
    }),
  fc
    .nat(CHILDREN)
    .map((childNo) => `delete from health_insurance_card where child_no = ${childNo}`),
  fc
    .tuple(fc.nat(CHILDREN), fc.nat(CHILDREN))
    .map(
      ([from, to]) => `update health_insurance_card set child_no = ${to} where child_no = ${from}`,
    ),
  fc
    .nat(CHILDREN)
    .map(
      (childNo) =>
        `update health_insurance_card set issued_on = '${DAY}' where child_no = ${childNo}`,
    ),
);

const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      by: fc.nat(WRITERS - 1),
      statement,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('commit' as const, 'rollback' as const),
      by: fc.nat(WRITERS - 1),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ask' as const), program: fc.nat(1) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('restart' as const), program: fc.nat(1) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'prune' as const }) },
);

async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

async function fromDatabase(department: Department): Promise<number[]> {
  const rows = await department.sql(
    'select distinct child_no::int from health_insurance_card where issued_on = $1 and child_no is not null order by 1',
    [DAY],
  );
  return rows.map((row) => Number(row['child_no']));
}

/** As if everything in the log were older than an hour. */
async function age(department: Department): Promise<void> {
  await department.sql(`update cohort_change set written_at = now() - interval '2 hours'`);
}

describe('two programs that keep the records of one database', () => {
  test('answer what is committed, whoever writes, commits late, or starts anew', async () => {
    await using department = await openDepartment(subgraph);
    const url = department.databaseUrl;
    const writers = await Promise.all(Array.from({ length: WRITERS }, () => connectTo(url)));
    for (const writer of writers) await writer.query(`set lock_timeout = '20ms'`);
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
        const programs: KeeperProgram[] = [openKeeper(url), openKeeper(url)];
        const inTransaction = new Set<Client>();
        const finish = async (writer: Client | undefined, how: string) => {
          if (writer !== undefined && inTransaction.delete(writer)) await writer.query(how);
        };
        for (const step of actions) {
          if (step.kind === 'write') {
            const writer = writers[step.by];
            if (writer !== undefined && !inTransaction.has(writer)) {
              await writer.query('begin');
              inTransaction.add(writer);
            }
            // One that waits for another's row gives up, and its transaction with it.
            await writer?.query(step.statement).catch(() => finish(writer, 'rollback'));
          } else if (step.kind === 'ask') {
            expect(await programs[step.program]?.ask()).toEqual(await fromDatabase(department));
          } else if (step.kind === 'restart') {
            await programs[step.program]?.close();
            programs[step.program] = openKeeper(url);
          } else if (step.kind === 'prune') await age(department);
          else await finish(writers[step.by], step.kind);
        }
        for (const writer of writers) await finish(writer, 'commit');
        for (const program of programs) {
          expect(await program.ask()).toEqual(await fromDatabase(department));
          await program.close();
        }
      }),
      { numRuns: 25 },
    );
    await Promise.all(writers.map((writer) => writer.end()));
  }, 60_000);
});

async function insert(department: Department, childNos: readonly number[], day = DAY) {
  for (const childNo of childNos) {
    numbers += 1;
    await department.sql(
      `insert into health_insurance_card (number, child_no, beneficiary_code, benefit_level, issued_on, valid_from)
       values ($1, $2, 'HS', 4, $3, '2022-01-01')`,
      [String(numbers).padStart(10, '0'), childNo, day],
    );
  }
}

describe('a program that keeps records', () => {
  test('starts from what was saved, and reads only what changed since', async () => {
    await using department = await openDepartment(subgraph);
    await insert(department, [1, 2, 3]);
    const first = openKeeper(department.databaseUrl);
    expect(await first.ask()).toEqual([1, 2, 3]);
    await first.close();
    await insert(department, [7]);
    const second = openKeeper(department.databaseUrl);
    expect(await second.ask()).toEqual([1, 2, 3, 7]);
    const readings = second.statements.filter((text) =>
      text.includes('from health_insurance_card'),
    );
    expect(readings.every((text) => text.includes('any('))).toBe(true);
    await second.close();
  });

  test('that slept while the log was thrown away reads everything again', async () => {
    await using department = await openDepartment(subgraph);
    await insert(department, [1]);
    const sleeper = openKeeper(department.databaseUrl);
    expect(await sleeper.ask()).toEqual([1]);
    await insert(department, [2]);
    await age(department);
    await department.sql(
      `with gone as (delete from cohort_change returning xid)
       update cohort_log set gone_up_to = (select xid from gone order by xid desc limit 1)`,
    );
    expect(await sleeper.ask()).toEqual([1, 2]);
    await sleeper.close();
  });

  test('trusts nothing that was saved in another form, or by another server', async () => {
    await using department = await openDepartment(subgraph);
    await insert(department, [1]);
    for (const [position, content] of [
      ['1', 'not columns'],
      ['9000000000', 'not columns'],
    ]) {
      await department.sql(
        `insert into cohort_snapshot values ('health_insurance_card', $1::text::xid8, $2)
         on conflict (topic) do update set position = excluded.position, content = excluded.content`,
        [position, Buffer.from(content ?? '')],
      );
      const program = openKeeper(department.databaseUrl);
      expect(await program.ask()).toEqual([1]);
      await program.close();
    }
  });

  test('sees a table emptied', async () => {
    await using department = await openDepartment(subgraph);
    await insert(department, [1]);
    const program = openKeeper(department.databaseUrl);
    expect(await program.ask()).toEqual([1]);
    await department.sql('truncate health_insurance_card');
    expect(await program.ask()).toEqual([]);
    await program.close();
  });

  test('tells how far it is, and waits for what loads', async () => {
    await using department = await openDepartment(subgraph);
    await insert(department, [4]);
    const program = openKeeper(department.databaseUrl);
    expect(program.keeper.state).toBe('NOT_LOADED');
    program.keeper.start();
    expect(await program.ask()).toEqual([4]);
    expect(program.keeper.state).toBe('READY');
    await program.close();
  });
});
