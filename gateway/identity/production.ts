import { StartProblem } from '../../shared/start/start-problem.ts';
import type { IdentityConfig } from './config.ts';

/** Every secret that comes with the product, in docker-compose.yml, starts so, inside a database's address too. */
const DEMO_SECRET = /(^|[:=])demo-/;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)$/;

export function isProduction({ NODE_ENV }: Pick<IdentityConfig, 'NODE_ENV'>): boolean {
  return NODE_ENV === 'production';
}

function issuerProblem({ OIDC_ISSUER, OIDC_JWKS_URL }: IdentityConfig): string | null {
  if (OIDC_ISSUER === undefined)
    return 'OIDC_ISSUER is not set, and the demo issuer is not for production: set it to the address of your issuer';
  for (const [name, value] of Object.entries({ OIDC_ISSUER, OIDC_JWKS_URL })) {
    if (value === undefined) continue;
    const { protocol, hostname } = new URL(value);
    if (protocol !== 'https:' || LOOPBACK.test(hostname))
      return `${name} is ${value}: in production it is an https address of a server of its own`;
  }
  return null;
}

function secretProblem(secrets: Readonly<Record<string, string | undefined>>): string | null {
  const names = Object.entries(secrets)
    .filter(([, value]) => value === undefined || value === '' || DEMO_SECRET.test(value))
    .map(([name]) => name);
  return names.length === 0
    ? null
    : `${names.join(', ')} must be set to a secret of your own, not to nothing or to one that came with the product`;
}

/**
 * With NODE_ENV=production, throws StartProblem where tokens would come from the demo issuer or from no safe address,
 * or where a secret (by the name of its setting) is missing or is one that came with the product.
 */
export function refuseDemoInProduction(
  config: IdentityConfig,
  secrets: Readonly<Record<string, string | undefined>> = {},
): void {
  if (!isProduction(config)) return;
  const problems = [issuerProblem(config), secretProblem(secrets)].filter(
    (problem) => problem !== null,
  );
  if (problems.length > 0)
    throw new StartProblem(`This is no setting for production. ${problems.join('; ')}.`);
}
