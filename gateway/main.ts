/** `npm start`: the gateway, every department and their PostgreSQL in one place, on the demo province. */
import type { Logger } from 'pino';
import { storyCount } from '../shared/demo-province/story-of.ts';
import { createLog } from '../shared/log/create-log.ts';
import { runUntilStopped } from '../shared/start/run-until-stopped.ts';
import { say } from '../shared/start/say.ts';
import type { Stoppables } from '../shared/start/stoppables.ts';
import type { OpenSubgraph, Subgraph } from '../shared/subgraph/define-subgraph.ts';
import { fixedClock } from '../shared/time/clock.ts';
import { loadDepartments } from '../subgraphs/discover.ts';
import { readTrailPlaces } from './audit/config.ts';
import { composeSupergraph } from './compose.ts';
import { CONTROL, controlContract } from './control/control-subgraph.ts';
import { REGISTER, readEmbeddedConfig } from './config.ts';
import type { EmbeddedConfig } from './config.ts';
import { inProcessClient } from './departments/in-process.ts';
import { fillDemoProvince } from './fill-demo-province.ts';
import { readIdentityConfig } from './identity/config.ts';
import { readRequestLimits } from './limits/config.ts';
import { openPort } from './open-port.ts';
import { startPublishedGateway } from './publishing/start-published.ts';
import { readPublished } from './read-published.ts';
import { readyMessage } from './ready-message.ts';
import { statedSchemas } from './schema-check/current-schemas.ts';
import { startDatabases } from './start-databases.ts';
import type { Databases } from './start-databases.ts';
import { startIdentity } from './start-identity.ts';
import { startTrace } from './start-trace.ts';

async function prepare(departments: readonly OpenSubgraph[], config: EmbeddedConfig) {
  await Promise.all(departments.map((department) => department.prepare()));
  const children = Math.max(config.CHILDREN, storyCount);
  const holders = departments.filter(({ hasDemo }) => hasDemo);
  await fillDemoProvince(holders, { seed: config.SEED, children });
}

async function openDepartments(
  config: EmbeddedConfig,
  subgraphs: readonly Subgraph[],
  databases: Databases,
  log: Logger,
  running: Stoppables,
): Promise<OpenSubgraph[]> {
  const clock = fixedClock(config.CLOCK);
  const departments = subgraphs.map((subgraph) =>
    subgraph.open({ databaseUrl: databases.urls.get(subgraph.name) ?? '', clock, log }),
  );
  running.add(() => Promise.all(departments.map((department) => department.close())));
  await prepare(departments, config).catch((error: unknown) => {
    throw databases.explain(error);
  });
  for (const department of departments) department.startCohorts();
  return departments;
}

function ownDatabases({ trailUrl, urls }: Databases) {
  return { trailUrl, controlUrl: urls.get(CONTROL) ?? '' };
}

function publishing() {
  return { isEmbedded: true, gatewayId: readTrailPlaces().gateway, statedSchemas };
}

async function start(running: Stoppables): Promise<void> {
  const config = readEmbeddedConfig();
  const identityConfig = readIdentityConfig();
  const limits = readRequestLimits();
  const log = createLog(config.LOG_LEVEL);
  const { routes, server } = await openPort(config, log, running);
  const subgraphs = await loadDepartments();
  const supergraphSdl = composeSupergraph([...subgraphs, controlContract]);
  const databases = await startDatabases(config.DATA_DIR, subgraphs, running);
  const departments = await openDepartments(config, subgraphs, databases, log, running);
  const trace = await startTrace({ ...ownDatabases(databases), log }, running);
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
    clients: [...departments, trace.control.department].map(inProcessClient),
    departmentDeadline: config.DEPARTMENT_DEADLINE_MS,
    introspection: config.NODE_ENV !== 'production',
    register: REGISTER,
    clock: fixedClock(config.CLOCK),
    ...readPublished(),
    limits,
    identifyFor,
    trace,
    log,
  });
  running.add(gateway.stop);
  // Before the gateway goes, the requests in flight are answered.
  running.add(server.close);
  routes.isLoading = () => departments.some((each) => each.cohortState() === 'LOADING');
  routes.gateway = gateway;
  say(gateway.contract);
  say(readyMessage(server.url, tokenFor && (await tokenFor('coordinator'))));
}

await runUntilStopped(start);
