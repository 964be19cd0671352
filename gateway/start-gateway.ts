/** `npm run start:gateway`: the gateway alone, over departments that run elsewhere (HEALTH_URL and so on). */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { listen } from '../shared/http/listen.ts';
import { runUntilStopped } from '../shared/start/run-until-stopped.ts';
import type { Stoppables } from '../shared/start/run-until-stopped.ts';
import { SUPERGRAPH_FILE, departmentsOf } from './compose.ts';
import { readDepartmentUrls, readGatewayConfig } from './config.ts';
import { httpClient } from './departments/over-http.ts';
import { startGateway } from './gateway.ts';
import { routeRequests } from './http/routes.ts';
import type { Routes } from './http/routes.ts';
import { readyMessage } from './ready-message.ts';

async function start(running: Stoppables): Promise<void> {
  const config = readGatewayConfig();
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2));
  const supergraphSdl = readFileSync(SUPERGRAPH_FILE, 'utf8');
  const urls = readDepartmentUrls(departmentsOf(supergraphSdl));
  const routes: Routes = { graphql: null };
  const server = await listen(routeRequests(routes, log), { host: config.HOST, port: config.PORT });
  running.add(server.close);
  const gateway = await startGateway({
    supergraphSdl,
    clients: [...urls].map(([name, url]) => httpClient(name, url)),
    departmentDeadline: config.DEPARTMENT_DEADLINE_MS,
    introspection: config.NODE_ENV !== 'production',
    log,
  });
  running.add(gateway.stop);
  routes.graphql = gateway.endpoint;
  process.stdout.write(readyMessage(server.url));
}

await runUntilStopped(start);
