import { isIP } from 'node:net';
import { z } from 'zod';
import { readSettings, setting } from '../../shared/start/settings.ts';
import type { RefusalsLimit } from './refusals-limit.ts';
import { trustedOnlyClients } from './trusted-documents.ts';

/** Requests a minute in production, where people ask; elsewhere as many as a load test sends. */
const RATES = {
  production: { perViewer: 6_000, perClient: 30_000, perAddress: 600 },
  demo: { perViewer: 600_000, perClient: 3_000_000, perAddress: 60_000 },
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
  REFUSALS_PER_ADDRESS: rate,
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((each) => each.trim()))
    .transform((all) => all.filter((each) => each !== ''))
    .refine(
      (all) => all.every((each) => isIP(each) > 0),
      'must be IP addresses, set apart by commas',
    ),
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
  /** What is taken of requests that are refused for their token or purpose. */
  refusals: RefusalsLimit;
  /** Where requests are counted together with other gateways; null counts them in this process. */
  redisUrl: string | null;
  isTrustedOnly: (client: string) => boolean;
}

/** Reads NODE_ENV, REQUEST_DEADLINE_MS, RATE_PER_*, REFUSALS_PER_ADDRESS, TRUSTED_PROXIES, REDIS_URL and TRUSTED_ONLY_CLIENTS; throws StartProblem naming each wrong one. */
export function readRequestLimits(environment: NodeJS.ProcessEnv = process.env): RequestLimits {
  const config = readSettings(form, environment);
  const rates = config.NODE_ENV === 'production' ? RATES.production : RATES.demo;
  return {
    deadline: config.REQUEST_DEADLINE_MS,
    rates: {
      perViewer: config.RATE_PER_VIEWER ?? rates.perViewer,
      perClient: config.RATE_PER_CLIENT ?? rates.perClient,
    },
    refusals: {
      perAddress: config.REFUSALS_PER_ADDRESS ?? rates.perAddress,
      proxies: new Set(config.TRUSTED_PROXIES),
    },
    redisUrl: config.REDIS_URL ?? null,
    isTrustedOnly: trustedOnlyClients(config.TRUSTED_ONLY_CLIENTS),
  };
}
