import { expect, test } from '@jest/globals';
import { createDataStateCache } from './data-state-cache.ts';

/** A department whose state is what it was when it was asked; each asking ends when told to. */
function slowDepartment() {
  const ends: (() => void)[] = [];
  let unlinkedRecords = 0;
  return {
    ends,
    change: () => {
      unlinkedRecords += 1;
    },
    find: async () => {
      const found = { freshAsOf: null, unlinkedRecords };
      await new Promise<void>((resolve) => ends.push(resolve));
      return found;
    },
  };
}

test('a state is kept until it is forgotten, and is then what it has become', async () => {
  const { find, ends, change } = slowDepartment();
  const cache = createDataStateCache(find);
  const first = cache.read();
  ends[0]?.();
  expect(await first).toMatchObject({ unlinkedRecords: 0 });
  change();
  expect(await cache.read()).toMatchObject({ unlinkedRecords: 0 });
  cache.forget();
  const second = cache.read();
  ends[1]?.();
  expect(await second).toMatchObject({ unlinkedRecords: 1 });
});

test('what was asked for before it was forgotten does not come back', async () => {
  const { find, ends, change } = slowDepartment();
  const cache = createDataStateCache(find);
  void cache.read();
  change();
  cache.forget();
  const after = cache.read();
  ends[1]?.();
  expect(await after).toMatchObject({ unlinkedRecords: 1 });
  ends[0]?.();
  await new Promise(setImmediate);
  expect(await cache.read()).toMatchObject({ unlinkedRecords: 1 });
});
