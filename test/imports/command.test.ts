import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cards, openDesk } from './desk.fixture.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await desk.write('cards.csv', cards(50, '2022-01-02'));
  await desk.write('mixed.csv', cards(3, '2022-01-02').replace('0000000002', 'TE1'));
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});

test('tried, done, done again', async () => {
  const tried = await desk.run('health', 'insurance-cards', 'cards.csv', '--dry-run');
  expect(tried.output).toContain('read 50 = new 50 + changed 0 + same 0 + rejected 0');
  expect(tried.output).toContain('dry run: nothing was written');
  expect(await desk.counts()).toEqual([]);
  const done = await desk.run('health', 'insurance-cards', 'cards.csv');
  expect(done).toMatchObject({ status: 0 });
  expect(done.output).toMatch(/insurance-cards 50\/50 rows, \d+\/s/);
  expect(done.output).toContain('đọc 50 = mới 50 + sửa 0 + giữ nguyên 0 + từ chối 0');
  const again = await desk.run('health', 'insurance-cards', 'cards.csv');
  expect(again.output).toContain('read 50 = new 0 + changed 0 + same 50 + rejected 0');
}, 60_000);

test('all or nothing ends with status 1 and says where the reasons are', async () => {
  await desk.sql('truncate health_insurance_card');
  const { status, output } = await desk.run(
    'health',
    'insurance-cards',
    'mixed.csv',
    '--all-or-nothing',
  );
  expect(status).toBe(1);
  expect(output).toContain(`since 1 rows are wrong; see ${desk.fileOf('mixed.csv.rejected.csv')}`);
  expect(await desk.counts()).toEqual([]);
  expect(await readFile(desk.fileOf('mixed.csv.rejected.csv'), 'utf8')).toContain(
    '3,Số thẻ BHYT,TE1',
  );
}, 60_000);

test.each([
  [[], 0, /health insurance-cards {3}thẻ bảo hiểm y tế/],
  [['health', 'insurance-cards'], 0, /\* Số thẻ BHYT \/ Card number/],
  [['wealth'], 1, /There is no "wealth" to import/],
  [['health', 'insurance-cards', 'cards.csv', '--dry'], 1, /'--dry'/],
  [['health', 'insurance-cards', 'none.csv'], 1, /none\.csv \(ENOENT\)/],
  [['police', 'interventions', 'cards.csv'], 1, /-- health insurance-cards, hoặc/],
])(
  'given %j, it ends with status %d and a sentence',
  async (args, expected, sentence) => {
    const { status, output } = await desk.run(...args);
    expect(output).toMatch(sentence);
    expect(output).not.toMatch(/^ +at /m);
    expect(status).toBe(expected);
  },
  60_000,
);
