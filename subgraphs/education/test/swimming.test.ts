import { describe, expect, test } from '@jest/globals';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askFor, assess } from './education.fixture.ts';

describe('swimming', () => {
  test('counts from the day it was shown, and a weaker assessment takes nothing away', async () => {
    await using department = await openDepartment(subgraph);
    await assess(department);
    await assess(department, {
      id: 'BOI-2',
      assessed_on: '2022-08-01',
      taught: false,
      distance_metres: 5,
    });
    const before = await askFor(department, [1], '2022-06-09');
    const shown = await askFor(department, [1], '2022-06-10');
    const after = await askFor(department, [1], '2022-08-01');
    const nothing = {
      taught: false,
      canSwim: false,
      selfRescue: false,
      safeSwimmer: false,
      canSwimNow: true,
    };
    expect(before.data).toMatchObject({ _entities: [{ swimming: nothing }] });
    expect(shown.data).toMatchObject({
      _entities: [{ swimming: { taught: true, canSwim: true, safeSwimmer: false } }],
    });
    expect(after.data).toMatchObject({
      _entities: [
        { swimming: { canSwim: true, assessments: [{ canSwim: false }, { canSwim: true }] } },
      ],
    });
  });

  test('is not put together from two assessments', async () => {
    await using department = await openDepartment(subgraph);
    await assess(department, { distance_metres: 60, treading_seconds: 130 });
    await assess(department, { id: 'BOI-2', self_rescue: true });
    const { data } = await askFor(department, [1]);
    expect(data).toMatchObject({
      _entities: [{ swimming: { canSwim: true, selfRescue: true, safeSwimmer: false } }],
    });
  });

  test('an assessment by an unlisted standard is refused', async () => {
    await using department = await openDepartment(subgraph);
    await expect(assess(department, { standard: 'HOME_MADE' })).rejects.toThrow('foreign key');
  });

  test('the thresholds are those of the standard on record, brought back at each start', async () => {
    await using department = await openDepartment(subgraph);
    await assess(department);
    await department.sql('update swimming_standard set swim_distance_metres = 26');
    const changed = await askFor(department, [1]);
    await department.prepare();
    const restored = await askFor(department, [1]);
    expect(changed.data).toMatchObject({ _entities: [{ swimming: { canSwim: false } }] });
    expect(restored.data).toMatchObject({ _entities: [{ swimming: { canSwim: true } }] });
  });
});
