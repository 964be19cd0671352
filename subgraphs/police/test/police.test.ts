import { expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { childNoOf } from '../../../shared/demo-province/story-of.ts';
import type { Story } from '../../../shared/demo-province/stories.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askFor, loaderStatements, QUESTION, report } from './police.fixture.ts';

test('where the holiday calendar does not reach, no due day is made up', async () => {
  await using department = await openDepartment(subgraph);
  await report(department);
  await department.sql(`delete from holiday_calendar where day = '2022-09-02'`);
  const without = await askFor(department, [1]);
  const unknown = { planDueOn: null, planClock: 'CALENDAR_MISSING', planInTime: null };
  expect(without.data).toMatchObject({ _entities: [{ abuseInterventions: [unknown] }] });
  await department.prepare();
  const restored = await askFor(department, [1]);
  expect(restored.data).toMatchObject({
    _entities: [{ abuseInterventions: [{ planDueOn: '2022-03-18' }] }],
  });
});

test('the holidays are those on record', async () => {
  await using department = await openDepartment(subgraph);
  await report(department);
  await department.sql(
    `insert into holiday_calendar values ('2022-03-15', 'Nghỉ đột xuất', false, 'CONFIRMED', 'test')`,
  );
  const { data } = await askFor(department, [1]);
  expect(data).toMatchObject({
    _entities: [{ abuseInterventions: [{ planDueOn: '2022-03-21' }] }],
  });
});

test('a report of several kinds, received by night, counts from the day in Việt Nam', async () => {
  await using department = await openDepartment(subgraph);
  await report(department, { reported_at: '2022-03-10T17:00:00Z', kind: ['NEGLECT', 'VIOLENCE'] });
  const { data } = await askFor(department, [1]);
  const answer = {
    reportedAt: '2022-03-10T17:00:00.000Z',
    kind: ['NEGLECT', 'VIOLENCE'],
    planDueOn: '2022-03-18',
  };
  expect(data).toMatchObject({ _entities: [{ abuseInterventions: [answer] }] });
});

test('reports come newest first', async () => {
  await using department = await openDepartment(subgraph);
  await report(department);
  await report(department, { id: 'XH-2', reported_at: '2022-05-01T00:00:00Z' });
  const { data } = await askFor(department, [1]);
  expect(data).toMatchObject({
    _entities: [{ abuseInterventions: [{ id: 'XH-2' }, { id: 'XH-1' }] }],
  });
});

test('the fixed cases', async () => {
  const cases: [Story, Record<string, unknown>[]][] = [
    [
      'INTERVENTION_IN_TIME',
      [{ hoursToEmergencyMeasures: 5.5, emergencyMeasuresInTime: true, criminalCase: true }],
    ],
    [
      'INTERVENTION_TOO_LATE',
      [{ hoursToEmergencyMeasures: 19, emergencyMeasuresInTime: false, planDueOn: '2022-05-09' }],
    ],
    [
      'INTERVENTION_OPEN',
      [
        {
          status: 'ASSESSED',
          emergencyClock: 'RUNNING',
          planClock: 'RUNNING',
          planDueOn: '2023-01-09',
          closedOn: null,
        },
      ],
    ],
    ['KNOWN_TO_ALL', [{ emergencyMeasuresInTime: true, planInTime: true, criminalCase: true }]],
    ['LEGAL_AID_GIVEN', [{ criminalCase: true }]],
    ['LEGAL_AID_NOT_GIVEN', [{ criminalCase: true }]],
    ['KNOWN_TO_ONE_ONLY', []],
  ];
  await using department = await openDepartment(subgraph, { children: 60 });
  const { data, errors } = await askFor(
    department,
    cases.map(([story]) => childNoOf(story)),
  );
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    _entities: cases.map(([, abuseInterventions]) => ({ abuseInterventions })),
  });
});

test('an unknown child has no reports; a mistyped number is refused', async () => {
  await using department = await openDepartment(subgraph);
  const unknown = await askFor(department, [4_000_000_000]);
  expect(unknown).toMatchObject({ data: { _entities: [{ abuseInterventions: [] }] } });
  const id = formatChildNumber(1).replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
  const mistyped = await department.ask(QUESTION, { children: [{ __typename: 'Child', id }] });
  expect(mistyped.errors).toMatchObject([{ extensions: { code: 'INVALID_CHILD_NUMBER' } }]);
});

test('fifty children cost as many statements as one', async () => {
  await using department = await openDepartment(subgraph, { children: 60 });
  await askFor(department, [1]);
  department.statements.length = 0;
  await askFor(department, [1]);
  expect(loaderStatements(department)).toBe(2);
  department.statements.length = 0;
  await askFor(
    department,
    Array.from({ length: 50 }, (_, index) => index + 1),
  );
  expect(loaderStatements(department)).toBe(2);
});

test('unlinked reports are counted, and told of no child', async () => {
  await using department = await openDepartment(subgraph);
  await report(department, { child_no: null });
  const { data, extensions } = await askFor(department, [1]);
  expect(data).toMatchObject({ _entities: [{ abuseInterventions: [] }] });
  expect(extensions?.dataState).toMatchObject({ unlinkedRecords: 1 });
});

test('migrations go up, down and up again, and leave no table behind', async () => {
  await using department = await openDepartment(subgraph);
  const tables = `select table_name from information_schema.tables
    where table_schema = 'public' and table_name not like 'kysely%' order by 1`;
  const before = await department.sql(tables);
  expect(before).toHaveLength(5);
  await department.migrateDown();
  expect(await department.sql(tables)).toEqual([]);
  await department.prepare();
  expect(await department.sql(tables)).toEqual(before);
});
