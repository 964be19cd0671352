import { expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';

test('a mistyped register number among many costs itself only', async () => {
  await using department = await openDepartment(subgraph, { children: 30 });
  const ids = [formatChildNumber(1), '00000000011', formatChildNumber(2)];
  const { data, errors } = await department.ask(
    'query ($children: [_Any!]!) { _entities(representations: $children) { ... on Child { id } } }',
    { children: ids.map((id) => ({ __typename: 'Child', id })) },
  );
  expect(data).toEqual({ _entities: [{ id: ids[0] }, null, { id: ids[2] }] });
  expect(errors).toEqual([
    expect.objectContaining({
      path: ['_entities', 1],
      extensions: expect.objectContaining({ code: 'INVALID_CHILD_NUMBER' }),
    }),
  ]);
});
