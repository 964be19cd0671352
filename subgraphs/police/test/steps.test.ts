import { describe, expect, test } from '@jest/globals';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askFor, report } from './police.fixture.ts';

describe('the steps of a case', () => {
  const assessed = { assessed_on: '2022-03-11', emergency_found: true };
  const measured = { ...assessed, emergency_measures_at: '2022-03-11T22:30:00+07:00' };
  const planned = { ...measured, plan_approved_on: '2022-03-21' };

  test.each([
    [
      'received',
      {},
      { status: 'RECEIVED', emergencyClock: 'NOT_ASSESSED', emergencyMeasuresInTime: null },
    ],
    [
      'assessed',
      assessed,
      { status: 'ASSESSED', emergencyClock: 'MISSED', emergencyMeasuresInTime: false },
    ],
    [
      'measures taken after twelve hours to the minute',
      measured,
      {
        status: 'MEASURES_TAKEN',
        hoursToEmergencyMeasures: 12,
        emergencyMeasuresInTime: true,
        planClock: 'MISSED',
      },
    ],
    [
      'plan approved a working day late',
      planned,
      {
        status: 'PLAN_APPROVED',
        planDueOn: '2022-03-18',
        planApprovedOn: '2022-03-21',
        planInTime: false,
      },
    ],
    [
      'closed',
      { ...planned, closed_on: '2022-09-01' },
      { status: 'CLOSED', closedOn: '2022-09-01' },
    ],
    [
      'unfounded',
      {
        assessed_on: '2022-03-11',
        emergency_found: false,
        closed_on: '2022-03-12',
        unfounded: true,
      },
      { status: 'UNFOUNDED', planClock: 'NOT_OWED', planInTime: null, emergencyClock: 'NOT_OWED' },
    ],
  ])('%s', async (_, facts, answer) => {
    await using department = await openDepartment(subgraph);
    await report(department, facts);
    const { data, errors } = await askFor(department, [1]);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ _entities: [{ abuseInterventions: [answer] }] });
  });

  test('a limit that is not past is still running', async () => {
    await using department = await openDepartment(subgraph, { clock: '2022-03-11' });
    await report(department, assessed);
    const { data } = await askFor(department, [1]);
    const running = {
      emergencyClock: 'RUNNING',
      emergencyMeasuresInTime: null,
      planClock: 'RUNNING',
      planInTime: null,
    };
    expect(data).toMatchObject({ _entities: [{ abuseInterventions: [running] }] });
  });
});
