import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { scopesByDepartment } from './access/department-scopes.ts';
import { grantsOf } from './access/grants.ts';
import type { GatewayContext } from './context.ts';
import { Ledger } from './departments/ledger.ts';
import { startGraphqlServer } from './graphql-server.ts';
import type { GraphqlServerOptions } from './graphql-server.ts';
import { graphqlEndpoint } from './http/graphql-endpoint.ts';
import type { Identify } from './identity/identify.ts';
import type { Viewer } from './identity/viewer.ts';

export interface GatewayOptions extends GraphqlServerOptions {
  /** Who asks and why. */
  identify: Identify;
  /** The department that holds the door to children. */
  register: string;
}

const EMERGENCY = 'EMERGENCY';

/** The children of the viewer's open emergencies; null where the purpose is another. */
function emergencyChildNos({ purpose }: Viewer): readonly number[] | null {
  return purpose === EMERGENCY ? [] : null;
}

/** Makes the context of a request: who asks and why, and what each department is granted for that. */
function contextMaker({ clients, identify, register, supergraphSdl }: GatewayOptions) {
  const names = clients.map(({ name }) => name);
  const rules = { register, scopesByDepartment: scopesByDepartment(supergraphSdl) };
  return async ({ headers }: IncomingMessage, requestId: string): Promise<GatewayContext> => {
    const viewer = await identify(headers);
    return {
      requestId,
      viewer,
      ledger: new Ledger(names),
      grantFor: grantsOf(rules, viewer, emergencyChildNos(viewer)),
    };
  };
}

/**
 * A gateway over its departments, without a port of its own: `endpoint` answers HTTP requests for the graph,
 * `stop` ends it and the ways to the departments.
 */
export async function startGateway(options: GatewayOptions) {
  const server = await startGraphqlServer(options);
  return {
    endpoint: graphqlEndpoint(server, contextMaker(options), randomUUID),
    stop: async () => {
      await server.stop();
      await Promise.all(options.clients.map((client) => client.close()));
    },
  };
}
