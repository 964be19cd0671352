import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { z } from 'zod';
import { composeSupergraph } from '../../gateway/compose.ts';
import { REGISTER } from '../../gateway/config.ts';
import { controlContract } from '../../gateway/control/control-subgraph.ts';
import { inProcessClient } from '../../gateway/departments/in-process.ts';
import { startPublishedGateway } from '../../gateway/publishing/start-published.ts';
import { routeRequests } from '../../gateway/http/routes.ts';
import { readRequestLimits } from '../../gateway/limits/config.ts';
import { readPublished } from '../../gateway/read-published.ts';
import { listen } from '../../shared/http/listen.ts';
import { statedSchemas } from '../../gateway/schema-check/current-schemas.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import { startTestTrace } from '../harness/start-trace.ts';
import { testIdentity } from '../harness/test-identity.ts';
import type { BenchProvince } from './bench-province.ts';

const answerShape = z.object({ data: z.unknown(), errors: z.unknown().optional() });
const DEADLINE = '120000';

/** The graph over a bench's province, in this process and behind a real port, as one program starts it. */
export async function openBenchGraph({ departments, urls }: BenchProvince) {
  const log = pino({ level: 'warn' });
  const clock = fixedClock('2022-12-31');
  const open = departments.map((department) =>
    department.open({ databaseUrl: urls.get(department.name) ?? '', clock, log }),
  );
  for (const department of open) department.startCohorts();
  const supergraphSdl = composeSupergraph([...departments, controlContract]);
  const identity = await testIdentity(supergraphSdl);
  const trace = await startTestTrace(log);
  const gateway = await startPublishedGateway({
    supergraphSdl,
    isEmbedded: true,
    gatewayId: 'bench',
    statedSchemas,
    clients: [...open, trace.control.department].map(inProcessClient),
    departmentDeadline: Number(DEADLINE),
    introspection: false,
    register: REGISTER,
    clock,
    identifyFor: identity.identifyFor,
    ...readPublished(),
    limits: readRequestLimits({ REQUEST_DEADLINE_MS: DEADLINE }),
    trace,
    log,
  });
  const server = await listen(routeRequests({ gateway, issuer: null }, log), {
    host: '127.0.0.1',
    port: 0,
  });
  const headers = await identity.headersFor({ persona: 'coordinator', purpose: 'REPORTING' });
  return {
    /** Resolves when every department has its records in memory. */
    ready: async () => {
      while (open.some((department) => department.cohortState() !== 'READY')) await sleep(5);
    },
    ask: async (query: string): Promise<unknown> => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      });
      const { data, errors } = answerShape.parse(await response.json());
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    close: async () => {
      await server.close();
      await gateway.stop();
      await trace.stop();
    },
  };
}

/** The graph of a bench. */
export type BenchGraph = Awaited<ReturnType<typeof openBenchGraph>>;
