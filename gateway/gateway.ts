import { randomUUID } from 'node:crypto';
import { StartProblem } from '../shared/start/start-problem.ts';
import type { AccessTable } from './access/access-table.ts';
import { scopesByDepartment } from './access/department-scopes.ts';
import { grantsOf } from './access/grants.ts';
import { Ledger } from './departments/ledger.ts';
import { startGraphqlServer } from './graphql-server.ts';
import type { GraphqlServerOptions } from './graphql-server.ts';
import { graphqlEndpoint } from './http/graphql-endpoint.ts';
import type { CreateContext } from './http/graphql-endpoint.ts';
import type { Identify } from './identity/identify.ts';
import type { Viewer } from './identity/viewer.ts';
import type { RequestLimits } from './limits/config.ts';
import { countInMemory, countInRedis } from './limits/rate-counter.ts';
import type { RateCounters } from './limits/rate-counter.ts';
import { rateLimit } from './limits/rate-limit.ts';

export interface GatewayOptions extends GraphqlServerOptions {
  /** How much is taken of a request, and of requests. */
  limits: RequestLimits;
  /** Who asks and why. */
  identify: Identify;
  /** The department that holds the door to children. */
  register: string;
}

/** The children of the viewer's open emergencies, of which there are none yet; null for a purpose that needs none. */
function emergencyChildNos(
  { purpose }: Viewer,
  { purposes }: AccessTable,
): readonly number[] | null {
  return purposes.get(purpose)?.onlyWithinEmergency === true ? [] : null;
}

/** Every scope that a field asks for must be one that a role can hold, or nobody could ever see the field. */
function checkScopes(
  asked: ReadonlyMap<string, ReadonlySet<string>>,
  { scopes }: AccessTable,
): void {
  const unknown = [...asked.values()]
    .flatMap((each) => [...each])
    .filter((scope) => !scopes.has(scope));
  if (unknown.length > 0)
    throw new StartProblem(
      `The supergraph asks for scopes that are no department's own and not in gateway/access/scopes.json: ${unknown.join(', ')}.`,
    );
}

/** Makes the context of a request: who asks and why, and what each department is granted for that. */
function contextMaker(
  { clients, identify, limits, register, supergraphSdl, table }: GatewayOptions,
  counters: RateCounters,
): CreateContext {
  const names = clients.map(({ name }) => name);
  const rules = { register, scopesByDepartment: scopesByDepartment(supergraphSdl) };
  checkScopes(rules.scopesByDepartment, table);
  const admit = rateLimit(limits.rates, counters);
  return async ({ headers }, begun) => {
    const viewer = await identify(headers);
    begun.note.client = viewer.client;
    await admit(viewer);
    return {
      ...begun,
      viewer,
      ledger: new Ledger(names),
      grantFor: grantsOf(rules, viewer, emergencyChildNos(viewer, table)),
    };
  };
}

/**
 * A gateway over its departments, without a port of its own: `endpoint` answers HTTP requests for the graph,
 * `stop` ends it and the ways to the departments.
 */
export async function startGateway(options: GatewayOptions) {
  const { limits, log, manifest } = options;
  const server = await startGraphqlServer(options);
  const counters = limits.redisUrl === null ? countInMemory() : countInRedis(limits.redisUrl, log);
  return {
    endpoint: graphqlEndpoint({
      server,
      createContext: contextMaker(options, counters),
      createRequestId: randomUUID,
      trusted: { manifest, isTrustedOnly: limits.isTrustedOnly },
      deadline: limits.deadline,
      log,
    }),
    stop: async () => {
      await server.stop();
      await counters.close();
      await Promise.all(options.clients.map((client) => client.close()));
    },
  };
}
