/**
 * The product as a process of its own, on databases that the bench has prepared: gateway/main.ts, or with departments
 * elsewhere gateway/start-gateway.ts, but for where its PostgreSQL and its tokens come from.
 */
import { createLocalJWKSet } from 'jose';
import type { Logger } from 'pino';
import type { AccessTable } from '../../../gateway/access/access-table.ts';
import { composeSupergraph } from '../../../gateway/compose.ts';
import { REGISTER } from '../../../gateway/config.ts';
import { controlContract } from '../../../gateway/control/control-subgraph.ts';
import { inProcessClient } from '../../../gateway/departments/in-process.ts';
import { httpClient } from '../../../gateway/departments/over-http.ts';
import { identifyBy } from '../../../gateway/identity/identify.ts';
import { readRequestLimits } from '../../../gateway/limits/config.ts';
import { openPort } from '../../../gateway/open-port.ts';
import { startPublishedGateway } from '../../../gateway/publishing/start-published.ts';
import { statedSchemas } from '../../../gateway/schema-check/current-schemas.ts';
import { readPublished } from '../../../gateway/read-published.ts';
import { startTrace } from '../../../gateway/start-trace.ts';
import { createLog } from '../../../shared/log/create-log.ts';
import { runUntilStopped } from '../../../shared/start/run-until-stopped.ts';
import { say } from '../../../shared/start/say.ts';
import type { Stoppables } from '../../../shared/start/stoppables.ts';
import type { Subgraph } from '../../../shared/subgraph/define-subgraph.ts';
import { fixedClock } from '../../../shared/time/clock.ts';
import { loadDepartments } from '../../../subgraphs/discover.ts';
import { readProgramSettings } from '../config.ts';
import { ISSUER } from '../measure/token.ts';
import { DAY } from '../province/day.ts';
import { oursForm } from './settings.ts';
import type { OursSettings } from './settings.ts';

const clock = fixedClock(DAY);

function openDepartments(
  subgraphs: readonly Subgraph[],
  urls: Readonly<Record<string, string>>,
  log: Logger,
  running: Stoppables,
) {
  const departments = subgraphs.map((subgraph) =>
    subgraph.open({ databaseUrl: urls[subgraph.name] ?? '', clock, log }),
  );
  running.add(() => Promise.all(departments.map((each) => each.close())));
  for (const each of departments) each.startCohorts();
  return departments;
}

function identityOf({ jwk }: OursSettings) {
  const keys = createLocalJWKSet({ keys: [{ kty: 'RSA', ...jwk }] });
  const audience = 'chung-tay';
  const checks = { issuer: ISSUER, audience, tokenType: 'at+jwt', keys, takesDemo: false };
  return { identifyFor: (table: AccessTable) => identifyBy(checks, table) };
}

async function start(running: Stoppables): Promise<void> {
  const settings = readProgramSettings(oursForm);
  const log = createLog('info');
  const { routes, server } = await openPort({ HOST: '127.0.0.1', PORT: 0 }, log, running);
  const subgraphs = await loadDepartments();
  const supergraphSdl = composeSupergraph([...subgraphs, controlContract]);
  const departments =
    settings.urls === null ? [] : openDepartments(subgraphs, settings.urls, log, running);
  const elsewhere = settings.doors.map(({ name, url, key }) =>
    httpClient(name, url, Buffer.from(key)),
  );
  const trace = await startTrace({ ...settings, log }, running);
  const gateway = await startPublishedGateway({
    supergraphSdl,
    ...{ isEmbedded: settings.urls !== null, gatewayId: 'bench', statedSchemas },
    clients: [...departments, trace.control.department].map(inProcessClient).concat(elsewhere),
    departmentDeadline: settings.departmentDeadline,
    introspection: false,
    register: REGISTER,
    clock,
    ...identityOf(settings),
    ...readPublished(),
    limits: readRequestLimits(),
    trace,
    log,
  });
  running.add(gateway.stop);
  running.add(server.close);
  routes.isLoading = () => departments.some((each) => each.cohortState() === 'LOADING');
  routes.gateway = gateway;
  say(`ready ${server.url}`);
}

await runUntilStopped(start);
