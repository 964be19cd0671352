import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { contractTable } from '../access/contract-table.fixture.ts';
import { forbiddenByPurpose } from './forbidden-by-purpose.ts';
import type { Viewer } from './viewer.ts';

const table = contractTable();
const all = [...table.scopes];

function viewerOf(held: readonly string[], exercised: readonly string[]): Viewer {
  return {
    subject: 'user-7',
    role: 'coordinator',
    client: 'console',
    units: [],
    heldScopes: new Set(held),
    scopes: new Set(exercised),
    purpose: 'SERVICE_DELIVERY',
    caseReference: null,
    reason: null,
  };
}

describe('an operation that the purpose forbids', () => {
  test('is told which scope it is about and which purposes could exercise it', () => {
    const viewer = viewerOf(['child:read', 'link:undo'], ['child:read']);
    const refusal = forbiddenByPurpose(viewer, ['child:read', 'link:undo'], table);
    expect(refusal?.extensions).toMatchObject({
      code: 'PURPOSE_FORBIDS',
      purpose: 'SERVICE_DELIVERY',
      scope: 'link:undo',
      purposes: ['CASE_MANAGEMENT', 'RECORD_LINKING'],
    });
    expect(refusal?.status).toBe(403);
    expect(refusal?.message).toMatch(/SERVICE_DELIVERY .*link:undo.*CASE_MANAGEMENT/);
  });

  test('says so where no purpose can', () => {
    const refusal = forbiddenByPurpose(viewerOf(['x:y'], []), ['x:y'], table);
    expect(refusal?.message).toContain('no purpose can');
    expect(refusal?.extensions['purposes']).toEqual([]);
  });

  test('is one that needs a scope which is held and cannot be exercised, and no other', () => {
    const scopes = fc.subarray(all);
    fc.assert(
      fc.property(scopes, scopes, scopes, (held, exercised, needed) => {
        const both = held.filter((scope) => exercised.includes(scope));
        const refusal = forbiddenByPurpose(viewerOf(held, both), needed, table);
        const first = needed.find((scope) => held.includes(scope) && !exercised.includes(scope));
        expect(refusal?.extensions['scope']).toBe(first);
      }),
    );
  });
});
