import { claimsOf, makeKey, sign } from '../../../gateway/identity/test-issuer.fixture.ts';

/** Whom the tokens of a bench come from. */
export const ISSUER = 'https://issuer.bench.invalid';

const DAY_IN_SECONDS = 86_400;

/** An issuer of the bench's own: the key its tokens are checked with, and a coordinator's headers for a purpose. */
export async function benchIssuer() {
  const key = await makeKey('bench', 'RS256');
  const claims = claimsOf(ISSUER);
  const token = await sign(key, { ...claims, exp: (claims.iat ?? 0) + DAY_IN_SECONDS });
  return {
    jwk: key.jwk,
    headersFor: (purpose: string): Record<string, string> => ({
      authorization: `Bearer ${token}`,
      'x-purpose': purpose,
      'x-case-reference': 'case-1',
    }),
  };
}

export type BenchIssuer = Awaited<ReturnType<typeof benchIssuer>>;
