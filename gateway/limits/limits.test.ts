import { describe, expect, test } from '@jest/globals';
import { contractTable } from '../access/contract-table.fixture.ts';
import { limitsFor, readLimitPolicy } from './limits.ts';

const POLICY = {
  tokens: 100,
  assumedListSize: 10,
  default: { depth: 5, rootFields: 5, aliases: 5, directives: 5, fragments: 5, cost: 100 },
  scopes: {
    'cohort:list': { cost: 1000 },
    'cohort:exact': { cost: 500, aliases: 50 },
    less: { cost: 1 },
  },
};

describe('the limits of a viewer', () => {
  test('are those of everyone where no scope brings more', () => {
    expect(limitsFor(POLICY, new Set(['child:read']))).toEqual(POLICY.default);
  });

  test('are of each measure the most that one of the scopes brings', () => {
    expect(limitsFor(POLICY, new Set(['cohort:exact', 'cohort:list']))).toEqual({
      ...POLICY.default,
      cost: 1000,
      aliases: 50,
    });
  });

  test('are never less than those of everyone', () => {
    expect(limitsFor(POLICY, new Set(['less']))).toEqual(POLICY.default);
  });
});

describe('the policy of the product', () => {
  const policy = readLimitPolicy();

  test('is for scopes that there are', () => {
    const { scopes } = contractTable();
    expect(Object.keys(policy.scopes).filter((scope) => !scopes.has(scope))).toEqual([]);
  });

  test('brings with each scope more than everyone has', () => {
    for (const scope of Object.keys(policy.scopes))
      expect(limitsFor(policy, new Set([scope]))).not.toEqual(policy.default);
  });
});
