import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fchownSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { totalmem } from 'node:os';
import path from 'node:path';
import { constrainedMemory, platform } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartProblem } from '../start/start-problem.ts';
import { freePort } from './free-port.ts';
import { dataIn } from './home.ts';
import type { Home } from './home.ts';
import { isAlive } from './is-alive.ts';
import { spawnOptions } from './run-program.ts';

/** A PostgreSQL server process (the postmaster). */
export interface Server {
  pid: number;
  port: number;
}

const MEGABYTE = 1024 * 1024;
const FEWEST_MEGABYTES = 128;
const MOST_MEGABYTES = 2048;

/**
 * An eighth of the memory, in megabytes; of a container's own, where that is less. The PostgreSQL manual (19.4.1) advises a
 * quarter for a machine that does nothing else.
 */
function sharedBuffers(): number {
  const limit = constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  const eighth = Math.floor(memory / 8 / MEGABYTE);
  return Math.min(Math.max(eighth, FEWEST_MEGABYTES), MOST_MEGABYTES);
}

/** Settings of the server, besides PostgreSQL's own defaults. */
const SETTINGS = [
  `shared_buffers=${String(sharedBuffers())}MB`,
  'max_connections=200',
  'max_wal_size=4GB',
  'jit=off',
  'timezone=UTC',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
];

const FAST_SHUTDOWN = 'SIGINT';
const IMMEDIATE_SHUTDOWN = 'SIGQUIT';

/** Where the server of a home writes what it has to say. */
export function logIn(home: string): string {
  return path.join(home, 'postgres.log');
}

/** The folder a process works in; null where that cannot be seen. A server works in its data's. */
function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** What postmaster.pid says (PostgreSQL manual, "Database File Layout"), or null where there is none. */
function readNote(note: string) {
  if (!existsSync(note)) return null;
  const [pid, folder = '', , port] = readFileSync(note, 'utf8').split('\n');
  return { folder, server: { pid: Number(pid), port: Number(port) } };
}

/**
 * The server that works on a home's data now, left behind by a killed run or in use by another; null when there is none.
 * A note may be wrong: its number has gone to another process, or it was copied with the data of a server in use. Then
 * PostgreSQL would take that process for its server and not start, so the note is taken away, where that is certain.
 */
export function findServer(home: string): Server | null {
  const data = dataIn(home);
  const note = path.join(data, 'postmaster.pid');
  const { folder, server } = readNote(note) ?? {};
  if (server === undefined || !isAlive(server.pid)) return null;
  if (platform !== 'linux') return folder === data ? server : null;
  if (workingFolder(server.pid) === realpathSync(data)) return server;
  rmSync(note);
  return null;
}

/** Starts a server on a home's data. It outlives this process unless it is stopped. */
export async function startServer(postgres: string, { folder, user }: Home): Promise<Server> {
  const port = await freePort();
  const log = openSync(logIn(folder), 'a', 0o600);
  if (user !== null) fchownSync(log, user.uid, user.gid);
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const child = spawn(postgres, ['-D', dataIn(folder), '-p', String(port), ...settings], {
    ...spawnOptions(user),
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  return { pid: child.pid ?? 0, port };
}

async function hasEnded({ pid }: Server, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds && isAlive(pid); waited += 20) await sleep(20);
  return !isAlive(pid);
}

function signal(server: Server, name: NodeJS.Signals): void {
  if (isAlive(server.pid)) process.kill(server.pid, name);
}

/**
 * Stops a server: clients are cut off and the data are written out. A server that has broken down, or needs more than a
 * minute, is ended at once instead; the next start repairs the data from its log. Throws StartProblem if it does not end.
 */
export async function stopServer(server: Server, hasBrokenDown = false): Promise<void> {
  if (!hasBrokenDown) {
    signal(server, FAST_SHUTDOWN);
    if (await hasEnded(server, 60_000)) return;
  }
  signal(server, IMMEDIATE_SHUTDOWN);
  if (await hasEnded(server, 10_000)) return;
  throw new StartProblem(`PostgreSQL (process ${server.pid}) does not end: end it by hand.`);
}
