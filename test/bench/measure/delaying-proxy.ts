import { createServer, connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Stoppables } from '../../../shared/start/stoppables.ts';

/** A way to a server on which what the server says arrives later. */
export interface DelayingProxy {
  port: number;
  /** By how many milliseconds. */
  delay: number;
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

/** Opens a way to a port of this machine, without delay at first. It is closed with `running`. */
export async function startDelayingProxy(
  target: number,
  running: Stoppables,
): Promise<DelayingProxy> {
  const proxy = { port: 0, delay: 0 };
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ host: '127.0.0.1', port: target, noDelay: true });
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      setTimeout(() => client.write(chunk), proxy.delay);
    });
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  running.add(async () => {
    server.close();
  });
  const address = server.address();
  proxy.port = isAddress(address) ? address.port : 0;
  return proxy;
}
