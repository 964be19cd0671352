import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canSwim, isSafeSwimmer } from './judge.ts';
import { readSwimmingStandards } from './standards.ts';

const threeLevels = {
  swimDistanceMetres: 25,
  swimTreadingSeconds: 90,
  safeDistanceMetres: 50,
  safeTreadingSeconds: 120,
  safeNeedsSelfRescue: true,
  safeNeedsRescueKnowledge: true,
};
const best = { distanceMetres: 50, treadingSeconds: 120, rescueKnowledge: true, selfRescue: true };

test('the standards on file are the three-level scale of 2019', () => {
  expect(readSwimmingStandards()).toMatchObject([{ code: 'THREE_LEVEL_2019', ...threeLevels }]);
});

describe('by the three-level scale', () => {
  test.each([
    ['at the thresholds', 25, 90, true],
    ['a metre short', 24, 90, false],
    ['a second short', 25, 89, false],
    ['distance not measured', null, 90, false],
    ['time not measured', 25, null, false],
  ])('swims: %s', (_, distanceMetres, treadingSeconds, swims) => {
    expect(canSwim({ ...best, distanceMetres, treadingSeconds }, threeLevels)).toBe(swims);
  });

  test.each([
    ['at the thresholds', {}, true],
    ['a metre short', { distanceMetres: 49 }, false],
    ['a second short', { treadingSeconds: 119 }, false],
    ['no self-rescue', { selfRescue: false }, false],
    ['self-rescue not tried', { selfRescue: null }, false],
    ['rescue knowledge not asked', { rescueKnowledge: null }, false],
  ])('safe: %s', (_, facts, safe) => {
    expect(isSafeSwimmer({ ...best, ...facts }, threeLevels)).toBe(safe);
  });
});

test('a standard that asks for no rescue skills is met without them', () => {
  const lenient = { ...threeLevels, safeNeedsSelfRescue: false, safeNeedsRescueKnowledge: false };
  expect(isSafeSwimmer({ ...best, selfRescue: null, rescueKnowledge: false }, lenient)).toBe(true);
});

const whole = fc.option(fc.nat(150));
const facts = fc.record({
  distanceMetres: whole,
  treadingSeconds: whole,
  rescueKnowledge: fc.option(fc.boolean()),
  selfRescue: fc.option(fc.boolean()),
});
const standard = fc.record({
  swimDistanceMetres: fc.nat(100),
  swimTreadingSeconds: fc.nat(100),
  safeDistanceMetres: fc.nat(100),
  safeTreadingSeconds: fc.nat(100),
  safeNeedsSelfRescue: fc.boolean(),
  safeNeedsRescueKnowledge: fc.boolean(),
});

test('whoever is a safe swimmer can swim, whatever the standard', () => {
  fc.assert(
    fc.property(facts, standard, (shown, asked) => {
      expect(isSafeSwimmer(shown, asked) && !canSwim(shown, asked)).toBe(false);
    }),
  );
});

test('showing more takes nothing away', () => {
  fc.assert(
    fc.property(facts, standard, fc.nat(50), fc.nat(50), (shown, asked, metres, seconds) => {
      const more = {
        distanceMetres: (shown.distanceMetres ?? 0) + metres,
        treadingSeconds: (shown.treadingSeconds ?? 0) + seconds,
        rescueKnowledge: true,
        selfRescue: true,
      };
      if (canSwim(shown, asked)) expect(canSwim(more, asked)).toBe(true);
      if (isSafeSwimmer(shown, asked)) expect(isSafeSwimmer(more, asked)).toBe(true);
    }),
  );
});
