import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askForChildren, register } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph);
});
afterAll(() => department[Symbol.asyncDispose]());

function open(id: string) {
  return department.ask('query ($id: ID!) { child(id: $id) { id fullName formerIds } }', { id });
}

describe('two numbers found to be one child', () => {
  beforeAll(async () => {
    await register(department, 1, 'Vũ Đức Anh');
    await register(department, 2, 'Vũ Đức Ánh', { merged_into: 1 });
    await register(department, 3, 'Vũ Đức An', { merged_into: 2 });
  });

  test('every number opens the kept child, which names the retired ones', async () => {
    const kept = {
      id: formatChildNumber(1),
      fullName: 'Vũ Đức Anh',
      formerIds: [formatChildNumber(2), formatChildNumber(3)],
    };
    for (const childNo of [1, 2, 3]) {
      const { data } = await open(formatChildNumber(childNo));
      expect(data).toEqual({ child: kept });
    }
  });

  test('a reference by a retired number is the kept child too', async () => {
    const { data } = await askForChildren(department, [3, 1, 2], 'fullName formerIds');
    const formerIds = [formatChildNumber(2), formatChildNumber(3)];
    const kept = { fullName: 'Vũ Đức Anh', formerIds };
    expect(data).toEqual({ _entities: [kept, kept, kept] });
  });

  test('what is known of the kept child is told by any number, and nothing of a retired one', async () => {
    await department.sql(
      `insert into guardian (child_no, position, relationship, full_name)
       values (1, 1, 'MOTHER', 'Vũ Thị Kept'), (2, 1, 'MOTHER', 'Vũ Thị Retired')`,
    );
    const told = { guardians: [{ fullName: 'Vũ Thị Kept' }] };
    for (const childNos of [[3], [2, 1], [1], [3, 2]]) {
      const { data } = await askForChildren(department, childNos, 'guardians { fullName }');
      expect(data).toEqual({ _entities: childNos.map(() => told) });
    }
  });

  test('a number cannot be found to be itself', async () => {
    await expect(register(department, 4, 'Vũ Đức Anh', { merged_into: 4 })).rejects.toThrow(
      'merged_into_another',
    );
  });
});
