import type { StartedGateway } from '../http/routes.ts';
import type { Generations } from '../generations/generations.ts';
import { FollowPublished } from './follow-published.ts';
import { publicationsEndpoint } from './publications-endpoint.ts';
import { startFromLast } from './start-from-last.ts';
import type { Started, StartOptions } from './start-from-last.ts';

export interface PublishedOptions extends StartOptions {
  /** The SDLs of all departments, and of the gateway's own part, as this copy of the program states them. */
  statedSchemas: () => Promise<ReadonlyMap<string, string>>;
  /** Milliseconds between two looks for what was published; 1,000 when left out. */
  lookEvery?: number;
}

/** A gateway that takes what departments publish. */
export interface PublishedGateway extends StartedGateway {
  generations: Generations;
  /** What it answers by, in a line to print. */
  contract: string;
  stop: () => Promise<void>;
}

function describe({ gateway, newest, publication }: Started): string {
  const { hash } = gateway.generations.current;
  const others = newest > publication ? `; publication ${newest} is refused (see the log)` : '';
  if (publication > 0) return `supergraph ${hash}, publication ${publication}${others}`;
  return `supergraph ${hash}, as it came with the program${others}`;
}

/**
 * Starts a gateway from what was published last, and takes what is published from then on: `publications` answers
 * departments that publish. Throws StartProblem where not even the supergraph that came with the program can be answered.
 */
export async function startPublishedGateway(options: PublishedOptions): Promise<PublishedGateway> {
  const { gatewayId, log, statedSchemas, trace } = options;
  const { publications: store } = trace.control;
  const started = await startFromLast(options);
  const { check, endpoint, exports, generations, reports, stop } = started.gateway;
  const follower = new FollowPublished({
    ...{ store, generations, gateway: gatewayId, startedWith: started.newest, log },
    ...(options.lookEvery !== undefined && { interval: options.lookEvery }),
  });
  return {
    ...{ endpoint, reports, exports, check, generations },
    publications: publicationsEndpoint({
      ...options,
      store,
      statedSchemas,
      rehearse: (supergraphSdl) => generations.rehearse(supergraphSdl),
      look: () => follower.look(),
    }),
    supergraph: () => generations.current.hash,
    contract: describe(started),
    stop: async () => {
      await follower.stop();
      await stop();
    },
  };
}
