import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { BodyTooLarge, readBody } from '../../shared/http/read-body.ts';
import { sendJson } from '../../shared/http/send-json.ts';
import type { PublicationStore } from '../control/publication-store.ts';
import type { Verdict } from '../control/verdicts.ts';
import { judgePublication } from './judge-publication.ts';
import type { JudgeOptions, Judgement } from './judge-publication.ts';
import { NotSigned, readSigned } from './signed-publication.ts';

export interface PublicationsOptions extends Omit<JudgeOptions, 'stated'> {
  /** The SDLs of all departments, and of the gateway's own part, as this copy of the program states them. */
  statedSchemas: () => Promise<JudgeOptions['stated']>;
  store: PublicationStore;
  /** Takes what was published, now. */
  look: () => Promise<void>;
  log: Logger;
}

/** The longest publication taken, in bytes; the largest SDL of the product is under a tenth of it. */
const LONGEST_BODY = 1024 * 1024;
/** How long the gateways are given to say what they make of a supergraph, and how often they are asked, in milliseconds. */
const PATIENCE = 20_000;
const ASK_EVERY = 200;

async function verdictsOn(id: number, store: PublicationStore): Promise<Verdict[]> {
  const end = performance.now() + PATIENCE;
  let verdicts = await store.findVerdicts(id);
  while (verdicts.some(({ reasons }) => reasons === null) && performance.now() < end) {
    await sleep(ASK_EVERY);
    verdicts = await store.findVerdicts(id);
  }
  return verdicts;
}

async function publish(
  options: PublicationsOptions,
  signed: string,
): Promise<Judgement & { gateways: Verdict[] }> {
  const { log, look, store } = options;
  const publication = await readSigned(signed, store.findKey);
  const judging = { ...options, stated: await options.statedSchemas() };
  const judgement = await store.oneByOne((work) => judgePublication(publication, work, judging));
  const { outcome, reasons, supergraphId } = judgement;
  const { department, keyId } = publication;
  log.info({ department, keyId, outcome, reasons, publication: supergraphId }, 'publication');
  if (supergraphId === null) return { ...judgement, gateways: [] };
  await look();
  return { ...judgement, gateways: await verdictsOn(supergraphId, store) };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.setHeader('connection', 'close');
  sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}

async function answer(
  options: PublicationsOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const result = await publish(options, await readBody(request, LONGEST_BODY));
    sendJson(response, result.outcome === 'REFUSED' ? 422 : 200, result);
  } catch (error) {
    if (error instanceof BodyTooLarge) refuse(response, 413, error.message);
    else if (error instanceof NotSigned)
      sendJson(response, 401, {
        errors: [{ message: error.message, extensions: { code: 'UNSIGNED' } }],
      });
    else throw error;
  }
}

/**
 * Answers `POST /publications`, whose body is a publication signed by its department: 401 (UNSIGNED) where it is not, 422
 * with the reasons where it is refused, else 200 with what every gateway that runs made of it.
 */
export function publicationsEndpoint(options: PublicationsOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'POST') {
      await answer(options, request, response);
      return;
    }
    response.setHeader('allow', 'POST');
    refuse(response, 405, 'Departments publish by POST: npm run publish does.');
  };
}
