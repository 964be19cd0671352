import type { IncomingMessage, ServerResponse } from 'node:http';
import { Generations } from './generations/generations.ts';
import { openGeneration } from './generations/generation.ts';
import type { GenerationOptions } from './generations/generation.ts';
import { keepKnownOperations } from './generations/known-operations.ts';
import { openAdmission } from './limits/admission.ts';

export interface GatewayOptions extends GenerationOptions {
  /** The supergraph to begin with. */
  supergraphSdl: string;
}

/**
 * A gateway over its departments, without a port of its own: `endpoint` answers HTTP requests for the graph, `reports`
 * and `exports` those for what is made of it, `check` rejects where nothing can be recorded, `generations` takes another
 * supergraph while requests go on, `stop` ends it and the ways to the departments. Throws SupergraphRefused for a
 * supergraph that it cannot answer.
 */
export async function startGateway({ supergraphSdl, ...options }: GatewayOptions) {
  const { clients, limits, log, trace } = options;
  const lasting = { admission: openAdmission(limits, log), known: keepKnownOperations() };
  const open = (sdl: string) => openGeneration(sdl, options, lasting);
  const first = await open(supergraphSdl).catch(async (error: unknown) => {
    await lasting.admission.close();
    throw error;
  });
  const generations = new Generations(first, open, log);
  const through =
    (door: 'endpoint' | 'reports' | 'exports') =>
    (request: IncomingMessage, response: ServerResponse) =>
      generations.answer(door, request, response);
  return {
    endpoint: through('endpoint'),
    reports: through('reports'),
    exports: through('exports'),
    generations,
    check: () => trace.trail.check(),
    stop: async () => {
      await generations.stop();
      await lasting.admission.close();
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}

export type Gateway = Awaited<ReturnType<typeof startGateway>>;
