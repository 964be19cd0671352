import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { StartProblem } from '../shared/start/start-problem.ts';
import type { AccessTable } from './access/access-table.ts';
import { scopesByDepartment } from './access/department-scopes.ts';
import { grantsOf } from './access/grants.ts';
import { whoIs } from './audit/request-trace.ts';
import type { OpenEmergency } from './audit/request-trace.ts';
import { CONTROL } from './control/control-subgraph.ts';
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
import { limitRefusals } from './limits/refusals-limit.ts';
import { rateLimit } from './limits/rate-limit.ts';
import type { Trace } from './start-trace.ts';

export interface GatewayOptions extends GraphqlServerOptions {
  /** How much is taken of a request, and of requests. */
  limits: RequestLimits;
  /** Who asks and why. */
  identify: Identify;
  /** The department that holds the door to children. */
  register: string;
  /** Where what is shown is written down, and which emergencies are open. */
  trace: Pick<Trace, 'trail' | 'control'>;
}

/** The viewer's open emergencies; null for a purpose that needs none. */
async function openEmergencies(
  { purpose, subject }: Viewer,
  { table, trace }: GatewayOptions,
): Promise<readonly OpenEmergency[] | null> {
  if (table.purposes.get(purpose)?.onlyWithinEmergency !== true) return null;
  return trace.control.findOpenEmergencies(subject);
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
function contextMaker(options: GatewayOptions, counters: RateCounters): CreateContext {
  const { clients, identify, limits, register, supergraphSdl, table } = options;
  const names = clients.map(({ name }) => name);
  const rules = {
    register,
    control: CONTROL,
    scopesByDepartment: scopesByDepartment(supergraphSdl),
  };
  checkScopes(rules.scopesByDepartment, table);
  const admit = rateLimit(limits.rates, counters);
  const identifySender = limitRefusals(
    ({ headers }: IncomingMessage) => identify(headers),
    limits.refusals,
  );
  return async (request, begun) => {
    const viewer = await identifySender(request);
    begun.note.client = viewer.client;
    begun.trace.who = whoIs(viewer);
    await admit(viewer);
    const emergencies = await openEmergencies(viewer, options);
    const emergencyChildNos = emergencies?.map(({ childNo }) => childNo) ?? null;
    const grantFor = grantsOf(rules, viewer, { emergencyChildNos, isTrusted: false });
    begun.trace.emergencies = () => [
      ...(emergencies ?? []),
      ...options.trace.control.openedUnder(grantFor(CONTROL)),
    ];
    return {
      ...begun,
      viewer,
      ledger: new Ledger(names),
      grantFor,
      countingGrantFor: grantsOf(rules, viewer, { emergencyChildNos, isTrusted: true }),
    };
  };
}

/**
 * A gateway over its departments, without a port of its own: `endpoint` answers HTTP requests for the graph,
 * `check` rejects where nothing can be recorded, `stop` ends it and the ways to the departments.
 */
export async function startGateway(options: GatewayOptions) {
  const { limits, log, manifest, trace } = options;
  const server = await startGraphqlServer(options);
  const counters = limits.redisUrl === null ? countInMemory() : countInRedis(limits.redisUrl, log);
  return {
    endpoint: graphqlEndpoint({
      server,
      createContext: contextMaker(options, counters),
      createRequestId: randomUUID,
      trusted: { manifest, isTrustedOnly: limits.isTrustedOnly },
      deadline: limits.deadline,
      trail: trace.trail,
      log,
    }),
    check: () => trace.trail.check(),
    stop: async () => {
      await server.stop();
      await counters.close();
      await Promise.all(options.clients.map((client) => client.close()));
    },
  };
}
