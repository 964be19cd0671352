import type { IncomingMessage } from 'node:http';
import type { Clock } from '../shared/time/clock.ts';
import { StartProblem } from '../shared/start/start-problem.ts';
import type { AccessTable } from './access/access-table.ts';
import { scopesByDepartment } from './access/department-scopes.ts';
import { grantsOf } from './access/grants.ts';
import { requestRecorder } from './audit/record-request.ts';
import { whoIs } from './audit/request-trace.ts';
import type { OpenEmergency } from './audit/request-trace.ts';
import { CONTROL } from './control/control-subgraph.ts';
import type { GatewayContext } from './context.ts';
import { Ledger } from './departments/ledger.ts';
import { LinkLedger } from './departments/link-ledger.ts';
import { exportsEndpoint } from './exports/exports-endpoint.ts';
import { startGraphqlServer } from './graphql-server.ts';
import type { GraphqlServerOptions } from './graphql-server.ts';
import { graphqlEndpoint } from './http/graphql-endpoint.ts';
import type { Begun, CreateContext } from './http/begin-request.ts';
import { forbiddenByPurpose } from './identity/forbidden-by-purpose.ts';
import type { Identify } from './identity/identify.ts';
import type { Viewer } from './identity/viewer.ts';
import type { RequestLimits } from './limits/config.ts';
import { countInMemory, countInRedis } from './limits/rate-counter.ts';
import type { RateCounters } from './limits/rate-counter.ts';
import { limitRefusals } from './limits/refusals-limit.ts';
import { rateLimit } from './limits/rate-limit.ts';
import { reportDoors } from './reports/open-door.ts';
import { reportsEndpoint } from './reports/reports-endpoint.ts';
import type { Trace } from './start-trace.ts';

type GraphqlServer = Awaited<ReturnType<typeof startGraphqlServer>>;
type Contexts = ReturnType<typeof contextMaker>;

export interface GatewayOptions extends GraphqlServerOptions {
  /** How much is taken of a request, and of requests. */
  limits: RequestLimits;
  /** Who asks and why. */
  identify: Identify;
  /** The day that counts as now. */
  clock: Clock;
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
function contextMaker(options: GatewayOptions, counters: RateCounters) {
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
  const contextFor = async (viewer: Viewer, begun: Begun): Promise<GatewayContext> => {
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
      links: new LinkLedger(),
      grantFor,
      countingGrantFor: grantsOf(rules, viewer, { emergencyChildNos, isTrusted: true }),
    };
  };
  const createContext: CreateContext = async (request, begun) =>
    contextFor(await identifySender(request), begun);
  return { contextFor, createContext };
}

/** What the gateway answers besides the graph: reports, and lists as files. */
function sideDoors(options: GatewayOptions, server: GraphqlServer, contexts: Contexts) {
  const { clock, limits, log, manifest, published, table, trace } = options;
  const { deadline } = limits;
  return {
    reports: reportsEndpoint({
      ...published,
      clock,
      store: trace.control.reports,
      openDoor: reportDoors({ server, table, ...contexts }),
      record: requestRecorder(trace.trail, log),
      deadline,
      log,
    }),
    exports: exportsEndpoint({
      server,
      createContext: contexts.createContext,
      manifest,
      rules: { forbiddenByPurpose: (viewer, needed) => forbiddenByPurpose(viewer, needed, table) },
      deadline,
      trail: trace.trail,
      log,
    }),
  };
}

/**
 * A gateway over its departments, without a port of its own: `endpoint` answers HTTP requests for the graph, `reports`
 * and `exports` those for what is made of it, `check` rejects where nothing can be recorded, `stop` ends it and the ways
 * to the departments.
 */
export async function startGateway(options: GatewayOptions) {
  const { limits, log, manifest, trace } = options;
  const server = await startGraphqlServer(options);
  const counters = limits.redisUrl === null ? countInMemory() : countInRedis(limits.redisUrl, log);
  const contexts = contextMaker(options, counters);
  return {
    endpoint: graphqlEndpoint({
      server,
      createContext: contexts.createContext,
      trusted: { manifest, isTrustedOnly: limits.isTrustedOnly },
      deadline: limits.deadline,
      trail: trace.trail,
      log,
    }),
    ...sideDoors(options, server, contexts),
    check: () => trace.trail.check(),
    stop: async () => {
      await server.stop();
      await counters.close();
      await Promise.all(options.clients.map((client) => client.close()));
    },
  };
}
