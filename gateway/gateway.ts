import { randomUUID } from 'node:crypto';
import { startGraphqlServer } from './graphql-server.ts';
import type { GraphqlServerOptions } from './graphql-server.ts';
import { Ledger } from './departments/ledger.ts';
import { graphqlEndpoint } from './http/graphql-endpoint.ts';

/**
 * A gateway over its departments, without a port of its own: `endpoint` answers HTTP requests for the graph,
 * `stop` ends it and the ways to the departments.
 */
export async function startGateway(options: GraphqlServerOptions) {
  const names = options.clients.map(({ name }) => name);
  const server = await startGraphqlServer(options);
  return {
    endpoint: graphqlEndpoint(server, () => ({
      requestId: randomUUID(),
      ledger: new Ledger(names),
    })),
    stop: async () => {
      await server.stop();
      await Promise.all(options.clients.map((client) => client.close()));
    },
  };
}
