import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { withSecurityHeaders } from '../limits/security-headers.ts';
import { isForDemoIssuer } from '../demo-issuer/demo-issuer.ts';
import { sendJson } from '../../shared/http/send-json.ts';

type Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the gateway offers at this moment; `graphql` is null until it is ready. */
export interface Routes {
  graphql: Endpoint | null;
  /** Issues the demo's tokens, where nothing else does. */
  issuer: Endpoint | null;
  /** Whether departments of this process are still bringing the records behind cohorts into memory; never when left out. */
  isLoading?: () => boolean;
}

const LIVE = new Set(['/livez']);
const READY = new Set(['/readyz', '/healthz', '/health']);

const LOADING = {
  status: 'loading',
  message: 'Children can be opened; cohorts will be answered in a moment.',
};
const STARTING = { status: 'starting', message: 'The gateway is starting. Try again in a moment.' };

function sendReadiness({ graphql, isLoading }: Routes, response: ServerResponse): void {
  if (graphql === null) sendJson(response, 503, STARTING);
  else if (isLoading?.() === true) sendJson(response, 503, LOADING);
  else sendJson(response, 200, { status: 'ready' });
}

async function answer(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (LIVE.has(path)) sendJson(response, 200, { status: 'alive' });
  else if (READY.has(path)) sendReadiness(routes, response);
  else if (routes.issuer && isForDemoIssuer(path)) await routes.issuer(request, response);
  else if (path !== '/graphql')
    sendJson(response, 404, { message: 'Nothing is here. The graph is at /graphql.' });
  else if (routes.graphql === null) sendJson(response, 503, STARTING);
  else await routes.graphql(request, response);
}

/** Sends each request where it belongs. What fails outside GraphQL ends as a plain 500 with the cause in the log. */
export function routeRequests(routes: Routes, log: Logger): RequestListener {
  return withSecurityHeaders((request, response) => {
    answer(routes, request, response).catch((err: unknown) => {
      log.error({ err }, 'request failed outside GraphQL');
      if (!response.headersSent) sendJson(response, 500, { message: 'Something failed here.' });
      else response.destroy();
    });
  });
}
