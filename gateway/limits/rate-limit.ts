import { hash } from 'node:crypto';
import { HeaderMap } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Message } from '../../shared/errors/graph-error.ts';
import type { RateCounters } from './rate-counter.ts';

/** Requests a minute; 0 sets no limit. */
export interface RateLimits {
  perViewer: number;
  perClient: number;
}

/** Who a request is counted for. */
export interface Counted {
  /** The token's subject. */
  subject: string;
  /** The OIDC client. */
  client: string;
}

type Measure = 'viewerRequestsPerMinute' | 'clientRequestsPerMinute';

interface Counter {
  measure: Measure;
  limit: number;
  keyOf: (counted: Counted) => string;
  limiter: RateLimiterAbstract;
}

const WHO: Readonly<Record<Measure, Message>> = {
  viewerRequestsPerMinute: { en: 'you', vi: 'bạn' },
  clientRequestsPerMinute: { en: 'your program', vi: 'phần mềm của bạn' },
};

function rateLimited({ measure, limit }: Counter, refusal: RateLimiterRes): GraphError {
  const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
  const headers = new HeaderMap([['retry-after', String(seconds)]]);
  const who = WHO[measure];
  return new GraphError(
    'RATE_LIMITED',
    {
      en: `Too many requests: ${who.en} may send ${limit} a minute. Try again in ${seconds} seconds.`,
      vi: `Quá nhiều yêu cầu: ${who.vi} được gửi ${limit} yêu cầu mỗi phút. Hãy thử lại sau ${seconds} giây.`,
    },
    {
      measure,
      limit,
      measured: refusal.consumedPoints,
      retryAfterSeconds: seconds,
      http: { status: 429, headers },
    },
  );
}

/** Of those who asked last, in this process only. */
const hashes = new LRUCache<string, string>({ max: 10_000 });

/** A subject may be a person's name, which has no place in a store of counts. */
function unreadable(text: string): string {
  const known = hashes.get(text) ?? hash('sha256', text, 'base64url');
  hashes.set(text, known);
  return known;
}

async function count(counter: Counter, counted: Counted): Promise<void> {
  try {
    await counter.limiter.consume(counter.keyOf(counted));
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw rateLimited(counter, refusal);
    throw refusal;
  }
}

/**
 * Makes the check of requests a minute: it resolves where a request may go on, and throws RATE_LIMITED (429, with
 * Retry-After) otherwise. The viewer is counted first, so that one viewer's excess is not their client's.
 */
export function rateLimit({ perViewer, perClient }: RateLimits, { counter }: RateCounters) {
  const counters: Counter[] = [
    {
      measure: 'viewerRequestsPerMinute' as const,
      limit: perViewer,
      keyOf: ({ subject }: Counted) => unreadable(subject),
      limiter: counter('viewer', perViewer),
    },
    {
      measure: 'clientRequestsPerMinute' as const,
      limit: perClient,
      keyOf: ({ client }: Counted) => unreadable(client),
      limiter: counter('client', perClient),
    },
  ].filter(({ limit }) => limit > 0);
  return async (counted: Counted): Promise<void> => {
    for (const each of counters) await count(each, counted);
  };
}
