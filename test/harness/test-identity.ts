import { createLocalJWKSet } from 'jose';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildAccessTable } from '../../gateway/access/access-table.ts';
import { scopesByDepartment } from '../../gateway/access/department-scopes.ts';
import type { AccessTable } from '../../gateway/access/access-table.ts';
import { identifyBy } from '../../gateway/identity/identify.ts';
import { claimsOf, makeKey, sign } from '../../gateway/identity/test-issuer.fixture.ts';

const ISSUER = 'https://issuer.test';
const AUDIENCE = 'chung-tay';

/** What each purpose needs beside its name. */
const NEEDED: Readonly<Record<string, Record<string, string>>> = {
  CASE_MANAGEMENT: { 'x-case-reference': 'case-1' },
  INSPECTION: { 'x-reason': 'inspection of the month' },
  EMERGENCY: { 'x-reason': 'a child in danger now' },
};

/** Who asks in a test, and why. */
export interface Asker {
  persona: string;
  purpose?: string;
  /** Units other than the persona's. */
  units?: readonly string[];
  subject?: string;
  /** The OIDC client; the test issuer's own when left out. */
  client?: string;
}

const ACCESS = path.join(import.meta.dirname, '../../gateway/access');

function read(file: string): unknown {
  return JSON.parse(readFileSync(path.join(ACCESS, file), 'utf8'));
}

function tableWith(supergraphSdl: string, roles: Readonly<Record<string, unknown>>) {
  const files = {
    scopes: read('scopes.json'),
    roles: Object.assign({ ...roles }, read('roles.json')),
    purposes: read('purposes.json'),
  };
  return buildAccessTable(files, scopesByDepartment(supergraphSdl));
}

/** An issuer of the test's own, whose tokens are checked like any other's, for the departments of a supergraph. */
export async function testIdentity(
  supergraphSdl: string,
  roles: Readonly<Record<string, unknown>> = {},
) {
  const key = await makeKey('test');
  const table = tableWith(supergraphSdl, roles);
  const keys = createLocalJWKSet({ keys: [key.jwk] });
  const checks = { issuer: ISSUER, audience: AUDIENCE, tokenType: 'at+jwt', keys, takesDemo: true };
  return {
    table,
    readTable: (sdl: string) => tableWith(sdl, roles),
    identifyFor: (known: AccessTable) => identifyBy(checks, known),
    /** The headers of a request by a persona for a purpose. */
    headersFor: async ({
      persona,
      purpose = 'CASE_MANAGEMENT',
      units,
      subject = persona,
      client,
    }: Asker) => {
      const claims = {
        ...claimsOf(ISSUER),
        role: persona,
        sub: subject,
        ...(units && { units }),
        ...(client !== undefined && { azp: client }),
      };
      const token = await sign(key, claims);
      return { authorization: `Bearer ${token}`, 'x-purpose': purpose, ...NEEDED[purpose] };
    },
  };
}
