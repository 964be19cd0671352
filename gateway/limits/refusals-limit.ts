import { HeaderMap } from '@apollo/server';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { AccessRefusal } from '../identity/access-refusal.ts';
import { clientAddress } from './client-address.ts';
import type { Sender } from './client-address.ts';
import { countInMemory } from './rate-counter.ts';

export interface RefusalsLimit {
  /** Requests a minute that may be refused for their token or purpose; 0 sets no limit. */
  perAddress: number;
  /** Addresses of our own proxies. */
  proxies: ReadonlySet<string>;
}

function tooManyRefusals(limit: number, milliseconds: number): GraphError {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  const headers = new HeaderMap([['retry-after', String(seconds)]]);
  return new GraphError(
    'RATE_LIMITED',
    {
      en: `Too many requests from your address were refused for their token or purpose: ${limit} a minute may be. Try again in ${seconds} seconds, with a valid token.`,
      vi: `Quá nhiều yêu cầu từ địa chỉ của bạn bị từ chối vì token hoặc mục đích: tối đa ${limit} yêu cầu mỗi phút. Hãy thử lại sau ${seconds} giây với token hợp lệ.`,
    },
    {
      measure: 'refusedRequestsPerMinute',
      limit,
      retryAfterSeconds: seconds,
      http: { status: 429, headers },
    },
  );
}

/** Whether it is the sender's doing; 503 says that the issuer is away. */
function isSendersDoing(error: unknown): boolean {
  return error instanceof AccessRefusal && error.status < 500;
}

/**
 * Puts a limit before what finds out who asks: an address of which too many requests were refused within a minute is
 * turned away with RATE_LIMITED (429) before its token is looked at, a valid one too. Each gateway counts for itself,
 * in memory, since it is its own work that it spares; what is not refused costs no count.
 */
export function limitRefusals<Request extends Sender, Who>(
  identify: (request: Request) => Promise<Who>,
  { perAddress, proxies }: RefusalsLimit,
): (request: Request) => Promise<Who> {
  if (perAddress === 0) return identify;
  const refusals = countInMemory().counter('address', perAddress);
  return async (request) => {
    const address = clientAddress(request, proxies);
    const counted = await refusals.get(address);
    if (counted !== null && counted.remainingPoints <= 0)
      throw tooManyRefusals(perAddress, counted.msBeforeNext);
    try {
      return await identify(request);
    } catch (error) {
      if (isSendersDoing(error)) await refusals.consume(address).catch(() => undefined);
      throw error;
    }
  };
}
