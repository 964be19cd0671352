import { StartProblem } from '../../shared/start/start-problem.ts';

/** The settings that say where tokens come from. */
interface IssuerSettings {
  NODE_ENV?: string | undefined;
  OIDC_ISSUER?: string | undefined;
  OIDC_JWKS_URL?: string | undefined;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)$/;

export function isProduction({ NODE_ENV }: Pick<IssuerSettings, 'NODE_ENV'>): boolean {
  return NODE_ENV === 'production';
}

function issuerProblem({ OIDC_ISSUER, OIDC_JWKS_URL }: IssuerSettings): string | null {
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

/**
 * With NODE_ENV=production, throws StartProblem where tokens would come from the demo issuer or from no safe address.
 */
export function refuseDemoInProduction(config: IssuerSettings): void {
  const problem = isProduction(config) ? issuerProblem(config) : null;
  if (problem !== null) throw new StartProblem(`This is no setting for production. ${problem}.`);
}
