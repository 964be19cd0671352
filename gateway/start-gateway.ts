/** `npm run start:gateway`: the gateway alone, over departments that run elsewhere (HEALTH_URL and so on). */
import { readFileSync } from 'node:fs';
import { createLog } from '../shared/log/create-log.ts';
import { runUntilStopped } from '../shared/start/run-until-stopped.ts';
import { say } from '../shared/start/say.ts';
import type { Stoppables } from '../shared/start/stoppables.ts';
import { fixedClock, vietnamClock } from '../shared/time/clock.ts';
import { SUPERGRAPH_FILE, departmentsOf } from './compose.ts';
import {
  REGISTER,
  readDepartmentKeys,
  readDepartmentTls,
  readDepartmentUrls,
  readGatewayConfig,
  readOwnDatabases,
} from './config.ts';
import { CONTROL } from './control/control-subgraph.ts';
import { inProcessClient } from './departments/in-process.ts';
import { httpClient } from './departments/over-http.ts';
import { startGateway } from './gateway.ts';
import { readIdentityConfig } from './identity/config.ts';
import { readRequestLimits } from './limits/config.ts';
import { openPort } from './open-port.ts';
import { readPublished } from './read-published.ts';
import { readyMessage } from './ready-message.ts';
import { startIdentity } from './start-identity.ts';
import { startTrace } from './start-trace.ts';

/** The departments of the contract, each with what reaches it and what signs the calls to it. */
function readDepartments(supergraphSdl: string) {
  const names = departmentsOf(supergraphSdl).filter((name) => name !== CONTROL);
  const urls = readDepartmentUrls(names);
  const keys = readDepartmentKeys(names);
  const tls = readDepartmentTls(urls);
  const clientOf = (name: string) =>
    httpClient(name, urls.get(name) ?? '', Buffer.from(keys.get(name) ?? ''), tls);
  return names.map(clientOf);
}

async function start(running: Stoppables): Promise<void> {
  const config = readGatewayConfig();
  const identityConfig = readIdentityConfig();
  const limits = readRequestLimits();
  const log = createLog(config.LOG_LEVEL);
  const supergraphSdl = readFileSync(SUPERGRAPH_FILE, 'utf8');
  const departments = readDepartments(supergraphSdl);
  const ownDatabases = readOwnDatabases();
  const { routes, server } = await openPort(config, log, running);
  const trace = await startTrace({ ...ownDatabases, log }, running);
  const { identifyFor, tokenFor } = await startIdentity({
    config: identityConfig,
    serverUrl: server.url,
    dataDir: config.DATA_DIR,
    supergraphSdl,
    routes,
    log,
  });
  const gateway = await startGateway({
    supergraphSdl,
    clients: [...departments, inProcessClient(trace.control.department)],
    departmentDeadline: config.DEPARTMENT_DEADLINE_MS,
    introspection: config.NODE_ENV !== 'production',
    register: REGISTER,
    clock: config.CLOCK === undefined ? vietnamClock : fixedClock(config.CLOCK),
    ...readPublished(),
    limits,
    identifyFor,
    trace,
    log,
  });
  running.add(gateway.stop);
  // Before the gateway goes, the requests in flight are answered.
  running.add(server.close);
  routes.gateway = gateway;
  say(readyMessage(server.url, tokenFor && (await tokenFor('coordinator'))));
}

await runUntilStopped(start);
