import { expect, test } from '@jest/globals';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { report } from './police.fixture.ts';

test.each([
  ['measures_not_before_the_report', { emergency_measures_at: '2022-03-11T10:29:59+07:00' }],
  ['steps_not_before_the_report', { assessed_on: '2022-03-10' }],
  ['channel_is_known', { channel: 'NEIGHBOUR' }],
  ['kinds_are_known', { kind: [] }],
  ['kinds_are_known', { kind: ['VIOLENCE', 'BAD_LUCK'] }],
  ['unfounded_is_closed', { unfounded: true }],
  ['unfounded_is_no_crime', { unfounded: true, criminal_case: true, closed_on: '2022-03-12' }],
  ['emergency_is_found_by_assessment', { emergency_found: true }],
])('the database refuses what cannot be: %s %o', async (constraint, facts) => {
  await using department = await openDepartment(subgraph);
  await expect(report(department, facts)).rejects.toThrow(constraint);
});

test('a step on the day of a report received by night in UTC is none before it', async () => {
  await using department = await openDepartment(subgraph);
  await report(department, { reported_at: '2022-03-10T17:00:00Z', assessed_on: '2022-03-11' });
  await expect(
    report(department, {
      id: 'XH-2',
      reported_at: '2022-03-10T17:00:00Z',
      assessed_on: '2022-03-10',
    }),
  ).rejects.toThrow('steps_not_before_the_report');
});
