import type { Logger } from 'pino';
import type { Identify } from '../identity/identify.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { Sender } from './client-address.ts';
import type { RequestLimits } from './config.ts';
import { countInMemory, countInRedis } from './rate-counter.ts';
import { rateLimit } from './rate-limit.ts';
import type { Counted } from './rate-limit.ts';
import { limitRefusals } from './refusals-limit.ts';

/** A sender with what finds out who it is. */
type IdentifiedSender = Sender & { identify: Identify };

/** How many requests a gateway lets in, whatever supergraph they are answered under. */
export interface Admission {
  /** Throws RATE_LIMITED for one request too many. */
  admit: (counted: Counted) => Promise<void>;
  /** Who asks and why. Throws AccessRefusal, and RATE_LIMITED for an address that was refused too often. */
  identifySender: (sender: IdentifiedSender) => Promise<Viewer>;
  close: () => Promise<void>;
}

/** Makes the counts of a gateway, kept in Redis for all gateways where one is configured. */
export function openAdmission(
  { rates, redisUrl, refusals }: RequestLimits,
  log: Logger,
): Admission {
  const counters = redisUrl === null ? countInMemory() : countInRedis(redisUrl, log);
  return {
    admit: rateLimit(rates, counters),
    identifySender: limitRefusals(
      ({ headers, identify }: IdentifiedSender) => identify(headers),
      refusals,
    ),
    close: counters.close,
  };
}
