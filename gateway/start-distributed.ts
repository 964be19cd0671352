/**
 * `npm run start:distributed`: every part as a process of its own on this machine, over a PostgreSQL they share, on the
 * demo province. To see how the graph does without a department, end that one's process.
 */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { listen } from '../shared/http/listen.ts';
import { runUntilStopped } from '../shared/start/run-until-stopped.ts';
import { say } from '../shared/start/say.ts';
import { spawnPart } from '../shared/start/spawn-part.ts';
import type { Part, PartOptions } from '../shared/start/spawn-part.ts';
import type { Stoppables } from '../shared/start/stoppables.ts';
import { departmentNames } from '../subgraphs/discover.ts';
import { readEmbeddedConfig } from './config.ts';
import type { EmbeddedConfig } from './config.ts';
import { startDatabases } from './start-databases.ts';

const DEPARTMENT_FILE = path.join(import.meta.dirname, '../subgraphs/start-department.ts');
const GATEWAY_FILE = path.join(import.meta.dirname, 'start-gateway.ts');

function asShell(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}='${value}'`)
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
  running: Stoppables,
): Promise<Door> {
  const key = randomBytes(24).toString('base64url');
  const settings = { DATABASE_URL: databaseUrl, DEPARTMENT_KEY: key, HOST: '127.0.0.1', CLOCK };
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

async function startGatewayOver(doors: readonly Door[], running: Stoppables): Promise<void> {
  const settings = Object.fromEntries(
    doors.flatMap(({ name, url, key }): [string, string][] => [
      [`${name.toUpperCase()}_URL`, url],
      [`${name.toUpperCase()}_KEY`, key],
    ]),
  );
  const part = runPart({ name: 'gateway', file: GATEWAY_FILE, settings, onLine: say }, running);
  await part.ready;
  void part.ended.then(() => {
    say(`gateway has ended. To start it again: ${asShell(settings)} npm run start:gateway`);
  });
}

async function start(running: Stoppables): Promise<void> {
  const config = readEmbeddedConfig();
  // The gateway takes the port last; that it can is found out first.
  const port = await listen(() => undefined, { host: config.HOST, port: config.PORT });
  await port.close();
  const names = await departmentNames();
  const databases = await startDatabases(config.DATA_DIR, names, running);
  const doors = await Promise.all(
    names.map((name) => startDepartment(name, databases.urls.get(name) ?? '', config, running)),
  );
  await startGatewayOver(doors, running);
}

await runUntilStopped(start);
