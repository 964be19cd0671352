import { createLocalJWKSet } from 'jose';
import { readAccessTable } from '../../gateway/access/access-table.ts';
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

/** An issuer of the test's own, whose tokens are checked like any other's, for the departments of a supergraph. */
export async function testIdentity(supergraphSdl: string) {
  const key = await makeKey('test');
  const table = readAccessTable(supergraphSdl);
  const keys = createLocalJWKSet({ keys: [key.jwk] });
  const checks = { issuer: ISSUER, audience: AUDIENCE, tokenType: 'at+jwt', keys, takesDemo: true };
  return {
    table,
    identifyFor: (roles: AccessTable) => identifyBy(checks, roles),
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
