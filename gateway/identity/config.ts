import { z } from 'zod';
import { readSettings } from '../../shared/start/settings.ts';
import { refuseDemoInProduction } from './production.ts';

const url = z.url('is an address such as https://login.example.vn/realms/tinh');

const form = z.object({
  NODE_ENV: z.string().optional(),
  OIDC_ISSUER: url.optional(),
  OIDC_AUDIENCE: z.string().default('chung-tay'),
  OIDC_JWKS_URL: url.optional(),
  OIDC_TOKEN_TYPE: z.string().default('at+jwt'),
});

/** Who issues the access tokens that are taken, told in this folder's README. */
export type IdentityConfig = z.infer<typeof form>;

/**
 * Reads the settings NODE_ENV and OIDC_*; throws StartProblem naming each wrong one, and in production for the demo
 * issuer. Programs read them before they start anything.
 */
export function readIdentityConfig(environment: NodeJS.ProcessEnv = process.env): IdentityConfig {
  const config = readSettings(form, environment);
  refuseDemoInProduction(config);
  return config;
}
