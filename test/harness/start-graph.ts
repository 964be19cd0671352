import { print } from 'graphql';
import { pino } from 'pino';
import { composeSupergraph } from '../../gateway/compose.ts';
import { REGISTER } from '../../gateway/config.ts';
import { controlContract } from '../../gateway/control/control-subgraph.ts';
import { readRequestLimits } from '../../gateway/limits/config.ts';
import type { TrustedOperation } from '../../gateway/limits/trusted-operations.ts';
import type { PublishedOptions } from '../../gateway/publishing/start-published.ts';
import { readPublished } from '../../gateway/read-published.ts';
import type { Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import { loadDepartments } from '../../subgraphs/discover.ts';
import { controlOf, startDepartment } from './start-department.ts';
import type { DepartmentOptions } from './start-department.ts';
import { serveGateway, startReplica } from './serve-gateway.ts';
import { startTestTrace } from './start-trace.ts';
import type { Switchboard } from './switchboard.ts';
import { testIdentity } from './test-identity.ts';

export interface GraphOptions extends DepartmentOptions {
  /** Milliseconds that one call to a department may take. */
  departmentDeadline?: number;
  /** Settings of limits, by their names; those of the demo when left out. */
  limits?: Record<string, string>;
  /** Whether clients may ask for the schema; true when left out. */
  introspection?: boolean;
  /** Departments besides those of the product. */
  others?: readonly Subgraph[];
  /** Trusted operations besides those of the product. */
  operations?: readonly TrustedOperation[];
  /** Roles besides those of the product, in the form of roles.json. */
  roles?: Readonly<Record<string, unknown>>;
}

/** A GraphQL answer as a client reads it. */
export interface GraphAnswer {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: { departments?: Record<string, Record<string, unknown>> };
}

const silent = pino({ level: 'silent' });

function printed(contracts: readonly Pick<Subgraph, 'name' | 'typeDefs'>[]): Map<string, string> {
  return new Map(contracts.map(({ name, typeDefs }) => [name, print(typeDefs)]));
}

async function post(
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<GraphAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return Object.assign({ status: response.status }, answer);
}

/**
 * Starts the whole graph over fresh databases of the test server, filled with a demo province, behind a real port.
 * Disposing stops it and drops the databases.
 */
export async function startGraph(options: GraphOptions = {}) {
  const { log = silent } = options;
  const subgraphs = [...(await loadDepartments()), ...(options.others ?? [])];
  const supergraphSdl = composeSupergraph([...subgraphs, controlContract]);
  const trace = await startTestTrace(log);
  const started = await Promise.all(
    subgraphs.map((subgraph) => startDepartment(subgraph, trace, options)),
  );
  const departments = [...started, controlOf(trace)];
  const identity = await testIdentity(supergraphSdl, options.roles);
  const { manifest, published } = readPublished();
  const others = (options.operations ?? []).map((each) => [each.id, each] as const);
  const gatewayOptions: PublishedOptions = {
    supergraphSdl,
    isEmbedded: options.mode !== 'DISTRIBUTED',
    gatewayId: 'gateway',
    statedSchemas: async () => printed([...subgraphs, controlContract]),
    clients: departments.map(({ client }) => client),
    departmentDeadline: options.departmentDeadline ?? 2_000,
    introspection: options.introspection ?? true,
    register: REGISTER,
    clock: fixedClock(options.clock ?? '2022-12-31'),
    readTable: identity.readTable,
    identifyFor: identity.identifyFor,
    manifest: new Map([...manifest, ...others]),
    published,
    limits: readRequestLimits(options.limits ?? {}),
    trace,
    log,
  };
  const { gateway, server } = await serveGateway(gatewayOptions);
  const headers = await identity.headersFor({ persona: 'coordinator' });
  const boards = new Map(departments.map(({ open, board }) => [open.name, board]));
  return {
    url: server.url,
    /** The headers of a request that may see everything a coordinator may. */
    headers,
    headersFor: identity.headersFor,
    /** The ways to the departments, for measuring them without the gateway. */
    clients: departments.map(({ client }) => client),
    /** Every scope there is. */
    allScopes: [...identity.table.scopes],
    /** The contract it started with, and what takes another. */
    supergraphSdl,
    generations: gateway.generations,
    /** Starts another gateway over the same departments and databases, or over another contract of its own. */
    startReplica: (gatewayId: string, others: Partial<PublishedOptions> = {}) =>
      startReplica({ ...gatewayOptions, ...others, gatewayId }),
    /** Where the graph leaves its trace. */
    trace,
    /** Asks the graph as a client does; as the coordinator, unless the headers say otherwise. */
    ask: (
      query: string,
      variables: Record<string, unknown> = {},
      others: Record<string, string> = {},
    ) => post(`${server.url}/graphql`, { query, variables }, { ...headers, ...others }),
    /** The switchboard of a department: its calls, its SQL, and the fault it is to have. */
    department: (name: string): Switchboard => {
      const board = boards.get(name);
      if (board === undefined) throw new Error(`There is no department ${name}.`);
      return board;
    },
    /** The database of a department, for faults that lie there. */
    databaseUrl: (name: string) =>
      departments.find(({ open }) => open.name === name)?.database.url ?? '',
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await gateway.stop();
      await Promise.all(departments.map(({ stop }) => stop()));
      await Promise.all(departments.map(({ database }) => database.drop()));
      await trace.stop();
    },
  };
}

/** The whole graph, started for a test. */
export type Graph = Awaited<ReturnType<typeof startGraph>>;
