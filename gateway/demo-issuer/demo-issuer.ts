import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Logger } from 'pino';
import { BodyTooLarge } from '../../shared/http/read-body.ts';
import { sendJson } from '../../shared/http/send-json.ts';
import type { AccessTable } from '../access/access-table.ts';
import { keepSecrets } from './kept-secrets.ts';
import { MOUNT, providerSettings } from './provider-settings.ts';
import { loadProvider } from './quiet-provider.ts';
import { requestToken } from './request-token.ts';
import { signIn } from './sign-in.ts';

export interface DemoIssuerOptions {
  /** The server it is mounted on, http://host:port. */
  serverUrl: string;
  /** Where it keeps its keys and secrets. */
  dataDir: string;
  table: AccessTable;
  /** The audience that its access tokens state. */
  audience: string;
  log: Logger;
}

/** An OpenID Connect issuer of invented people, for trying the graph on one machine. */
export interface DemoIssuer {
  /** What its tokens state as `iss`. */
  issuer: string;
  /** Answers every request under `/oidc`. */
  endpoint: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** A persona's access token, asked from the issuer itself over HTTP: its server must listen and send it `/oidc`. */
  tokenFor: (persona: string) => Promise<string>;
}

/** Whether a request's path is the issuer's. */
export function isForDemoIssuer(path: string): boolean {
  return path === MOUNT || path.startsWith(`${MOUNT}/`);
}

function logFailures(provider: Provider, log: Logger): void {
  provider.on('server_error', (_, error) => {
    log.error({ err: error }, 'the demo issuer failed');
  });
}

/** oidc-provider finds its own paths in what is left of the URL, and its mount in what was cut off. */
function unmount(request: IncomingMessage): IncomingMessage {
  const originalUrl = request.url ?? MOUNT;
  const url = originalUrl.slice(MOUNT.length);
  return Object.assign(request, { originalUrl, url: url.startsWith('/') ? url : `/${url}` });
}

function answer(provider: Provider, table: AccessTable): DemoIssuer['endpoint'] {
  const signInEndpoint = signIn(provider, table);
  const provide = provider.callback();
  return async (request, response) => {
    try {
      if ((request.url ?? '').startsWith(`${MOUNT}/interaction/`))
        await signInEndpoint(request, response);
      else await provide(unmount(request), response);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      sendJson(response, 413, { message: error.message });
    }
  };
}

/**
 * Makes the demo issuer: discovery, keys, client credentials for each persona, authorization code with PKCE behind a
 * page that lists the personas. Throws StartProblem where its secrets cannot be kept in `dataDir`.
 */
export async function createDemoIssuer(options: DemoIssuerOptions): Promise<DemoIssuer> {
  const { serverUrl, dataDir, table, audience, log } = options;
  const issuer = `${serverUrl}${MOUNT}`;
  const secrets = await keepSecrets(dataDir, { issuer, personas: table.roles.keys() });
  const { Provider } = await loadProvider();
  const provider = new Provider(issuer, providerSettings({ table, secrets, audience }));
  logFailures(provider, log);
  return {
    issuer,
    endpoint: answer(provider, table),
    tokenFor: (persona) => requestToken(persona, secrets),
  };
}
