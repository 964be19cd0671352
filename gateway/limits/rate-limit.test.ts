import { HeaderMap } from '@apollo/server';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { countInMemory, countInRedis } from './rate-counter.ts';
import { rateLimit } from './rate-limit.ts';

const AN = { subject: 'an', client: 'console' };
const BINH = { subject: 'binh', client: 'console' };
const TOOL = { subject: 'tool', client: 'reporting-tool' };

/** How many of `tries` requests went through, and the refusal of the last. */
async function send(
  admit: ReturnType<typeof rateLimit>,
  counted: typeof AN,
  tries: number,
): Promise<{ through: number; refusal: unknown }> {
  let through = 0;
  let refusal: unknown = null;
  for (let turn = 0; turn < tries; turn += 1) {
    await admit(counted).then(
      () => (through += 1),
      (error: unknown) => (refusal = error),
    );
  }
  return { through, refusal };
}

describe('requests a minute', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  test('of a viewer: so many, then RATE_LIMITED with the time to wait, then again so many', async () => {
    jest.useFakeTimers();
    const admit = rateLimit({ perViewer: 3, perClient: 100 }, countInMemory());
    expect((await send(admit, AN, 3)).through).toBe(3);
    jest.advanceTimersByTime(20_500);
    const { through, refusal } = await send(admit, AN, 2);
    expect(through).toBe(0);
    expect(refusal).toMatchObject({
      code: 'RATE_LIMITED',
      message: 'Too many requests: you may send 3 a minute. Try again in 40 seconds.',
      extensions: {
        measure: 'viewerRequestsPerMinute',
        limit: 3,
        measured: 5,
        retryAfterSeconds: 40,
        messageVi: expect.any(String),
        http: { status: 429, headers: new HeaderMap([['retry-after', '40']]) },
      },
    });
    jest.advanceTimersByTime(40_000);
    expect((await send(admit, AN, 5)).through).toBe(3);
  });

  test('of one viewer are not those of another', async () => {
    const admit = rateLimit({ perViewer: 3, perClient: 100 }, countInMemory());
    await send(admit, AN, 5);
    expect((await send(admit, BINH, 3)).through).toBe(3);
  });

  test('of a client: those of all its viewers together, but not of another client', async () => {
    const admit = rateLimit({ perViewer: 100, perClient: 4 }, countInMemory());
    await send(admit, AN, 3);
    const { through, refusal } = await send(admit, BINH, 3);
    expect(through).toBe(1);
    expect(refusal).toMatchObject({ extensions: { measure: 'clientRequestsPerMinute', limit: 4 } });
    expect((await send(admit, TOOL, 3)).through).toBe(3);
  });

  test('refused for the viewer are not counted for the client', async () => {
    const admit = rateLimit({ perViewer: 2, perClient: 4 }, countInMemory());
    await send(admit, AN, 50);
    expect((await send(admit, BINH, 2)).through).toBe(2);
  });

  test('are without limit where it is 0', async () => {
    const admit = rateLimit({ perViewer: 0, perClient: 0 }, countInMemory());
    expect((await send(admit, AN, 500)).through).toBe(500);
  });

  test('are counted here where Redis is away', async () => {
    const counters = countInRedis('redis://127.0.0.1:1', pino({ level: 'silent' }));
    const { through, refusal } = await send(
      rateLimit({ perViewer: 3, perClient: 9 }, counters),
      AN,
      5,
    );
    await counters.close();
    expect(through).toBe(3);
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED' });
  });
});
