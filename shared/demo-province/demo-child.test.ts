import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../time/day.ts';
import { PROVINCE_DAY, demoChild } from './demo-child.ts';
import { stories } from './stories.ts';
import { childNoOf, storyCount, storyOf } from './story-of.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const numbers = fc.integer({ min: 1, max: 1_000_000 });

describe('an invented child', () => {
  test('is the same for the same seed and number', () => {
    fc.assert(
      fc.property(seeds, numbers, (seed, childNo) => {
        expect(demoChild(seed, childNo)).toEqual(demoChild(seed, childNo));
      }),
    );
  });

  test('lives a life in order, and none of it after the province day', () => {
    fc.assert(
      fc.property(seeds, numbers, (seed, childNo) => {
        const { dateOfBirth, homes, registeredOn, diedOn, departedOn, harm } = demoChild(
          seed,
          childNo,
        );
        for (const day of [registeredOn, diedOn, departedOn]) {
          if (day !== null) expect(day >= dateOfBirth && day <= PROVINCE_DAY).toBe(true);
        }
        expect(homes[0]?.from).toBe(dateOfBirth);
        homes.forEach((home, index) => {
          const next = homes[index + 1];
          expect(home.to).toBe(
            next === undefined ? (departedOn ?? diedOn) : addDays(next.from, -1),
          );
        });
        if (registeredOn !== null)
          expect(registeredOn <= (departedOn ?? diedOn ?? PROVINCE_DAY)).toBe(true);
        if (harm !== null) expect(harm.at.toISOString() > dateOfBirth).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('differs from seed to seed, but for the fixed cases', () => {
    const names = (seed: number) =>
      Array.from({ length: 200 }, (_, index) => demoChild(seed, index + 100).givenName);
    expect(names(1)).not.toEqual(names(2));
  });
});

describe('the fixed cases', () => {
  test.each(Object.keys(stories))('%s is told under its number, whatever the seed', (name) => {
    const found = Array.from({ length: storyCount }, (_, index) => storyOf(index + 1)).find(
      (told) => told?.story === name,
    );
    expect(found?.facts.tells).toMatch(/\w/);
    const childNo = found ? childNoOf(found.story) : 0;
    expect(demoChild(1, childNo)).toMatchObject({
      story: name,
      dateOfBirth: found?.facts.dateOfBirth,
    });
    expect(demoChild(2, childNo).dateOfBirth).toBe(demoChild(1, childNo).dateOfBirth);
  });

  test('twins share birthday, family and home', () => {
    const [first, second] = [
      demoChild(3, childNoOf('TWIN_FIRST')),
      demoChild(3, childNoOf('TWIN_SECOND')),
    ];
    expect(second.mother).toEqual(first.mother);
    expect(second.homes).toEqual(first.homes);
    expect(second.givenName).not.toBe(first.givenName);
  });
});
