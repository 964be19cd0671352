import { expect, test } from '@jest/globals';
import { clientAddress } from './client-address.ts';

const PROXIES = new Set(['10.0.0.1', '10.0.0.2']);

test.each([
  ['the connection’s', '203.0.113.7', undefined, '203.0.113.7'],
  ['the connection’s, whatever it says of itself', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['IPv4 over IPv6', '::ffff:203.0.113.7', undefined, '203.0.113.7'],
  ['IPv6', '2001:DB8::7', undefined, '2001:db8::7'],
  ['what our proxy says', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['what our proxy added, not what was there', '10.0.0.1', '1.2.3.4, 198.51.100.1', '198.51.100.1'],
  [
    'what the first of our proxies added',
    '::ffff:10.0.0.1',
    '1.2.3.4, 198.51.100.1, 10.0.0.2',
    '198.51.100.1',
  ],
  ['our proxy’s own', '10.0.0.1', undefined, '10.0.0.1'],
  ['our proxy’s, where what it says is no address', '10.0.0.1', 'unknown', '10.0.0.1'],
  ['nothing', undefined, undefined, ''],
])('a request’s address is %s', (_, remoteAddress, forwarded, address) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  expect(clientAddress({ headers, socket: { remoteAddress } }, PROXIES)).toBe(address);
});
