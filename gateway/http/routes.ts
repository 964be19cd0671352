import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { withSecurityHeaders } from '../limits/security-headers.ts';
import { isForDemoIssuer } from '../demo-issuer/demo-issuer.ts';
import { sendJson } from '../../shared/http/send-json.ts';

type Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A gateway that has started. */
export interface StartedGateway {
  /** Answers requests for the graph. */
  endpoint: Endpoint;
  /** Answers what lies below /reports. */
  reports: Endpoint;
  /** Answers /exports. */
  exports: Endpoint;
  /** Answers /publications. */
  publications: Endpoint;
  /** What the supergraph it answers by is told by. */
  supergraph: () => string;
  /** Rejects where it could show nothing at present, since nothing can be recorded. */
  check: () => Promise<void>;
}

/** What is offered at this moment; `gateway` is null until it has started. */
export interface Routes {
  gateway: StartedGateway | null;
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

const CANNOT_RECORD = {
  status: 'not ready',
  code: 'AUDIT_UNAVAILABLE',
  message: 'The record of who sees what cannot be written, so nothing protected is shown.',
};

async function sayReadiness(
  { gateway, isLoading }: Routes,
  response: ServerResponse,
): Promise<void> {
  if (gateway === null) sendJson(response, 503, STARTING);
  else if (isLoading?.() === true) sendJson(response, 503, LOADING);
  else
    await gateway.check().then(
      () => {
        sendJson(response, 200, { status: 'ready', supergraph: gateway.supergraph() });
      },
      () => {
        sendJson(response, 503, CANNOT_RECORD);
      },
    );
}

/** The gateway's endpoint for a path; null where nothing is there. */
function endpointAt(gateway: StartedGateway, path: string) {
  const { endpoint, exports, publications, reports } = gateway;
  if (path === '/graphql') return endpoint;
  if (path === '/exports') return exports;
  if (path === '/publications') return publications;
  return path === '/reports' || path.startsWith('/reports/') ? reports : null;
}

async function answerByGateway(
  { gateway }: Routes,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const endpoint = gateway && endpointAt(gateway, path);
  if (gateway === null) sendJson(response, 503, STARTING);
  else if (endpoint) await endpoint(request, response);
  else
    sendJson(response, 404, {
      message: 'Nothing is here. The graph is at /graphql, reports are at /reports.',
    });
}

async function answer(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (LIVE.has(path)) sendJson(response, 200, { status: 'alive' });
  else if (READY.has(path)) await sayReadiness(routes, response);
  else if (routes.issuer && isForDemoIssuer(path)) await routes.issuer(request, response);
  else await answerByGateway(routes, path, request, response);
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
