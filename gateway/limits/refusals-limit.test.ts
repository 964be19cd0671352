import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { AccessRefusal } from '../identity/access-refusal.ts';
import type { Sender } from './client-address.ts';
import { limitRefusals } from './refusals-limit.ts';

const MESSAGE = { en: 'x', vi: 'x' };

interface Asked extends Sender {
  /** The status of the refusal; null for none. */
  status: number | null;
}

function from(remoteAddress: string, status: number | null): Asked {
  return { headers: {}, socket: { remoteAddress }, status };
}

/** The way to who asks, with the number of times it was gone. */
function limited(perAddress: number) {
  const seen = { times: 0 };
  const identify = limitRefusals(
    async ({ status }: Asked) => {
      seen.times += 1;
      if (status === null) return 'someone';
      const code = status === 401 ? 'UNAUTHENTICATED' : 'PURPOSE_REQUIRED';
      throw new AccessRefusal(code, MESSAGE, { status });
    },
    { perAddress, proxies: new Set() },
  );
  return { seen, ask: (request: Asked) => identify(request).catch((error: unknown) => error) };
}

describe('requests refused for their token or purpose', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('are so many a minute from one address, then its tokens are not looked at, then again so many', async () => {
    const { seen, ask } = limited(3);
    for (const status of [401, 403, 401])
      expect(await ask(from('a', status))).toMatchObject({ status });
    jest.advanceTimersByTime(20_500);
    expect(await ask(from('a', 401))).toMatchObject({
      code: 'RATE_LIMITED',
      extensions: {
        measure: 'refusedRequestsPerMinute',
        limit: 3,
        retryAfterSeconds: 40,
        messageVi: expect.any(String),
        http: { status: 429 },
      },
    });
    expect(await ask(from('a', null))).toMatchObject({ code: 'RATE_LIMITED' });
    expect(seen.times).toBe(3);
    expect(await ask(from('b', null))).toBe('someone');
    jest.advanceTimersByTime(40_000);
    expect(await ask(from('a', null))).toBe('someone');
  });

  test('are counted alone: what is let in, or fails for others, is not', async () => {
    const { ask } = limited(2);
    for (let turn = 0; turn < 20; turn += 1) {
      expect(await ask(from('a', null))).toBe('someone');
      expect(await ask(from('a', 503))).toMatchObject({ status: 503 });
    }
  });

  test('are without limit where it is 0', async () => {
    const { seen, ask } = limited(0);
    for (let turn = 0; turn < 50; turn += 1) await ask(from('a', 401));
    expect(seen.times).toBe(50);
  });
});
