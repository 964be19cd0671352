import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Kysely } from 'kysely';
import {
  findSeenOperations,
  forgetOldUses,
  keepUses,
} from '../../gateway/control/operations-seen.ts';
import type { Tables } from '../../gateway/control/tables.ts';
import { hashOfText } from '../../gateway/usage/normalise-operation.ts';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { connect } from '../../shared/database/connect.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { vietnamClock } from '../../shared/time/clock.ts';
import { addDays } from '../../shared/time/day.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

let graph: Graph;
let db: Kysely<Tables>;
beforeAll(async () => {
  graph = await startGraph();
  db = connect<Tables>({ url: graph.trace.controlUrl });
});
afterAll(async () => {
  await db.destroy();
  await graph[Symbol.asyncDispose]();
});

const today = vietnamClock.today();
const id = formatChildNumber(childNoOf('KNOWN_TO_ALL'));
const SECRET = 'PhamMinhAnh';

async function seen() {
  await graph.trace.control.usage.flush();
  return findSeenOperations(db, today);
}

test('what is asked is on record by client, with what it used and no value', async () => {
  const query = `query ${SECRET}($${SECRET}: ID!) { ${SECRET}: child(id: $${SECRET}) { swimming { canSwim } } }`;
  await graph.ask(query, { [SECRET]: id });
  await graph.ask(`{ child(id: "${id}") { swimming { canSwim } } }`);
  const service = await graph.headersFor({ persona: 'coordinator', purpose: 'SERVICE_DELIVERY' });
  await graph.ask(
    'query ($where: NutritionCriteria!) { cohort(unit: "30") { withNutrition(where: $where) { count } } }',
    { where: { stunted: true, measuredFrom: '2022-01-17' } },
    service,
  );
  const operations = await seen();
  const swimming = operations.find(({ coordinates }) => coordinates.includes('Child.swimming'));
  expect(swimming).toMatchObject({ lastSeenOn: today });
  expect(swimming?.coordinates).toEqual(
    expect.arrayContaining(['Query.child', 'Query.child(id:)', 'Swimming.canSwim']),
  );
  const nutrition = operations.find(({ text }) => text.includes('withNutrition'));
  expect(nutrition?.coordinates).toEqual(
    expect.arrayContaining(['NutritionCriteria.stunted', 'NutritionCriteria.measuredFrom']),
  );
  const { rows } = await db.executeQuery<{ all: string }>(
    db
      .selectFrom('operationUse')
      .innerJoin('operationSeen', 'operationSeen.hash', 'operationUse.hash')
      .selectAll()
      .compile(),
  );
  const everything = JSON.stringify(rows);
  for (const value of [SECRET, id, '2022-01-17', '"30"', 'true'])
    expect(everything).not.toContain(value);
});

test('what is refused before it is answered is not on record', async () => {
  await graph.ask('{ child(id: "1") { nothingSuch } }');
  await graph.ask('{ id: child(id: "1") { fullName } }');
  expect((await seen()).filter(({ text }) => /nothingSuch|fullName/.test(text))).toEqual([]);
});

test('requests are answered while nothing can be recorded, and what was asked waits', async () => {
  await db.schema.alterTable('operation_use').renameTo('operation_gone').execute();
  const { data } = await graph.ask(`{ child(id: "${id}") { dateOfBirth } }`);
  expect(data).toMatchObject({ child: { dateOfBirth: '2015-03-12' } });
  await graph.trace.control.usage.flush();
  await db.schema.alterTable('operation_gone').renameTo('operation_use').execute();
  const asked = (await seen()).filter(({ text }) => text.includes('{dateOfBirth}'));
  expect(asked).toMatchObject([{ count: 1, client: expect.any(String) }]);
});

test('90 days are kept and no more; equal uses add up', async () => {
  const text = '{old}';
  const use = (daysAgo: number, count: number, coordinates = ['Query.old']) => ({
    ...{ hash: hashOfText(text), text, client: 'tool', count, coordinates },
    day: addDays(today, -daysAgo),
  });
  await keepUses(db, [use(91, 1), use(90, 2), use(3, 4)]);
  await keepUses(db, [use(3, 10, ['Query.other'])]);
  expect(await findSeenOperations(db, today)).toContainEqual({
    ...{ text, client: 'tool', count: 16, lastSeenOn: addDays(today, -3) },
    coordinates: ['Query.old', 'Query.other'],
  });
  await forgetOldUses(db, today);
  const days = db.selectFrom('operationUse').select('day').where('client', '=', 'tool');
  expect((await days.execute()).map(({ day }) => day).sort()).toEqual([
    addDays(today, -90),
    addDays(today, -3),
  ]);
  await forgetOldUses(db, addDays(today, 200));
  expect(await db.selectFrom('operationSeen').selectAll().execute()).toEqual([]);
});
