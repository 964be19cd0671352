import { routeRequests } from '../../gateway/http/routes.ts';
import { withSecurityHeaders } from '../../gateway/limits/security-headers.ts';
import { startPublishedGateway } from '../../gateway/publishing/start-published.ts';
import type { PublishedOptions } from '../../gateway/publishing/start-published.ts';
import { listen } from '../../shared/http/listen.ts';

/** A gateway behind a real port. */
export async function serveGateway(options: PublishedOptions) {
  const gateway = await startPublishedGateway(options);
  const routes = routeRequests({ gateway, issuer: null }, options.log);
  const server = await listen(withSecurityHeaders(routes), { host: '127.0.0.1', port: 0 });
  return { gateway, server };
}

/** A gateway that leaves the departments running when it is disposed of. */
export async function startReplica(options: PublishedOptions) {
  const clients = options.clients.map((client) => ({ ...client, close: async () => undefined }));
  const { gateway, server } = await serveGateway({ ...options, clients });
  return {
    url: server.url,
    generations: gateway.generations,
    /** What it says it answers by. */
    contract: gateway.contract,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await gateway.stop();
    },
  };
}
