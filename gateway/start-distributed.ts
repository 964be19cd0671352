/**
 * `npm run start:distributed`: every part as a process of its own on this machine, over a PostgreSQL they share, on the
 * demo province. To see how the graph does without a department, end that one's process.
 */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { makeSealKeys } from '../shared/cohort/sealing-by-key.ts';
import { listen } from '../shared/http/listen.ts';
import { runUntilStopped } from '../shared/start/run-until-stopped.ts';
import { say } from '../shared/start/say.ts';
import { spawnPart } from '../shared/start/spawn-part.ts';
import type { Part, PartOptions } from '../shared/start/spawn-part.ts';
import type { Stoppables } from '../shared/start/stoppables.ts';
import { loadDepartments } from '../subgraphs/discover.ts';
import { REGISTER, readEmbeddedConfig } from './config.ts';
import type { EmbeddedConfig } from './config.ts';
import { CONTROL } from './control/control-subgraph.ts';
import { readIdentityConfig } from './identity/config.ts';
import { startDatabases } from './start-databases.ts';
import type { Databases } from './start-databases.ts';

const DEPARTMENT_FILE = path.join(import.meta.dirname, '../subgraphs/start-department.ts');
const GATEWAY_FILE = path.join(import.meta.dirname, 'start-gateway.ts');

/** Settings as a POSIX shell takes them before a command. */
function asShell(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}='${value.replaceAll("'", String.raw`'\''`)}'`)
    .join(' ');
}

function runPart(options: PartOptions, running: Stoppables): Part {
  const part = spawnPart(options);
  running.add(part.stop);
  say(`${options.name} is process ${part.pid}`);
  return part;
}

/** What the gateway need know of a department. */
interface Door {
  name: string;
  url: string;
  /** Signs the calls to it. */
  key: string;
}

/** Starts a department; when it ends, says how to have it again at the same address. */
async function startDepartment(
  name: string,
  databaseUrl: string,
  { CLOCK, CHILDREN, SEED }: EmbeddedConfig,
  sealKey: string,
  running: Stoppables,
): Promise<Door> {
  const key = randomBytes(24).toString('base64url');
  const keys = { DEPARTMENT_KEY: key, REGISTRY_SEAL_KEY: sealKey };
  const settings = { DATABASE_URL: databaseUrl, ...keys, HOST: '127.0.0.1', CLOCK };
  const onLine = (line: string) => {
    if (!line.startsWith('ready ')) say(line);
  };
  const part = runPart(
    {
      name,
      file: DEPARTMENT_FILE,
      args: [name],
      settings: { ...settings, PORT: '0', CHILDREN: String(CHILDREN), SEED: String(SEED) },
      onLine,
    },
    running,
  );
  const url = (await part.ready).split(' ').at(-1) ?? '';
  void part.ended.then(() => {
    const again = asShell({ ...settings, PORT: new URL(url).port });
    say(`${name} has ended. To start it again: ${again} npm run start:department -- ${name}`);
  });
  return { name, url, key };
}

/** Starts the gateway, which prints the last lines; when it ends, says how to have it again at the same address. */
async function startGatewayOver(
  doors: readonly Door[],
  { trailUrl, urls }: Databases,
  config: EmbeddedConfig,
  running: Stoppables,
): Promise<void> {
  const ways = Object.fromEntries(
    doors.flatMap(({ name, url, key }): [string, string][] => [
      [`${name.toUpperCase()}_URL`, url],
      [`${name.toUpperCase()}_KEY`, key],
    ]),
  );
  const own = { AUDIT_WRITER_URL: trailUrl, CONTROL_DATABASE_URL: urls.get(CONTROL) ?? '' };
  const place = { HOST: config.HOST, CLOCK: config.CLOCK, DATA_DIR: path.resolve(config.DATA_DIR) };
  const settings = { ...ways, ...own, ...place };
  const onLine = say;
  const part = runPart({ name: 'gateway', file: GATEWAY_FILE, settings, onLine }, running);
  const url = (await part.ready).split(' ').at(-1) ?? '';
  void part.ended.then(() => {
    const again = asShell({ ...settings, PORT: new URL(url).port });
    say(`gateway has ended. To start it again: ${again} npm run start:gateway`);
  });
}

async function start(running: Stoppables): Promise<void> {
  const config = readEmbeddedConfig();
  // What the gateway would refuse, before PostgreSQL starts.
  readIdentityConfig();
  // The gateway takes the port last; that it can is found out first.
  const port = await listen(() => undefined, { host: config.HOST, port: config.PORT });
  await port.close();
  const departments = await loadDepartments();
  const databases = await startDatabases(config.DATA_DIR, departments, running);
  const { privateKey, publicKey } = makeSealKeys();
  const doors = await Promise.all(
    departments.map(({ name }) =>
      startDepartment(
        name,
        databases.urls.get(name) ?? '',
        config,
        name === REGISTER ? privateKey : publicKey,
        running,
      ),
    ),
  );
  await startGatewayOver(doors, databases, config, running);
}

await runUntilStopped(start);
