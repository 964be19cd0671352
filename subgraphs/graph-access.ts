import path from 'node:path';
import { z } from 'zod';
import { spawnPart } from '../shared/start/spawn-part.ts';
import { StartProblem } from '../shared/start/start-problem.ts';
import type { ImportConfig } from './config.ts';

/** Where the graph is asked, and under which credential (client credentials, RFC 6749, 4.4). */
export interface GraphAccess {
  graphUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
}

/** A way to the graph, until `stop()`. */
export interface LentGraph {
  access: GraphAccess | null;
  stop: () => Promise<unknown>;
}

const LENDER = path.join(import.meta.dirname, '../gateway/lend-graph.ts');
const PATIENCE = 10_000;
const tokenForm = z.object({ access_token: z.string() });

/** The graph that the settings name; null where they name none. Throws StartProblem where they are not whole. */
export function namedGraph({
  GRAPH_URL: graphUrl,
  TOKEN_URL: tokenUrl,
  CLIENT_ID: clientId,
  CLIENT_SECRET: clientSecret,
}: ImportConfig): GraphAccess | null {
  if (graphUrl === undefined) return null;
  if (tokenUrl !== undefined && clientId !== undefined && clientSecret !== undefined)
    return { graphUrl, tokenUrl, clientId, clientSecret };
  throw new StartProblem(
    'GRAPH_URL needs a credential of the department: set TOKEN_URL, CLIENT_ID and CLIENT_SECRET.',
  );
}

/** The graph of a data folder: of a start that is going on, or else of one that is made for this. */
export async function lendGraph(dataDir: string, department: string): Promise<LentGraph> {
  const part = spawnPart({
    name: 'the way to the register',
    file: LENDER,
    args: [`${department}-records`],
    settings: { DATA_DIR: path.resolve(dataDir) },
    onLine: () => undefined,
  });
  try {
    const [, graphUrl = '', tokenUrl = '', clientId = '', clientSecret = ''] = (
      await part.ready
    ).split(' ');
    return { access: { graphUrl, tokenUrl, clientId, clientSecret }, stop: part.stop };
  } catch (error) {
    await part.stop();
    throw error;
  }
}

/** An access token under the credential. Throws StartProblem where the issuer gives none. */
export async function requestToken({
  tokenUrl,
  clientId,
  clientSecret,
}: GraphAccess): Promise<string> {
  const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch((error: unknown) => {
    throw new StartProblem(`The issuer at ${tokenUrl} does not answer: check TOKEN_URL.`, {
      cause: error,
    });
  });
  if (response.ok) return tokenForm.parse(await response.json()).access_token;
  throw new StartProblem(
    `The issuer at ${tokenUrl} gives no token (status ${response.status}): check CLIENT_ID and CLIENT_SECRET.`,
  );
}
