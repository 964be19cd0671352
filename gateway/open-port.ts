import type { Logger } from 'pino';
import { listen } from '../shared/http/listen.ts';
import type { Stoppables } from '../shared/start/stoppables.ts';
import { routeRequests } from './http/routes.ts';
import type { Routes } from './http/routes.ts';
import { withSecurityHeaders } from './limits/security-headers.ts';

/**
 * Opens the gateway's port before anything else: it answers that the gateway is starting until `routes` say more. It is
 * closed with `running`. Throws StartProblem for a port that is taken.
 */
export async function openPort(
  { HOST, PORT }: { HOST: string; PORT: number },
  log: Logger,
  running: Stoppables,
) {
  const routes: Routes = { gateway: null, issuer: null };
  const answer = withSecurityHeaders(routeRequests(routes, log));
  const server = await listen(answer, { host: HOST, port: PORT });
  running.add(server.close);
  return { routes, server };
}
