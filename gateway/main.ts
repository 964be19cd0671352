/** `npm start`: the gateway, every department and their PostgreSQL in one place, on the demo province. */
import path from 'node:path';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { storyCount } from '../shared/demo-province/story-of.ts';
import { listen } from '../shared/http/listen.ts';
import { startCluster } from '../shared/postgres/cluster.ts';
import { provision } from '../shared/postgres/provision.ts';
import { runUntilStopped } from '../shared/start/run-until-stopped.ts';
import type { Stoppables } from '../shared/start/run-until-stopped.ts';
import { explainRefusal } from '../shared/start/start-problem.ts';
import type { OpenSubgraph, Subgraph } from '../shared/subgraph/define-subgraph.ts';
import { fixedClock } from '../shared/time/clock.ts';
import { loadDepartments } from '../subgraphs/discover.ts';
import { composeSupergraph } from './compose.ts';
import { REGISTER, readEmbeddedConfig } from './config.ts';
import type { EmbeddedConfig } from './config.ts';
import { inProcessClient } from './departments/in-process.ts';
import { fillDemoProvince } from './fill-demo-province.ts';
import { startGateway } from './gateway.ts';
import { routeRequests } from './http/routes.ts';
import type { Routes } from './http/routes.ts';
import { readyMessage } from './ready-message.ts';
import { startIdentity } from './start-identity.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function startDatabases(
  config: EmbeddedConfig,
  names: readonly string[],
  running: Stoppables,
) {
  say('starting PostgreSQL');
  const cluster = await startCluster(config.DATA_DIR);
  running.add(cluster.stop);
  const isElsewhere = cluster.home !== path.resolve(config.DATA_DIR);
  say(
    `data in ${cluster.home}${isElsewhere ? ` (PostgreSQL cannot enter ${path.resolve(config.DATA_DIR)})` : ''}`,
  );
  return provision(cluster.adminUrl('postgres'), names);
}

async function openDepartments(
  config: EmbeddedConfig,
  subgraphs: readonly Subgraph[],
  log: Logger,
  running: Stoppables,
): Promise<OpenSubgraph[]> {
  const databases = await startDatabases(
    config,
    subgraphs.map(({ name }) => name),
    running,
  );
  const departments = subgraphs.map((subgraph, index) =>
    subgraph.open({
      databaseUrl: databases[index]?.url ?? '',
      clock: fixedClock(config.CLOCK),
      log,
    }),
  );
  running.add(() => Promise.all(departments.map((department) => department.close())));
  await Promise.all(departments.map((department) => department.prepare()));
  return departments;
}

async function start(running: Stoppables): Promise<void> {
  const config = readEmbeddedConfig();
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2));
  const routes: Routes = { graphql: null, issuer: null };
  const server = await listen(routeRequests(routes, log), { host: config.HOST, port: config.PORT });
  running.add(server.close);
  const subgraphs = await loadDepartments();
  const departments = await openDepartments(config, subgraphs, log, running);
  const province = { seed: config.SEED, children: Math.max(config.CHILDREN, storyCount) };
  await fillDemoProvince(departments, province).catch((error: unknown) => {
    throw explainRefusal(error, config.DATA_DIR);
  });
  const { table, identify, tokenFor } = await startIdentity({
    serverUrl: server.url,
    dataDir: config.DATA_DIR,
    routes,
    secrets: {},
    log,
  });
  const gateway = await startGateway({
    supergraphSdl: composeSupergraph(subgraphs),
    clients: departments.map(inProcessClient),
    departmentDeadline: config.DEPARTMENT_DEADLINE_MS,
    introspection: config.NODE_ENV !== 'production',
    register: REGISTER,
    table,
    identify,
    log,
  });
  running.add(gateway.stop);
  routes.graphql = gateway.endpoint;
  say(readyMessage(server.url, tokenFor && (await tokenFor('coordinator'))));
}

await runUntilStopped(start);
