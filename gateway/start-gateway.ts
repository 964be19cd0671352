/** `npm run start:gateway`: the gateway alone, over departments that run elsewhere (HEALTH_URL and so on). */
import { readFileSync } from 'node:fs';
import { createLog } from '../shared/log/create-log.ts';
import { runUntilStopped } from '../shared/start/run-until-stopped.ts';
import { say } from '../shared/start/say.ts';
import type { Stoppables } from '../shared/start/stoppables.ts';
import { fixedClock, vietnamClock } from '../shared/time/clock.ts';
import type { Clock } from '../shared/time/clock.ts';
import { readTrailPlaces } from './audit/config.ts';
import { SUPERGRAPH_FILE, departmentsOf } from './compose.ts';
import {
  REGISTER,
  readDepartmentKeys,
  readDepartmentTls,
  readDepartmentUrls,
  readGatewayConfig,
  readOwnDatabases,
} from './config.ts';
import type { GatewayConfig } from './config.ts';
import { CONTROL } from './control/control-subgraph.ts';
import { inProcessClient } from './departments/in-process.ts';
import type { DepartmentClient } from './departments/department-client.ts';
import { httpClient } from './departments/over-http.ts';
import { readIdentityConfig } from './identity/config.ts';
import { readRequestLimits } from './limits/config.ts';
import { openPort } from './open-port.ts';
import { startPublishedGateway } from './publishing/start-published.ts';
import { readPublished } from './read-published.ts';
import { readyMessage } from './ready-message.ts';
import { statedSchemas } from './schema-check/current-schemas.ts';
import { startIdentity } from './start-identity.ts';
import { startTrace } from './start-trace.ts';
import type { Trace } from './start-trace.ts';

function departmentsIn(supergraphSdl: string): string[] {
  return departmentsOf(supergraphSdl).filter((name) => name !== CONTROL);
}

/** Departments, each with what reaches it and what signs the calls to it. */
function readDepartments(names: readonly string[]) {
  const urls = readDepartmentUrls(names);
  const keys = readDepartmentKeys(names);
  const tls = readDepartmentTls(urls);
  const clientOf = (name: string) =>
    httpClient(name, urls.get(name) ?? '', Buffer.from(keys.get(name) ?? ''), tls);
  return names.map(clientOf);
}

/** The gateway's own part, and the departments that what was published last names and the contract does not. */
async function readOthers(supergraphSdl: string, { control }: Trace): Promise<DepartmentClient[]> {
  const [last] = await control.publications.findSupergraphs(1);
  const stated = departmentsIn(supergraphSdl);
  const others = last ? departmentsIn(last.sdl).filter((name) => !stated.includes(name)) : [];
  return [...readDepartments(others), inProcessClient(control.department)];
}

function publishing() {
  return { isEmbedded: false, gatewayId: readTrailPlaces().gateway, statedSchemas };
}

function clockBy({ CLOCK }: GatewayConfig): Clock {
  return CLOCK === undefined ? vietnamClock : fixedClock(CLOCK);
}

async function start(running: Stoppables): Promise<void> {
  const config = readGatewayConfig();
  const identityConfig = readIdentityConfig();
  const limits = readRequestLimits();
  const log = createLog(config.LOG_LEVEL);
  const supergraphSdl = readFileSync(SUPERGRAPH_FILE, 'utf8');
  const departments = readDepartments(departmentsIn(supergraphSdl));
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
  const gateway = await startPublishedGateway({
    supergraphSdl,
    ...publishing(),
    clients: [...departments, ...(await readOthers(supergraphSdl, trace))],
    departmentDeadline: config.DEPARTMENT_DEADLINE_MS,
    introspection: config.NODE_ENV !== 'production',
    register: REGISTER,
    clock: clockBy(config),
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
  say(gateway.contract);
  say(readyMessage(server.url, tokenFor && (await tokenFor('coordinator'))));
}

await runUntilStopped(start);
