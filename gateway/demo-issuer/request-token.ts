import { z } from 'zod';
import { StartProblem } from '../../shared/start/start-problem.ts';
import type { KeptSecrets } from './kept-secrets.ts';

/** How long the issuer may take to answer, in milliseconds. */
const PATIENCE = 10_000;

const answerForm = z.object({ access_token: z.string() });

function secretOf(persona: string, { clientSecrets }: KeptSecrets): string {
  const secret = clientSecrets[persona];
  if (secret !== undefined) return secret;
  const known = Object.keys(clientSecrets).join(', ');
  throw new StartProblem(
    `${persona === '' ? 'No persona is named' : `There is no persona ${persona}`}: name one of ${known}.`,
  );
}

function basicCredentials(persona: string, secret: string): string {
  return `Basic ${Buffer.from(`${encodeURIComponent(persona)}:${secret}`).toString('base64')}`;
}

async function ask(issuer: string, credentials: string): Promise<Response> {
  try {
    return await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { authorization: credentials },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (error) {
    throw new StartProblem(
      `The demo issuer at ${issuer} does not answer: start it with npm start.`,
      { cause: error },
    );
  }
}

/**
 * Asks the running demo issuer for a persona's access token (client credentials, RFC 6749, 4.4). Throws StartProblem
 * for a persona that is unknown, and for an issuer that does not answer or refuses.
 */
export async function requestToken(persona: string, secrets: KeptSecrets): Promise<string> {
  const response = await ask(secrets.issuer, basicCredentials(persona, secretOf(persona, secrets)));
  if (response.ok) return answerForm.parse(await response.json()).access_token;
  throw new StartProblem(
    `The program at ${secrets.issuer} gives no token (status ${response.status}): it is another one than was started with this DATA_DIR. Set DATA_DIR as that start did.`,
  );
}
