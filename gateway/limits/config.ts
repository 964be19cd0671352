import { z } from 'zod';
import { readSettings, setting } from '../../shared/start/settings.ts';
import { trustedOnlyClients } from './trusted-documents.ts';

/** Requests a minute in production, where people ask; elsewhere as many as a load test sends. */
const RATES = {
  production: { perViewer: 6_000, perClient: 30_000 },
  demo: { perViewer: 600_000, perClient: 3_000_000 },
};

const rate = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number of requests a minute, 0 for no limit')
  .transform(Number)
  .optional();

const form = z.object({
  NODE_ENV: z.string().optional(),
  REQUEST_DEADLINE_MS: setting.wholeNumber(10_000, 1, 600_000),
  RATE_PER_VIEWER: rate,
  RATE_PER_CLIENT: rate,
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be an address such as redis://127.0.0.1:6379' })
    .optional(),
  TRUSTED_ONLY_CLIENTS: z.string().default(''),
});

/** How much a gateway takes of a request, and of requests. */
export interface RequestLimits {
  /** Milliseconds for one request. */
  deadline: number;
  /** Requests a minute; 0 sets no limit. */
  rates: { perViewer: number; perClient: number };
  /** Where requests are counted together with other gateways; null counts them in this process. */
  redisUrl: string | null;
  isTrustedOnly: (client: string) => boolean;
}

/** Reads NODE_ENV, REQUEST_DEADLINE_MS, RATE_PER_*, REDIS_URL and TRUSTED_ONLY_CLIENTS; throws StartProblem naming each wrong one. */
export function readRequestLimits(environment: NodeJS.ProcessEnv = process.env): RequestLimits {
  const config = readSettings(form, environment);
  const rates = config.NODE_ENV === 'production' ? RATES.production : RATES.demo;
  return {
    deadline: config.REQUEST_DEADLINE_MS,
    rates: {
      perViewer: config.RATE_PER_VIEWER ?? rates.perViewer,
      perClient: config.RATE_PER_CLIENT ?? rates.perClient,
    },
    redisUrl: config.REDIS_URL ?? null,
    isTrustedOnly: trustedOnlyClients(config.TRUSTED_ONLY_CLIENTS),
  };
}
