import type { PublishedSupergraph } from '../control/publications.ts';
import type { DepartmentClient } from '../departments/department-client.ts';
import { startGateway } from '../gateway.ts';
import type { Gateway, GatewayOptions } from '../gateway.ts';
import { SupergraphRefused } from '../generations/generation.ts';
import { publishedText } from './published-text.ts';
import { notServed } from './served-schema.ts';

export interface StartOptions extends GatewayOptions {
  /** The gateway's own name. */
  gatewayId: string;
  /** Whether the departments run in this process: then they answer what its code states, whatever was published. */
  isEmbedded: boolean;
}

/** How many supergraphs back it is tried, before that which came with the program. */
const TRIES = 5;

/** A gateway, and what it answers by. */
export interface Started {
  gateway: Gateway;
  /** The number of the published supergraph it runs by; 0 for the one that came with the program. */
  publication: number;
  /** The number of the last one there was. */
  newest: number;
}

/** What the departments of this process do not answer of a published supergraph. */
async function notAnswered(
  { subgraphs }: PublishedSupergraph,
  clients: readonly DepartmentClient[],
  deadline: number,
): Promise<string[]> {
  const asked = [...subgraphs].map(async ([name, sdl]) => {
    const client = clients.find((each) => each.name === name);
    const missing = client ? await notServed(client, sdl, deadline) : ['It is not here.'];
    return (missing ?? []).map((what) => `${name} runs by another schema: ${what}`);
  });
  return (await Promise.all(asked)).flat();
}

async function startWith(published: PublishedSupergraph, options: StartOptions): Promise<Gateway> {
  const { clients, departmentDeadline, isEmbedded } = options;
  const missing = isEmbedded ? await notAnswered(published, clients, departmentDeadline) : [];
  if (missing.length > 0) throw new SupergraphRefused(missing);
  return startGateway({ ...options, supergraphSdl: publishedText(published) });
}

async function tryOne(
  published: PublishedSupergraph,
  options: StartOptions,
): Promise<Gateway | null> {
  const { gatewayId: gateway, log, trace } = options;
  const say = (reasons: readonly string[]) =>
    trace.control.publications.sayVerdict(published.id, { gateway, reasons });
  try {
    const started = await startWith(published, options);
    await say([]);
    return started;
  } catch (error) {
    if (!(error instanceof SupergraphRefused)) throw error;
    const { reasons } = error;
    log.error({ publication: published.id, reasons }, 'a published supergraph is refused');
    await say(reasons);
    return null;
  }
}

/**
 * Starts a gateway from the last published supergraph that it can answer, else from the one that came with the program.
 * What it makes of those it tries is kept for whoever published them.
 */
export async function startFromLast(options: StartOptions): Promise<Started> {
  const tried = await options.trace.control.publications.findSupergraphs(TRIES);
  const newest = tried[0]?.id ?? 0;
  for (const published of tried) {
    const gateway = await tryOne(published, options);
    if (gateway !== null) return { gateway, publication: published.id, newest };
  }
  return { gateway: await startGateway(options), publication: 0, newest };
}
