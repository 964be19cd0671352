import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Tls } from './tls-files.ts';
import { StartProblem, codeOf } from '../start/start-problem.ts';

export interface Address {
  host: string;
  /** 0 lets the system choose. */
  port: number;
}

/** A server that listens. */
export interface Listening {
  /** http://host:port, or https with TLS, with the port it has. */
  url: string;
  /** Takes no more connections and resolves when the requests in flight are answered, or have had their time. */
  close: () => Promise<void>;
}

/** What a request in flight is given to end when the server closes; longer than a department's deadline. */
const GRACE_MILLISECONDS = 5_000;

const NOT_THIS_MACHINE = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'];

function explain(error: Error, { host, port }: Address): Error {
  const code = codeOf(error);
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
  if (NOT_THIS_MACHINE.includes(code))
    return new StartProblem(
      `${host} is no address of this machine: set HOST to one, such as 127.0.0.1.`,
      { cause: error },
    );
  return error;
}

/** Connections of a server, with the answers each still waits for. Of the others nobody waits for anything. */
function trackConnections(server: Server, opened: 'connection' | 'secureConnection') {
  const unanswered = new Map<Socket, number>();
  const add = (socket: Socket, count: number) => {
    unanswered.set(socket, (unanswered.get(socket) ?? 0) + count);
  };
  server.on(opened, (socket: Socket) => {
    unanswered.set(socket, 0);
    socket.once('close', () => unanswered.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    add(socket, 1);
    response.once('close', () => {
      if (unanswered.has(socket)) add(socket, -1);
    });
  });
  return {
    cutIdle: () => {
      for (const [socket, count] of unanswered) if (count === 0) socket.destroy();
    },
  };
}

function close(server: Server, cutIdle: () => void): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, GRACE_MILLISECONDS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    cutIdle();
  });
}

function serverFor(handler: RequestListener, tls: Tls | null): Server {
  if (tls === null) return createServer(handler);
  return createTlsServer({ ...tls, requestCert: tls.ca !== undefined }, handler);
}

/**
 * Starts an HTTP server; with `tls`, over TLS, and with authorities in it for clients that they certified alone. Throws
 * StartProblem for a port that is taken or forbidden, or a host that is not this machine's.
 */
export async function listen(
  handler: RequestListener,
  address: Address,
  tls: Tls | null = null,
): Promise<Listening> {
  const server = serverFor(handler, tls);
  const { cutIdle } = trackConnections(server, tls ? 'secureConnection' : 'connection');
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(explain(error, address));
    });
    server.listen(address.port, address.host, resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${port}`,
    close: () => close(server, cutIdle),
  };
}
