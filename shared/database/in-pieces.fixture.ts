import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** PostgreSQL's message that all rows of a COPY were sent (PostgreSQL manual, "Message Formats", CopyDone). */
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
const PAUSE_MILLISECONDS = 100;

async function passOn(chunk: Buffer, client: Socket, isCut: boolean): Promise<void> {
  const at = chunk.indexOf(COPY_DONE);
  const end = at < 0 ? chunk.length : at + COPY_DONE.length;
  client.write(chunk.subarray(0, end));
  if (end === chunk.length) return;
  await sleep(PAUSE_MILLISECONDS);
  if (isCut) client.destroy();
  else client.write(chunk.subarray(end));
}

function isOfTcp(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

/**
 * Stands before a PostgreSQL server, and passes on what comes after the rows of a COPY a while after them, as networks may;
 * `isCut`: never, since the connection is lost then.
 */
export async function serveInPieces(
  url: string,
  isCut = false,
): Promise<AsyncDisposable & { url: string }> {
  const { hostname, port } = new URL(url);
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const postgres = connect(Number(port), hostname);
    let passed = Promise.resolve();
    client.on('close', () => postgres.destroy());
    clients.add(client);
    client.pipe(postgres);
    postgres.on('data', (chunk: Buffer) => {
      passed = passed.then(() => passOn(chunk, client, isCut));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (!isOfTcp(address)) throw new Error('It has no port.');
  const inPieces = new URL(url);
  inPieces.hostname = '127.0.0.1';
  inPieces.port = String(address.port);
  return {
    url: inPieces.href,
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
