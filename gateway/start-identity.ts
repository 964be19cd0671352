import path from 'node:path';
import type { Logger } from 'pino';
import { readAccessTable } from './access/access-table.ts';
import { createDemoIssuer } from './demo-issuer/demo-issuer.ts';
import type { DemoIssuer } from './demo-issuer/demo-issuer.ts';
import type { Routes } from './http/routes.ts';
import { readIdentityConfig } from './identity/config.ts';
import { createIdentify } from './identity/identify.ts';
import { refuseDemoInProduction } from './identity/production.ts';

export interface IdentityStart {
  /** The gateway's own server, on which the demo issuer is mounted. */
  serverUrl: string;
  dataDir: string;
  /** Its departments bring their own scopes. */
  supergraphSdl: string;
  routes: Routes;
  /** Secrets by the names of their settings, which production takes from nobody else. */
  secrets: Readonly<Record<string, string | undefined>>;
  log: Logger;
}

/**
 * Says where tokens come from: OIDC_ISSUER, or where that is not set the demo issuer, which is mounted beside the graph.
 * Throws StartProblem for settings that are not for production.
 */
export async function startIdentity({
  serverUrl,
  dataDir,
  supergraphSdl,
  routes,
  secrets,
  log,
}: IdentityStart) {
  const config = readIdentityConfig();
  refuseDemoInProduction(config, secrets);
  const table = readAccessTable(supergraphSdl);
  let demo: DemoIssuer | null = null;
  if (config.OIDC_ISSUER === undefined) {
    demo = await createDemoIssuer({
      serverUrl,
      dataDir: path.resolve(dataDir),
      table,
      audience: config.OIDC_AUDIENCE,
      log,
    });
    routes.issuer = demo.endpoint;
  }
  const issuer = config.OIDC_ISSUER ?? demo?.issuer ?? '';
  return {
    table,
    identify: createIdentify({ config, issuer, table, log }),
    tokenFor: demo?.tokenFor ?? null,
  };
}
