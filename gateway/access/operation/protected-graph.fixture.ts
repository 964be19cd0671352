import '../../no-telemetry.ts';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { ResolverMap } from '../../../shared/subgraph/schema.ts';
import { composeSupergraph } from '../../compose.ts';
import type { Shown } from '../../context.ts';
import type { Viewer } from '../../identity/viewer.ts';
import { protectedGateway } from '../protected-gateway.ts';
import type { Gateway, ProtectedGatewayOptions } from '../protected-gateway.ts';
import { readProtections } from '../protections.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@authenticated", "@requiresScopes"])\n`;

/** A department of a graph under test. */
export interface FakeDepartment {
  name: string;
  sdl: string;
  resolvers: ResolverMap;
}

/** An operation that a department received. */
export interface Asked {
  department: string;
  query: string;
}

interface TestContext {
  viewer?: Viewer | null;
  shown?: Shown;
}

/** An answer as a client reads it, with what the gateway noted of it. */
export interface TestAnswer {
  data: unknown;
  errors: readonly GraphQLFormattedError[];
  shown: Shown | null;
  asked: readonly Asked[];
  status: number | undefined;
}

/** The paths of an answer's errors, all of which must be UNAUTHORIZED_FIELD. */
export function unauthorizedPaths({ errors }: TestAnswer): string[] {
  return errors.map((error) => {
    if (error.extensions?.['code'] !== 'UNAUTHORIZED_FIELD') throw new Error(error.message);
    return (error.path ?? []).join('.');
  });
}

/** A viewer who holds scopes, of which a purpose can exercise some. */
export function viewerWith(scopes: readonly string[], held: readonly string[] = scopes): Viewer {
  return {
    subject: 'someone',
    role: 'tester',
    client: 'test',
    units: [],
    heldScopes: new Set(held),
    scopes: new Set(scopes),
    purpose: 'CASE_MANAGEMENT',
    caseReference: null,
    reason: null,
  };
}

function schemaOf({ sdl, resolvers }: FakeDepartment): GraphQLSchema {
  return buildSubgraphSchema({ typeDefs: parse(LINK + sdl), resolvers });
}

function recorded(department: FakeDepartment, asked: Asked[]): GraphQLDataSource {
  const source = new LocalGraphQLDataSource(schemaOf(department));
  return {
    process: (options) => {
      asked.push({ department: department.name, query: options.request.query ?? '' });
      return source.process(options);
    },
  };
}

export function supergraphOf(departments: readonly FakeDepartment[]): string {
  return composeSupergraph(
    departments.map(({ name, sdl }) => ({ name, typeDefs: parse(LINK + sdl) })),
  );
}

interface ServerOptions {
  sdl: string;
  inner: Gateway;
  asked: Asked[];
  forbiddenByPurpose?: ProtectedGatewayOptions['forbiddenByPurpose'];
}

/** Apollo Server gives its plugins a context of their own: what the gateway leaves there is seen by a plugin only. */
function noting(shown: Shown[]): ApolloServerPlugin<TestContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ contextValue }) => {
        if (contextValue.shown) shown.push(contextValue.shown);
      },
    }),
  };
}

function createServer(
  { sdl, inner, forbiddenByPurpose = () => null }: ServerOptions,
  shown: Shown[],
) {
  const protections = readProtections(sdl);
  return new ApolloServer<TestContext>({
    gateway: protectedGateway(inner, { protections, forbiddenByPurpose }),
    introspection: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    plugins: [noting(shown)],
  });
}

/** Starts Apollo Server over any gateway, protected by what a supergraph states. */
export async function startProtected(options: ServerOptions) {
  const { asked } = options;
  const shown: Shown[] = [];
  const server = createServer(options, shown);
  await server.start();
  return {
    ask: async (
      query: string,
      viewer: Viewer | null,
      variables: Record<string, unknown> = {},
      operationName?: string,
    ): Promise<TestAnswer> => {
      asked.length = 0;
      shown.length = 0;
      const { body, http } = await server.executeOperation(
        { query, variables, ...(operationName !== undefined && { operationName }) },
        { contextValue: { viewer } },
      );
      if (body.kind !== 'single') throw new Error('The answer came in parts.');
      const { data, errors = [] } = body.singleResult;
      const { status } = http;
      return { data, errors, shown: shown[0] ?? null, asked: [...asked], status };
    },
    stop: () => server.stop(),
  };
}

/** Starts a protected @apollo/gateway over departments in this process. */
export async function startProtectedGraph(
  departments: readonly FakeDepartment[],
  forbiddenByPurpose?: ProtectedGatewayOptions['forbiddenByPurpose'],
) {
  const asked: Asked[] = [];
  const sdl = supergraphOf(departments);
  const inner = new ApolloGateway({
    supergraphSdl: readProtections(sdl).withoutProtections,
    buildService: ({ name }) => {
      const department = departments.find((candidate) => candidate.name === name);
      if (department === undefined) throw new Error(`There is no department ${name}.`);
      return recorded(department, asked);
    },
  });
  return startProtected({ sdl, inner, asked, ...(forbiddenByPurpose && { forbiddenByPurpose }) });
}

/** A protected graph under test. */
export type ProtectedGraph = Awaited<ReturnType<typeof startProtectedGraph>>;
