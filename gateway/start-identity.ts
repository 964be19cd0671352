import path from 'node:path';
import type { Logger } from 'pino';
import { readAccessTable } from './access/access-table.ts';
import { createDemoIssuer } from './demo-issuer/demo-issuer.ts';
import type { DemoIssuer } from './demo-issuer/demo-issuer.ts';
import type { Routes } from './http/routes.ts';
import type { IdentityConfig } from './identity/config.ts';
import { createIdentify } from './identity/identify.ts';

export interface IdentityStart {
  config: IdentityConfig;
  /** The gateway's own server, on which the demo issuer is mounted. */
  serverUrl: string;
  dataDir: string;
  /** Its departments bring their own scopes. */
  supergraphSdl: string;
  routes: Routes;
  log: Logger;
}

/**
 * Says where tokens come from: OIDC_ISSUER, or where that is not set the demo issuer, which is mounted beside the graph.
 * Throws StartProblem for a wrong table of roles.
 */
export async function startIdentity({
  config,
  serverUrl,
  dataDir,
  supergraphSdl,
  routes,
  log,
}: IdentityStart) {
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
    identifyFor: createIdentify({ config, issuer, log }),
    tokenFor: demo?.tokenFor ?? null,
  };
}
