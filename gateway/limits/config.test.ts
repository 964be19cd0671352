import { describe, expect, test } from '@jest/globals';
import { readRequestLimits } from './config.ts';

describe('the settings of limits', () => {
  test('are those of a demo where nothing is set', () => {
    const limits = readRequestLimits({});
    expect(limits).toMatchObject({ deadline: 10_000, redisUrl: null });
    expect(limits.rates).toEqual({ perViewer: 600_000, perClient: 3_000_000 });
    expect(limits.refusals).toEqual({ perAddress: 60_000, proxies: new Set() });
    expect(limits.isTrustedOnly('console')).toBe(false);
  });

  test('are closer in production', () => {
    const { rates, refusals } = readRequestLimits({ NODE_ENV: 'production' });
    expect(rates).toEqual({ perViewer: 6_000, perClient: 30_000 });
    expect(refusals.perAddress).toBe(600);
  });

  test('are those that are set', () => {
    const limits = readRequestLimits({
      NODE_ENV: 'production',
      REQUEST_DEADLINE_MS: '500',
      RATE_PER_VIEWER: '0',
      RATE_PER_CLIENT: '7',
      REFUSALS_PER_ADDRESS: '9',
      TRUSTED_PROXIES: '10.0.0.1, ::1',
      REDIS_URL: 'redis://127.0.0.1:6379',
      TRUSTED_ONLY_CLIENTS: 'kiosk',
    });
    expect(limits).toMatchObject({
      deadline: 500,
      rates: { perViewer: 0, perClient: 7 },
      refusals: { perAddress: 9, proxies: new Set(['10.0.0.1', '::1']) },
      redisUrl: 'redis://127.0.0.1:6379',
    });
    expect(limits.isTrustedOnly('kiosk')).toBe(true);
  });

  test.each([
    ['REQUEST_DEADLINE_MS', '0'],
    ['RATE_PER_VIEWER', '-1'],
    ['RATE_PER_CLIENT', 'many'],
    ['REFUSALS_PER_ADDRESS', 'few'],
    ['TRUSTED_PROXIES', '10.0.0.1,proxy'],
    ['REDIS_URL', 'nowhere'],
    ['REDIS_URL', 'http://127.0.0.1:6379'],
  ])('are refused where %s is %s', (name, value) => {
    expect(() => readRequestLimits({ [name]: value })).toThrow(name);
  });
});
