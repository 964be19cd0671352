import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { StartProblem } from '../start/start-problem.ts';

export interface Address {
  host: string;
  /** 0 lets the system choose. */
  port: number;
}

/** A server that listens. */
export interface Listening {
  /** http://host:port, with the port it has. */
  url: string;
  /** Takes no more connections and resolves when the requests in flight are answered. */
  close: () => Promise<void>;
}

function explain(error: unknown, { host, port }: Address): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new StartProblem(
      `Port ${port} on ${host} is taken: stop the program that uses it, or set PORT to another number.`,
      { cause: error },
    );
  if (code === 'EACCES')
    return new StartProblem(
      `There is no right to listen on port ${port}: set PORT to a number above 1023.`,
      { cause: error },
    );
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartProblem(
      `${host} is no address of this machine: set HOST to one, such as 127.0.0.1.`,
      { cause: error },
    );
  return error;
}

/** Starts an HTTP server. Throws StartProblem for a port that is taken or forbidden, or a host that is not this machine's. */
export async function listen(handler: RequestListener, address: Address): Promise<Listening> {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(asError(explain(error, address)));
    });
    server.listen(address.port, address.host, resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
