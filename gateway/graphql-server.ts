import './no-telemetry.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import { libraryLog } from '../shared/log/library-log.ts';
import { readProtections } from './access/protections.ts';
import type { AccessTable } from './access/access-table.ts';
import { traceAnswers } from './audit/trace-plugin.ts';
import type { Trail } from './audit/trail.ts';
import { protectedGateway } from './access/protected-gateway.ts';
import type { Gateway } from './access/protected-gateway.ts';
import { forbiddenByPurpose } from './identity/forbidden-by-purpose.ts';
import type { GatewayContext } from './context.ts';
import type { Control } from './control/open-control.ts';
import { answerShapes } from './departments/answer-shape.ts';
import { departmentDataSource, departmentDoor } from './departments/data-source.ts';
import type { DepartmentClient } from './departments/department-client.ts';
import { LinkTeller } from './departments/tell-links.ts';
import { compiledGateway } from './executor/compiled-gateway.ts';
import { createPlanner } from './executor/planner.ts';
import { readCostRules } from './limits/cost-rules.ts';
import { limitsFor, readLimitPolicy } from './limits/limits.ts';
import type { LimitPolicy } from './limits/limits.ts';
import { operationLimits } from './limits/operation-limits.ts';
import { serverSafety, withoutSuggestions } from './limits/server-safety.ts';
import { tokenLimit } from './limits/token-limit.ts';
import type { Manifest } from './limits/trusted-operations.ts';
import { logFailures, logUnexpected } from './log/log-failures.ts';
import { noteOperation } from './log/note-operation.ts';
import { operationLabels } from './log/operation-label.ts';
import { checkedScalars } from './plugins/checked-scalars.ts';
import { departmentReport } from './plugins/department-report.ts';
import { reservedAlias, reservedNames } from './plugins/reserved-alias.ts';
import { pluginOf } from './plugins/request-hooks.ts';
import type { RequestHooks } from './plugins/request-hooks.ts';
import { resolvedOperation } from './plugins/resolved-operation.ts';
import { presentError } from './present-error.ts';
import { publishedCounts } from './reports/published-counts.ts';
import type { PublishedCounts } from './reports/published-counts.ts';
import { recordUsage } from './usage/record-usage.ts';

export interface GraphqlServerOptions {
  supergraphSdl: string;
  clients: readonly DepartmentClient[];
  /** The department that holds the door to children. */
  register: string;
  /** How long one call to a department may take, in milliseconds. */
  departmentDeadline: number;
  /** STOCK leaves every operation to @apollo/gateway, which the compiled ones must answer like; COMPILED when left out. */
  executor?: 'COMPILED' | 'STOCK';
  /** Whether clients may ask for the schema. */
  introspection: boolean;
  /** Roles and purposes. */
  table: AccessTable;
  /** The operations that every client may name. */
  manifest: Manifest;
  /** The indicators, and the plans whose days they are counted on. */
  published: PublishedCounts;
  /** Where what is shown, and what is asked, is written down. */
  trace: { trail: Trail; control: Pick<Control, 'usage'> };
  /** What looks on besides. */
  observers?: readonly RequestHooks<GatewayContext>[];
  log: Logger;
}

function openDoors(options: GraphqlServerOptions) {
  const { supergraphSdl, clients, register, departmentDeadline: deadline, log } = options;
  const shapes = answerShapes(supergraphSdl);
  const ways = clients.map((client) => ({ client, deadline, shapes, log }));
  const teller = new LinkTeller(register, new Map(ways.map((way) => [way.client.name, way])));
  return new Map(ways.map((way) => [way.client.name, departmentDoor({ ...way, teller })]));
}

function doorOf(doors: ReturnType<typeof openDoors>, name: string) {
  const door = doors.get(name);
  if (door === undefined)
    throw new Error(`The supergraph names a department that is not configured: ${name}.`);
  return door;
}

/** Requests go on meanwhile: what takes long is done in steps, between which others have their turn. */
async function createGateway(options: GraphqlServerOptions): Promise<Gateway> {
  const { executor = 'COMPILED', supergraphSdl, table, log } = options;
  const doors = openDoors(options);
  const protections = readProtections(supergraphSdl);
  const stock = new ApolloGateway({
    supergraphSdl: protections.withoutProtections,
    logger: libraryLog(log),
    // Its plans name departments, and any client could ask for them by a header.
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => departmentDataSource(doorOf(doors, name)),
  });
  await nextTurn();
  const compiled = (): Gateway =>
    compiledGateway(stock, {
      planner: createPlanner(protections.withoutProtections),
      departments: doors,
    });
  const inner = executor === 'STOCK' ? stock : compiled();
  await nextTurn();
  return protectedGateway(inner, {
    protections,
    forbiddenByPurpose: (viewer, scopes) => forbiddenByPurpose(viewer, scopes, table),
  });
}

function limitsOf(supergraphSdl: string, policy: LimitPolicy) {
  return operationLimits<GatewayContext>({
    rules: readCostRules(supergraphSdl, policy.assumedListSize),
    limitsFor: ({ viewer }) => limitsFor(policy, viewer?.scopes ?? new Set()),
  });
}

/** What is done to every request, in this order. */
function requestHooks(
  { supergraphSdl, introspection, manifest, trace, log }: GraphqlServerOptions,
  policy: LimitPolicy,
): RequestHooks<GatewayContext>[] {
  return [
    tokenLimit(policy.tokens),
    resolvedOperation,
    reservedAlias(reservedNames(supergraphSdl)),
    limitsOf(supergraphSdl, policy),
    departmentReport,
    ...(introspection ? [] : [withoutSuggestions]),
    logFailures(log),
    noteOperation(operationLabels(manifest)),
    traceAnswers(trace.trail, log),
    recordUsage(trace.control.usage),
  ];
}

/** Makes and starts the GraphQL server over the departments; stop it with `stop()`. */
export async function startGraphqlServer(
  options: GraphqlServerOptions,
): Promise<ApolloServer<GatewayContext>> {
  const { introspection, log } = options;
  const policy = readLimitPolicy();
  const server: ApolloServer<GatewayContext> = new ApolloServer<GatewayContext>({
    gateway: await createGateway(options),
    ...serverSafety({ introspection, tokens: policy.tokens }),
    stopOnTerminationSignals: false,
    logger: libraryLog(log),
    formatError: presentError,
    plugins: [
      checkedScalars,
      logUnexpected(log),
      pluginOf([
        ...requestHooks(options, policy),
        publishedCounts(options.published, () => server),
        ...(options.observers ?? []),
      ]),
      // Every answer says no-store (limits/security-headers.ts), whatever a schema says of its fields.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();
  return server;
}
