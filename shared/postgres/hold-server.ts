import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { isDatabaseAway } from '../database/is-database-away.ts';
import { StartProblem } from '../start/start-problem.ts';
import type { Home } from './home.ts';
import { isAlive } from './is-alive.ts';
import { findServer, logIn, startServer, stopServer } from './server.ts';
import type { Server } from './server.ts';

/** A server with the session that keeps it for this run. */
export interface HeldServer {
  server: Server;
  session: Client;
}

/** Names the advisory lock that says: a run is using this server. */
const IN_USE_LOCK = 4_927_001;
const OTHER_SESSIONS = "backend_type = 'client backend' and pid <> pg_backend_pid()";

/** What may be otherwise a moment later: another run's server was starting or ending, or the port was just taken. */
const PASSING = /Address already in use|lock file .* already exists|still in use/;
/** A grave message of the server, but for those it sends to sessions that come too early or too late. */
const GRAVE = /(?:FATAL|PANIC): +(?!the database system is |terminating )(.*)/;
const MOST_STARTS = 20;
/** About five minutes: as long as the repair after a crash may take. */
const MOST_CONNECTS = 640;
const TIMED_OUT = 'timeout expired';

function isNotYetThere(error: unknown): boolean {
  return isDatabaseAway(error) || (error instanceof Error && error.message === TIMED_OUT);
}

async function connect(url: string): Promise<Client | null> {
  const session = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  session.on('error', () => undefined);
  try {
    await session.connect();
    return session;
  } catch (error) {
    if (isNotYetThere(error)) return null;
    throw error;
  }
}

/** Connects as soon as the server takes connections; null when it ends before. Throws StartProblem after five minutes. */
async function connectWhenReady(server: Server, url: string): Promise<Client | null> {
  for (let attempt = 0; isAlive(server.pid); attempt += 1) {
    const session = await connect(url);
    if (session !== null) return session;
    if (attempt === MOST_CONNECTS)
      throw new StartProblem(
        `PostgreSQL (process ${server.pid}) runs but does not answer: end it by hand and start again.`,
      );
    await sleep(attempt < 40 ? 50 : 500);
  }
  return null;
}

async function tryLock(session: Client): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>(
    'select pg_try_advisory_lock($1) as taken',
    [IN_USE_LOCK],
  );
  return rows[0]?.taken === true;
}

/** A killed run's sessions may still be ending: its lock is waited for, and the others are ended. */
async function takeLock(session: Client): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (await tryLock(session)) {
      await session.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${OTHER_SESSIONS}`,
      );
      return true;
    }
    await sleep(100);
  }
  return false;
}

/** Takes the server for this run, unless it ended meanwhile or another run has it. */
async function hold(server: Server, url: string): Promise<HeldServer | 'ENDED' | 'IN_USE'> {
  const session = await connectWhenReady(server, url);
  if (session === null) return 'ENDED';
  try {
    if (await takeLock(session)) return { server, session };
    await session.end();
    return 'IN_USE';
  } catch (error) {
    if (isDatabaseAway(error)) return 'ENDED';
    throw error;
  }
}

/** Waits a moment for the sessions that were just closed, so that the server need not cut them off. */
export async function awaitLastSession(session: Client): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const { rows } = await session.query<{ others: number }>(
      `select count(*)::int as others from pg_stat_activity where ${OTHER_SESSIONS}`,
    );
    if (rows[0]?.others === 0) return;
    await sleep(30);
  }
}

/** Why a server of this run ended before it took connections; null where the next try may go better. */
function reasonOfEnd(log: string): string | null {
  if (PASSING.test(log)) return null;
  return GRAVE.exec(log)?.[1] ?? null;
}

async function holdOrStop(server: Server, isOurs: boolean, url: string) {
  try {
    return await hold(server, url);
  } catch (error) {
    if (isOurs) await stopServer(server);
    throw error;
  }
}

/**
 * Starts the server of a home, or takes over the one that a killed run left behind, and keeps it for this run. Throws
 * StartProblem when another run has it.
 */
export async function holdServer(
  postgres: string,
  home: Home,
  urlAt: (port: number) => string,
): Promise<HeldServer> {
  const log = logIn(home.folder);
  for (let attempt = 0; attempt < MOST_STARTS; attempt += 1) {
    const from = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    const found = findServer(home.folder);
    const server = found ?? (await startServer(postgres, home));
    const held = await holdOrStop(server, found === null, urlAt(server.port));
    if (held === 'IN_USE')
      throw new StartProblem(
        `Another run of Chung Tay is using ${home.folder}: stop that one, or set DATA_DIR (and PORT) for this one.`,
      );
    if (held !== 'ENDED') return held;
    const reason = reasonOfEnd(readFileSync(log).subarray(from).toString('utf8'));
    if (reason !== null)
      throw new Error(`PostgreSQL did not start (${reason}); its log is ${log}.`);
    await sleep(250);
  }
  throw new StartProblem(`PostgreSQL ends as soon as it starts; its log is ${log}.`);
}
