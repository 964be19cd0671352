import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** What of a request tells where it came from. */
export type Sender = Pick<IncomingMessage, 'headers'> & {
  socket: { remoteAddress?: string | undefined };
};

/** One address has one name: an IPv4 one that came over IPv6 is the IPv4 one. */
function named(address: string): string {
  return address
    .trim()
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .toLowerCase();
}

function forwardedFor({ headers }: Sender): string[] {
  const header = headers['x-forwarded-for'] ?? '';
  return (Array.isArray(header) ? header.join() : header).split(',').map(named);
}

/**
 * The address a request comes from: that of the connection, or where that is one of our own proxies the last one of
 * X-Forwarded-For that is none of ours. What stands before it anyone can write, so it is not read.
 */
export function clientAddress(request: Sender, proxies: ReadonlySet<string>): string {
  const connected = named(request.socket.remoteAddress ?? '');
  if (!proxies.has(connected)) return connected;
  const nearest = forwardedFor(request).findLast((address) => !proxies.has(address)) ?? '';
  return isIP(nearest) === 0 ? connected : nearest;
}
