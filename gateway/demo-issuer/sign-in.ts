import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InteractionResults, Provider } from 'oidc-provider';
import { readBody } from '../../shared/http/read-body.ts';
import type { AccessTable } from '../access/access-table.ts';
import { errorPage, signInPage } from './pages.ts';

/** The longest form taken, in bytes: a persona's name. */
const LONGEST_FORM = 1024;

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(html);
}

async function chosenPersona(request: IncomingMessage): Promise<string> {
  return new URLSearchParams(await readBody(request, LONGEST_FORM)).get('persona') ?? '';
}

/** Choosing a persona is consent too: without that, oidc-provider would ask again for a program on one's own machine. */
function signedInAs(persona: string): InteractionResults {
  return { login: { accountId: persona }, consent: {} };
}

async function isWaiting(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  try {
    await provider.interactionDetails(request, response);
    return true;
  } catch {
    return false;
  }
}

/**
 * Answers the page of a sign-in that oidc-provider has begun: GET lists the personas, POST signs in as the one chosen.
 * A sign-in that was not begun in this browser, or is over, is refused with 400.
 */
export function signIn(provider: Provider, table: AccessTable) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!(await isWaiting(provider, request, response))) {
      const wrong = { error: 'invalid_request', error_description: 'no sign-in is under way here' };
      sendPage(response, 400, errorPage(wrong));
      return;
    }
    const persona = request.method === 'POST' ? await chosenPersona(request) : '';
    if (!table.roles.has(persona)) sendPage(response, 200, signInPage(table.roles.values()));
    else await provider.interactionFinished(request, response, signedInAs(persona));
  };
}
