import { randomBytes } from 'node:crypto';
import { print } from 'graphql';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { composeSupergraph } from '../../gateway/compose.ts';
import { REGISTER } from '../../gateway/config.ts';
import { controlContract } from '../../gateway/control/control-subgraph.ts';
import type { DepartmentClient } from '../../gateway/departments/department-client.ts';
import { inProcessClient } from '../../gateway/departments/in-process.ts';
import { httpClient } from '../../gateway/departments/over-http.ts';
import { readRequestLimits } from '../../gateway/limits/config.ts';
import type { PublishedOptions } from '../../gateway/publishing/start-published.ts';
import { readPublished } from '../../gateway/read-published.ts';
import { makeSealKeys, readSealKey, sealingByKey } from '../../shared/cohort/sealing-by-key.ts';
import type { Sealing } from '../../shared/cohort/sealing.ts';
import { listen } from '../../shared/http/listen.ts';
import type { OpenSubgraph, Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import { serveSubgraph } from '../../shared/subgraph/serve.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import { loadDepartments } from '../../subgraphs/discover.ts';
import { serveGateway, startReplica } from './serve-gateway.ts';
import { startTestTrace } from './start-trace.ts';
import type { TestTrace } from './start-trace.ts';
import { withSwitchboard } from './switchboard.ts';
import type { Switchboard } from './switchboard.ts';
import { testIdentity } from './test-identity.ts';
import { createTestDatabase } from './test-cluster.ts';
import type { TestDatabase } from './test-cluster.ts';

export interface GraphOptions {
  /** Children of the demo province; 60 when left out: the fixed cases and some more. */
  children?: number;
  seed?: number;
  /** The day that counts as now. */
  clock?: string;
  /** EMBEDDED calls the departments in process; DISTRIBUTED serves each over HTTP. */
  mode?: 'EMBEDDED' | 'DISTRIBUTED';
  /** Milliseconds that one call to a department may take. */
  departmentDeadline?: number;
  /** Settings of limits, by their names; those of the demo when left out. */
  limits?: Record<string, string>;
  /** Whether clients may ask for the schema; true when left out. */
  introspection?: boolean;
  /** Departments besides those of the product. */
  others?: readonly Subgraph[];
  /** Where the gateway and the departments write; nowhere when left out. */
  log?: Logger;
}

/** A GraphQL answer as a client reads it. */
export interface GraphAnswer {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: { departments?: Record<string, Record<string, unknown>> };
}

/** A department of the graph under test. */
interface TestDepartment {
  open: OpenSubgraph;
  database: TestDatabase;
  client: DepartmentClient;
  board: Switchboard;
  stop: () => Promise<void>;
}

const TEST_KEY = randomBytes(32);
const SEAL_KEYS = makeSealKeys();
const silent = pino({ level: 'silent' });

async function reach(department: OpenSubgraph, mode: GraphOptions['mode']) {
  if (mode !== 'DISTRIBUTED')
    return { client: inProcessClient(department), stop: async () => undefined };
  const server = await listen(serveSubgraph(department, TEST_KEY), { host: '127.0.0.1', port: 0 });
  return {
    client: httpClient(department.name, `${server.url}/graphql`, TEST_KEY),
    stop: async () => {
      await Promise.all([server.close(), department.close()]);
    },
  };
}

/** The state of a department's data is asked every few seconds, not once a call: it does not count. */
function noteStatement(board: Switchboard, sql: string): void {
  if (!sql.includes('unlinked_records')) board.statements.push(sql);
}

function newBoard(): Switchboard {
  return { calls: 0, statements: [], fault: null };
}

/** The trail is dropped with the trace, not by the department that reads it. */
async function databaseFor(
  { name, database }: Subgraph,
  { audit }: TestTrace,
): Promise<TestDatabase> {
  if (database === 'OWN') return createTestDatabase(name);
  return { url: audit.readerUrl, drop: async () => undefined };
}

/** The gateway's own part of the graph, which runs in its process in every mode. */
function controlOf({ control, controlUrl }: TestTrace): TestDepartment {
  const board = newBoard();
  return {
    open: control.department,
    database: { url: controlUrl, drop: async () => undefined },
    client: withSwitchboard(inProcessClient(control.department), board),
    board,
    stop: async () => undefined,
  };
}

/** As between processes: the register alone can open what departments seal. */
function testSealing(department: string): Promise<Sealing> {
  const key = readSealKey(department === REGISTER ? SEAL_KEYS.privateKey : SEAL_KEYS.publicKey);
  if (key === null) throw new Error('A key of our own cannot be read.');
  return sealingByKey(key);
}

async function startDepartment(
  subgraph: Subgraph,
  trace: TestTrace,
  options: GraphOptions,
): Promise<TestDepartment> {
  const board = newBoard();
  const database = await databaseFor(subgraph, trace);
  const clock = fixedClock(options.clock ?? '2022-12-31');
  const open = subgraph.open({
    databaseUrl: database.url,
    clock,
    ...(options.mode === 'DISTRIBUTED' && { sealing: await testSealing(subgraph.name) }),
    log: options.log ?? silent,
    onStatement: (sql) => {
      noteStatement(board, sql);
    },
  });
  await open.prepare();
  await open.fillDemo({ seed: options.seed ?? 1, children: options.children ?? 60 });
  const { client, stop } = await reach(open, options.mode);
  return { open, database, board, stop, client: withSwitchboard(client, board) };
}

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
  const identity = await testIdentity(supergraphSdl);
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
    identifyFor: identity.identifyFor,
    ...readPublished(),
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
