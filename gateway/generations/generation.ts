import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildASTSchema, parse } from 'graphql';
import { StartProblem } from '../../shared/start/start-problem.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { readAccessTable } from '../access/access-table.ts';
import type { AccessTable } from '../access/access-table.ts';
import { requestRecorder } from '../audit/record-request.ts';
import { answerShapes } from '../departments/answer-shape.ts';
import type { CallOptions } from '../departments/call-department.ts';
import { exportsEndpoint } from '../exports/exports-endpoint.ts';
import { rowPlanner } from '../exports/rows/row-planner.ts';
import { startGraphqlServer } from '../graphql-server.ts';
import type { GraphqlServerOptions } from '../graphql-server.ts';
import { graphqlEndpoint } from '../http/graphql-endpoint.ts';
import { forbiddenByPurpose } from '../identity/forbidden-by-purpose.ts';
import type { Identify } from '../identity/identify.ts';
import type { Admission } from '../limits/admission.ts';
import type { RequestLimits } from '../limits/config.ts';
import { reportDoors } from '../reports/open-door.ts';
import { reportsEndpoint } from '../reports/reports-endpoint.ts';
import type { Trace } from '../start-trace.ts';
import { createContexts } from './create-contexts.ts';
import type { Contexts } from './create-contexts.ts';
import type { KnownOperations } from './known-operations.ts';
import { rehearseKnown, rehearseTrusted } from './rehearse.ts';

/** What all generations of a gateway have in common. */
export interface GenerationOptions extends Omit<GraphqlServerOptions, 'supergraphSdl' | 'table'> {
  /** How much is taken of a request. */
  limits: RequestLimits;
  /** Roles and purposes, for the departments of a supergraph; those of gateway/access when left out. */
  readTable?: (supergraphSdl: string) => AccessTable;
  /** Who asks and why, under a table of roles and purposes. */
  identifyFor: (table: AccessTable) => Identify;
  /** The department that holds the door to children. */
  register: string;
  /** The day that counts as now. */
  clock: Clock;
  /** Where what is shown is written down, and which emergencies are open. */
  trace: Pick<Trace, 'trail' | 'control'>;
}

/** What of it outlives a generation. */
export interface Lasting {
  admission: Admission;
  known: KnownOperations;
}

type Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Everything that is made for one supergraph: nothing of it is shared with another's. */
export interface Generation {
  supergraphSdl: string;
  /** By which it is told from others. */
  hash: string;
  endpoint: Endpoint;
  reports: Endpoint;
  exports: Endpoint;
  stop: () => Promise<void>;
}

/** Why a supergraph is not taken, in sentences. */
export class SupergraphRefused extends StartProblem {
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[], cause?: unknown) {
    super(reasons.join('\n'), { cause });
    this.name = 'SupergraphRefused';
    this.reasons = reasons;
  }
}

/** The first 12 hexadecimal digits of a supergraph's SHA-256. */
export function hashOf(supergraphSdl: string): string {
  return createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 12);
}

type Server = Awaited<ReturnType<typeof startGraphqlServer>>;
type WithTable = GenerationOptions & { table: AccessTable };
type OfSupergraph = WithTable & { supergraphSdl: string };

/** The ways to the departments, for what is no question of a client's. */
function waysTo({ clients, departmentDeadline, log, supergraphSdl }: OfSupergraph): CallOptions[] {
  const shapes = answerShapes(supergraphSdl);
  return clients.map((client) => ({ client, deadline: departmentDeadline, shapes, log }));
}

/** What is answered besides the graph: reports, and lists as files. */
function sideDoors(options: OfSupergraph, server: Server, contexts: Contexts) {
  const { clients, clock, limits, log, manifest, published, table, trace } = options;
  const { deadline } = limits;
  return {
    reports: reportsEndpoint({
      ...published,
      clock,
      store: trace.control.reports,
      openDoor: reportDoors({ server, table, ways: waysTo(options), ...contexts }),
      record: requestRecorder(trace.trail, log),
      deadline,
      log,
    }),
    exports: exportsEndpoint({
      server,
      clients,
      planRows: rowPlanner(options),
      createContext: contexts.createContext,
      manifest,
      rules: { forbiddenByPurpose: (viewer, needed) => forbiddenByPurpose(viewer, needed, table) },
      deadline,
      trail: trace.trail,
      log,
    }),
  };
}

function graphDoor(
  { limits, log, manifest, trace }: WithTable,
  server: Server,
  { createContext }: Contexts,
) {
  return graphqlEndpoint({
    server,
    createContext,
    trusted: { manifest, isTrustedOnly: limits.isTrustedOnly },
    deadline: limits.deadline,
    trail: trace.trail,
    log,
  });
}

async function rehearseAll(
  options: OfSupergraph,
  server: Server,
  known: KnownOperations,
): Promise<void> {
  const { manifest, supergraphSdl, table } = options;
  const schema = buildASTSchema(parse(supergraphSdl), { assumeValid: true });
  const refusals = await rehearseTrusted(manifest, { server, schema, table });
  if (refusals.length > 0) throw new SupergraphRefused(refusals);
  await rehearseKnown(known.list(), { server, schema, table });
}

async function open(
  supergraphSdl: string,
  options: GenerationOptions,
  { admission, known }: Lasting,
): Promise<Generation> {
  const { readTable = readAccessTable } = options;
  const table = readTable(supergraphSdl);
  const own = { ...options, table, supergraphSdl };
  const { trace, identifyFor } = options;
  const identify = identifyFor(table);
  const contexts = createContexts({ ...own, identify, admission, control: trace.control });
  await nextTurn();
  const server = await startGraphqlServer({ ...own, observers: [known.observer] });
  try {
    await rehearseAll(own, server, known);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    supergraphSdl,
    hash: hashOf(supergraphSdl),
    endpoint: graphDoor(own, server, contexts),
    ...sideDoors(own, server, contexts),
    stop: () => server.stop(),
  };
}

/**
 * Makes everything for a supergraph: GraphQL server, protections, table of roles, contexts, costs, names that are
 * reserved; and plans the trusted operations and those lately asked. Throws SupergraphRefused where any of it cannot be
 * made, and then leaves nothing behind.
 */
export async function openGeneration(
  supergraphSdl: string,
  options: GenerationOptions,
  lasting: Lasting,
): Promise<Generation> {
  try {
    return await open(supergraphSdl, options, lasting);
  } catch (error) {
    if (error instanceof SupergraphRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SupergraphRefused([reason], error);
  }
}
