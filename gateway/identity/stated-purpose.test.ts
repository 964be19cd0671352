import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { contractTable } from '../access/contract-table.fixture.ts';
import type { Role } from '../access/access-table.ts';
import { statedPurpose } from './stated-purpose.ts';
import { refusalOf } from './test-issuer.fixture.ts';

const table = contractTable();
const PURPOSES = [
  'CASE_MANAGEMENT',
  'SERVICE_DELIVERY',
  'REPORTING',
  'INSPECTION',
  'RECORD_LINKING',
  'EMERGENCY',
];
const BOTH = { 'x-case-reference': 'HS-2022/17', 'x-reason': 'yearly inspection' };

function knownRole(name: string): Role {
  const role = table.roles.get(name);
  if (role === undefined) throw new Error(`There is no role ${name}.`);
  return role;
}

const caller = { subject: 'user-7', role: knownRole('auditor'), client: 'console', units: [] };

function stated(headers: IncomingHttpHeaders) {
  return statedPurpose(headers, caller, table);
}

function refused(headers: IncomingHttpHeaders) {
  return refusalOf((async () => stated(headers))());
}

describe('the purpose of a request', () => {
  test.each([undefined, '', '  '])('that is not stated (%p)', async (purpose) => {
    const refusal = await refused({ 'x-purpose': purpose });
    expect(refusal.extensions).toMatchObject({ code: 'PURPOSE_REQUIRED', purposes: PURPOSES });
    expect(refusal.status).toBe(403);
    expect(refusal.caller).toBe(caller);
  });

  test.each(['CURIOSITY', 'reporting', 'REPORTING, REPORTING', 'toString', '__proto__'])(
    'that does not exist (%s) is told those that do',
    async (purpose) => {
      const refusal = await refused({ 'x-purpose': purpose });
      expect(refusal.extensions).toMatchObject({ code: 'PURPOSE_UNKNOWN', purposes: PURPOSES });
      expect(refusal.status).toBe(403);
      for (const name of PURPOSES) expect(refusal.message).toContain(name);
    },
  );

  test.each([
    ['CASE_MANAGEMENT', 'X-Case-Reference'],
    ['INSPECTION', 'X-Reason'],
  ])('%s without %s is told so', async (purpose, header) => {
    const missing = await refused({ 'x-purpose': purpose });
    expect(missing.extensions).toMatchObject({ code: 'PURPOSE_INCOMPLETE', purpose, header });
    expect(missing.status).toBe(403);
    expect(missing.message).toContain(`${header}, which is missing`);
    const wrong = await refused({ 'x-purpose': purpose, [header.toLowerCase()]: 'x' });
    expect(wrong.message).toContain(`${header}, which is wrong`);
  });

  test('keeps the header it needs, and no other', () => {
    expect(stated({ 'x-purpose': 'CASE_MANAGEMENT', ...BOTH })).toMatchObject({
      caseReference: 'HS-2022/17',
      reason: null,
    });
    expect(stated({ 'x-purpose': 'INSPECTION', ...BOTH })).toMatchObject({
      caseReference: null,
      reason: 'yearly inspection',
    });
    expect(stated({ 'x-purpose': 'REPORTING', ...BOTH })).toMatchObject({
      caseReference: null,
      reason: null,
    });
  });
});
