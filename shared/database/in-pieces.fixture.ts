import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** PostgreSQL's message that all rows of a COPY were sent (PostgreSQL manual, "Message Formats", CopyDone). */
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
const PAUSE_MILLISECONDS = 100;

/** The end of the statement as a refusal: ErrorResponse, and ReadyForQuery. */
const REFUSAL = Buffer.from('E\0\0\0\x1dSERROR\0C57014\0Mcanceled\0\0Z\0\0\0\x05I', 'latin1');

/** What comes after the rows: the end as PostgreSQL tells it, a refusal, or nothing, since the connection is lost. */
type After = 'TOLD' | 'REFUSED' | 'LOST';

async function passOn(chunk: Buffer, client: Socket, after: After): Promise<void> {
  const at = chunk.indexOf(COPY_DONE);
  const end = at < 0 ? chunk.length : at + COPY_DONE.length;
  client.write(chunk.subarray(0, end));
  if (end === chunk.length) return;
  await sleep(PAUSE_MILLISECONDS);
  if (after === 'LOST') client.destroy();
  else client.write(after === 'REFUSED' ? REFUSAL : chunk.subarray(end));
}

function isOfTcp(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

/** Stands before a PostgreSQL server, and passes on what comes after the rows of a COPY a while after them, as networks may. */
export async function serveInPieces(
  url: string,
  after: After = 'TOLD',
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
      passed = passed.then(() => passOn(chunk, client, after));
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
