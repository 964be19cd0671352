import type { Logger } from 'pino';
import type { Stoppables } from '../shared/start/stoppables.ts';
import { readTrailPlaces } from './audit/config.ts';
import { createTrail } from './audit/trail.ts';
import type { Trail } from './audit/trail.ts';
import { openControl } from './control/open-control.ts';
import type { Control } from './control/open-control.ts';

export interface TraceOptions {
  /** The trail, as the role that may insert and no more. */
  trailUrl: string;
  /** The gateway's own database. */
  controlUrl: string;
  log: Logger;
}

/** Where a gateway writes down what it shows, and what it shares with other gateways. */
export interface Trace {
  trail: Trail;
  control: Control;
}

/** Opens a gateway's trail and its own database; they are closed with `running`. */
export async function startTrace(
  { trailUrl, controlUrl, log }: TraceOptions,
  running: Stoppables,
): Promise<Trace> {
  const trail = await createTrail({ databaseUrl: trailUrl, ...readTrailPlaces() });
  running.add(trail.close);
  const control = await openControl({ databaseUrl: controlUrl, trail, log });
  running.add(control.close);
  return { trail, control };
}
