import { expect, test } from '@jest/globals';
import { inBatches } from './in-batches.ts';

/** Answers each key with its double, when told to. */
function answerer() {
  const asked: { keys: number[]; answer: () => void; fail: () => void }[] = [];
  const ask = (keys: number[]) =>
    new Promise<number[]>((resolve, reject) => {
      const answer = () => {
        resolve(keys.map((key) => key * 2));
      };
      const fail = () => {
        reject(new Error('away'));
      };
      asked.push({ keys, answer, fail });
    });
  return { ask, asked };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('what is asked while a batch is on its way goes with the next, each with its own answer', async () => {
  const { ask, asked } = answerer();
  const load = inBatches(ask, 1);
  const first = load(1);
  await nextTurn();
  const others = Promise.all([load(2), load(3)]);
  await nextTurn();
  expect(asked.map(({ keys }) => keys)).toEqual([[1]]);
  asked[0]?.answer();
  expect(await first).toBe(2);
  await nextTurn();
  expect(asked.map(({ keys }) => keys)).toEqual([[1], [2, 3]]);
  asked[1]?.answer();
  expect(await others).toEqual([4, 6]);
});

test('a batch that fails fails those in it, and the next one is sent', async () => {
  const { ask, asked } = answerer();
  const load = inBatches(ask, 1);
  const first = load(1);
  await nextTurn();
  const second = load(2);
  asked[0]?.fail();
  await expect(first).rejects.toThrow('away');
  await nextTurn();
  asked[1]?.answer();
  expect(await second).toBe(4);
});
