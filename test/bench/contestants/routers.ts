import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../../shared/postgres/free-port.ts';
import { runProgram } from '../measure/run-program.ts';
import type { RunningProgram } from '../measure/run-program.ts';
import { TRUSTED_HEADER } from '../programs/settings.ts';
import { TITLES, logFileOf } from './contestant.ts';
import type { Contestant, ContestantName, Ground } from './contestant.ts';
import { installPeers, HIVE } from './peers.ts';
import { startSubgraphs } from './subgraphs.ts';
import type { Subgraphs } from './subgraphs.ts';

const APOLLO = path.join(import.meta.dirname, '../programs/default-apollo.ts');

function asContestant(
  { province }: Ground,
  name: ContestantName,
  router: RunningProgram,
  url: string,
  { programs }: Subgraphs,
): Contestant {
  const all = [router, ...programs];
  return {
    name,
    title: TITLES[name],
    home: province.home,
    target: () => ({ url, headers: { 'content-type': 'application/json' } }),
    pids: all.map(({ pid }) => pid),
    isAlive: () => all.every((program) => program.isAlive()),
    stop: router.stop,
  };
}

/** Default subgraphs, which default Apollo and Hive Gateway both ask; started once. */
export function defaultSubgraphs(ground: Ground): () => Promise<Subgraphs> {
  let started: Promise<Subgraphs> | null = null;
  return () => (started ??= startSubgraphs(ground, 'default', 'default-subgraph.ts'));
}

/** @apollo/gateway and @apollo/server as their documentation shows them. */
export async function startApollo(ground: Ground, subgraphs: Subgraphs): Promise<Contestant> {
  const router = await runProgram(
    {
      name: 'apollo',
      args: ['--import', 'tsx', APOLLO],
      settings: { supergraphFile: subgraphs.supergraphFile },
      logFile: logFileOf(ground, 'apollo'),
    },
    ground.running,
  );
  return asContestant(ground, 'apollo', router, router.url, subgraphs);
}

/** Hive Gateway's own command, with its defaults but for headers it sends to every subgraph. */
async function startHive(
  ground: Ground,
  name: 'hive' | 'hive-over-ours',
  subgraphs: Subgraphs,
  headers: Readonly<Record<string, string>> = {},
): Promise<Contestant> {
  await installPeers();
  const port = await freePort();
  const config = path.join(ground.folder, `${name}.config.mjs`);
  const entries = { '*.http': { headers: Object.entries(headers) } };
  writeFileSync(
    config,
    `export const gatewayConfig = ${JSON.stringify({ transportEntries: entries })};\n`,
  );
  const place = ['--host', '127.0.0.1', '--port', String(port), '--config-path', config];
  const router = await runProgram(
    {
      name,
      args: [HIVE, 'supergraph', subgraphs.supergraphFile, ...place],
      logFile: logFileOf(ground, name),
      ready: /listening/i,
    },
    ground.running,
  );
  return asContestant(ground, name, router, `http://127.0.0.1:${port}/graphql`, subgraphs);
}

/** Hive Gateway over the default subgraphs. */
export function startHiveOverDefault(ground: Ground, subgraphs: Subgraphs): Promise<Contestant> {
  return startHive(ground, 'hive', subgraphs);
}

/** Hive Gateway over our own departments, which trust it by a key that none has in production. */
export async function startHiveOverOurs(ground: Ground): Promise<Contestant> {
  const key = randomBytes(24).toString('base64url');
  const subgraphs = await startSubgraphs(ground, 'trusted', 'trusted-department.ts', { key });
  return startHive(ground, 'hive-over-ours', subgraphs, { [TRUSTED_HEADER]: key });
}
