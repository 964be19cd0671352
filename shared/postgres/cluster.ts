import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { findInstallation } from './installation.ts';
import type { Installation } from './installation.ts';
import { runProgram } from './run-program.ts';
import { StartProblem, explainRefusal } from '../start/start-problem.ts';

/** A PostgreSQL server that this run alone uses, until `stop()`. */
export interface Cluster {
  /** The folder it keeps its data and log in. */
  home: string;
  port: number;
  /** The superuser's URL of a database; only for making databases and roles. */
  adminUrl: (database: string) => string;
  stop: () => Promise<void>;
}

const MAJOR_VERSION = '18';
const SUPERUSER = 'chung_tay';
/** Names the advisory lock that says: a run is using this server. */
const IN_USE_LOCK = 4_927_001;

/** Settings of the server, besides PostgreSQL's own defaults. */
const SETTINGS = [
  'shared_buffers=256MB',
  'max_connections=200',
  'max_wal_size=4GB',
  'jit=off',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
];

function filesOf(home: string) {
  return {
    data: path.join(home, 'postgres'),
    password: path.join(home, 'superuser-password'),
    log: path.join(home, 'postgres.log'),
  };
}

/** Makes the data folder under another name and renames it when complete, so that a killed run leaves no half of one. */
async function initialise({ home, initdb, user }: Installation): Promise<void> {
  const { data, password } = filesOf(home);
  for (const name of readdirSync(home).filter((file) => file.startsWith('postgres.unfinished-'))) {
    rmSync(path.join(home, name), { recursive: true, force: true });
  }
  const unfinished = path.join(home, `postgres.unfinished-${process.pid}`);
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (user !== null) chownSync(password, user.uid, user.gid);
  await runProgram(
    initdb,
    [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
    ],
    user,
  );
  renameSync(unfinished, data);
}

function checkVersion(data: string): void {
  const file = path.join(data, 'PG_VERSION');
  if (!existsSync(file)) {
    throw new StartProblem(
      `${data} holds files that are no database of Chung Tay: move them away, or set DATA_DIR to another folder.`,
    );
  }
  const version = readFileSync(file, 'utf8').trim();
  if (version === MAJOR_VERSION) return;
  throw new StartProblem(
    `The data in ${data} was written by PostgreSQL ${version} and this program brings ${MAJOR_VERSION}: move the folder away, or set DATA_DIR to another one.`,
  );
}

async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    // Below 32768, where no outgoing connection takes its port.
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => {
        resolve(false);
      });
      server.listen(port, '127.0.0.1', () => {
        server.close(() => {
          resolve(true);
        });
      });
    });
    if (isFree) return port;
  }
  throw new StartProblem(
    'No free port was found between 20000 and 32000: stop other programs and start again.',
  );
}

/** The port of the server that a run before left behind, or null. */
function portLeftBehind(data: string): number | null {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, 'utf8').split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}

async function tryConnect(url: string): Promise<Client | null> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return null;
  }
}

async function startServer({ home, pgCtl, user }: Installation): Promise<number> {
  const { data, log } = filesOf(home);
  const port = await freePort();
  const options = [`-p ${port}`, ...SETTINGS.map((setting) => `-c ${setting}`)].join(' ');
  await runProgram(
    pgCtl,
    ['start', '--wait', '--timeout=60', `--pgdata=${data}`, `--log=${log}`, `--options=${options}`],
    user,
  );
  return port;
}

async function takeLock(client: Client, home: string): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock($1) as taken',
    [IN_USE_LOCK],
  );
  if (rows[0]?.taken === true) return;
  await client.end();
  throw new StartProblem(
    `Another run of Chung Tay is using ${home}: stop that one, or set DATA_DIR (and PORT) for this one.`,
  );
}

/** Connects to the server left behind by a killed run, else starts one. */
async function connectOrStart(
  installation: Installation,
  adminUrl: (port: number) => string,
): Promise<{ client: Client; port: number }> {
  const left = portLeftBehind(filesOf(installation.home).data);
  const adopted = left === null ? null : await tryConnect(adminUrl(left));
  if (left !== null && adopted !== null) return { client: adopted, port: left };
  const port = await startServer(installation);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const client = await tryConnect(adminUrl(port));
    if (client !== null) return { client, port };
    await sleep(100);
  }
  throw new StartProblem(
    `PostgreSQL started but does not answer; its log is ${filesOf(installation.home).log}.`,
  );
}

async function open(installation: Installation): Promise<Cluster> {
  const { home, pgCtl, user } = installation;
  const { data, password } = filesOf(home);
  if (existsSync(data)) checkVersion(data);
  else await initialise(installation);
  const secret = readFileSync(password, 'utf8');
  const urlOf = (port: number, database: string) =>
    `postgres://${SUPERUSER}:${secret}@127.0.0.1:${port}/${database}`;
  const { client, port } = await connectOrStart(installation, (candidate) =>
    urlOf(candidate, 'postgres'),
  );
  await takeLock(client, home);
  return {
    home,
    port,
    adminUrl: (database) => urlOf(port, database),
    stop: async () => {
      await client.end().catch(() => undefined);
      await runProgram(pgCtl, ['stop', '--mode=fast', '--wait', `--pgdata=${data}`], user);
    },
  };
}

/**
 * Starts the PostgreSQL that npm installed, with its data in `dataDir`, and takes it for this run.
 * Throws StartProblem for a folder of another version, in use, full or forbidden; deletes nothing.
 */
export async function startCluster(dataDir: string): Promise<Cluster> {
  try {
    return await open(findInstallation(path.resolve(dataDir)));
  } catch (error) {
    throw explainRefusal(error, path.resolve(dataDir));
  }
}
