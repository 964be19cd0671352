import { describe, expect, test } from '@jest/globals';
import type { Turn } from '../measure/run-rounds.ts';
import { goalsOf } from './goals.ts';
import type { Results } from './results.ts';

function turnsOf(throughputs: readonly number[]): { turns: Turn[] } {
  const rest = { requests: 1, p50: 1, p99: 1, cpu: 1, databaseCpu: 1, peak: 1 };
  return { turns: throughputs.map((throughput) => ({ ...rest, throughput })) };
}

const NOTHING: Results = {
  at: '',
  commit: '',
  machine: {
    cpu: '',
    cores: 2,
    memoryGb: 8,
    system: '',
    node: '',
    postgres: '',
    sharedBuffers: '',
    loadBefore: 0,
  },
  isQuick: true,
  children: 1,
  thoroughness: {
    rounds: 1,
    longRounds: 1,
    seconds: 1,
    warmUp: 1,
    compared: 1,
    exportPages: 1,
    smallProvince: 1,
  },
  notStarted: {},
  loads: {},
  exports: {},
  starts: {},
};

const OVER_APOLLO = 'profile, 64 at once: throughput over default Apollo';

function overApollo(loads: Results['loads']) {
  return goalsOf({ ...NOTHING, loads }).find(({ text }) => text === OVER_APOLLO);
}

describe('a goal', () => {
  test('is judged by the median of the ratios of each round', () => {
    const outcomes = { embedded: turnsOf([290, 600, 900]), apollo: turnsOf([10, 20, 10]) };
    const goal = overApollo({ 'profile-64': outcomes });
    expect(goal).toMatchObject({ isMet: true, ratio: { median: 30, least: 29, most: 90 } });
  });

  test('is not met just below its limit', () => {
    const outcomes = { embedded: turnsOf([299]), apollo: turnsOf([10]) };
    expect(overApollo({ 'profile-64': outcomes })?.isMet).toBe(false);
  });

  test.each([
    ['nobody was asked', {}],
    ['the other failed', { embedded: turnsOf([10]), apollo: { failure: 'it has ended' } }],
    ['the other took no part', { embedded: turnsOf([10]) }],
  ])('is neither met nor not where %s', (_, outcomes) => {
    expect(overApollo({ 'profile-64': outcomes })).toMatchObject({ isMet: null, ratio: null });
  });
});
