import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';

/** Requests are counted by the minute. */
const WINDOW_SECONDS = 60;
/** How long Redis may take over one count before this gateway counts alone, in milliseconds. */
const PATIENCE = 250;
const LONGEST_WAIT_TO_RECONNECT = 5_000;

/** Where requests are counted. */
export interface RateCounters {
  /** Counts by key, up to `most` a minute; `name` keeps the keys of different counters apart. */
  counter: (name: string, most: number) => RateLimiterAbstract;
  close: () => Promise<void>;
}

/** Counts in this process: right for one gateway. */
export function countInMemory(): RateCounters {
  return {
    counter: (name, most) =>
      new RateLimiterMemory({ keyPrefix: name, points: most, duration: WINDOW_SECONDS }),
    close: async () => undefined,
  };
}

function connect(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 1_000,
    commandTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_WAIT_TO_RECONNECT),
  });
  let isAway = false;
  redis.on('error', (err: unknown) => {
    if (!isAway) log.warn({ err }, 'Redis is away: this gateway counts requests alone');
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) log.warn('Redis is back: requests are counted together');
    isAway = false;
  });
  return redis;
}

/**
 * Counts in Redis, together with the other gateways that do; alone, in this process, while Redis is away or does not
 * answer at once. `url` is redis://… or rediss://….
 */
export function countInRedis(url: string, log: Logger): RateCounters {
  const redis = connect(url, log);
  const alone = countInMemory();
  return {
    counter: (name, most) =>
      new RateLimiterRedis({
        storeClient: redis,
        rejectIfRedisNotReady: true,
        keyPrefix: `chung-tay:${name}`,
        points: most,
        duration: WINDOW_SECONDS,
        insuranceLimiter: alone.counter(name, most),
      }),
    close: async () => {
      redis.disconnect();
    },
  };
}
