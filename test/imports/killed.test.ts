import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { cards, openDesk } from './desk.fixture.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

const COMMAND = ['health', 'insurance-cards', 'new.csv'];
const BEFORE = [{ issued_on: '2022-01-02', count: 2_000 }];
const AFTER = [{ issued_on: '2022-02-02', count: 30_000 }];

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await desk.write('old.csv', cards(2_000, '2022-01-02'));
  await desk.write('new.csv', cards(30_000, '2022-02-02'));
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.sql('truncate health_insurance_card');
  const { output } = await desk.run('health', 'insurance-cards', 'old.csv');
  expect(output).toContain('read 2000 = new 2000');
});

/** Starts the import while another session holds `statement`'s lock, and kills it where it waits for that. */
async function killWhereItWaits(statement: string, waiting: RegExp): Promise<void> {
  const other = new Client({ connectionString: desk.databaseUrl });
  await other.connect();
  await other.query('begin');
  await other.query(statement);
  await using program = desk.start(...COMMAND);
  await program.until(async () => {
    const found = await desk.statement();
    return found?.['wait_event_type'] === 'Lock' && waiting.test(String(found['query']));
  });
  await program.signalGroup('SIGKILL');
  await other.query('rollback');
  await other.end();
  await desk.isOver();
}

test.each([
  [
    'before it begins to write',
    'lock table health_insurance_card in row exclusive mode',
    /^lock table/,
  ],
  [
    'while it changes what is there',
    "select from health_insurance_card where number = '0000001000' for update",
    /^update "health_insurance_card"/,
  ],
  [
    'while what it did is noted for cohorts',
    'lock table cohort_change',
    /^update "health_insurance_card"/,
  ],
])(
  'killed %s, it leaves all as before, and the next run does all of it',
  async (_, statement, waiting) => {
    await killWhereItWaits(statement, waiting);
    expect(await desk.counts()).toEqual(BEFORE);
    expect(desk.exists('new.csv.rejected.csv')).toBe(false);
    const { status, output } = await desk.run(...COMMAND);
    expect(status).toBe(0);
    expect(output).toContain('read 30000 = new 28000 + changed 2000 + same 0 + rejected 0');
    expect(await desk.counts()).toEqual(AFTER);
  },
  60_000,
);

test('killed at any moment after it began, it leaves all as before or all as after', async () => {
  const found: unknown[] = [];
  for (const milliseconds of [0, 150, 400, 800]) {
    await using program = desk.start(...COMMAND);
    await program.until(async () => (await desk.statement()) !== null);
    await sleep(milliseconds);
    await program.signalGroup('SIGKILL');
    await desk.isOver();
    found.push(await desk.counts());
  }
  for (const counts of found) expect([BEFORE, AFTER]).toContainEqual(counts);
}, 60_000);
