import { SERVER_FLAGS } from '../../../shared/start/server-flags.ts';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONTROL } from '../../../gateway/control/control-subgraph.ts';
import { runProgram } from '../measure/run-program.ts';
import type { OursSettings } from '../programs/settings.ts';
import { TITLES, logFileOf } from './contestant.ts';
import type { Contestant, Ground } from './contestant.ts';

const FILE = path.join(import.meta.dirname, '../programs/ours.ts');

/** Why a question is asked, as the rules of access will have it. */
const PURPOSES = {
  profile: 'CASE_MANAGEMENT',
  page: 'SERVICE_DELIVERY',
  cohort: 'REPORTING',
  export: 'SERVICE_DELIVERY',
} as const;

/** Resolves when the address answers with 200, as /readyz does once the records behind cohorts are in memory. */
export async function untilReady(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(url);
    await response.text();
    if (response.status === 200) return;
    await sleep(20);
  }
}

/** Where V8 writes what took the time when the process ends: a .cpuprofile for Chrome's or VS Code's viewer. */
export function profiling({ folder, isProfiled }: Ground, name: string): string[] {
  return isProfiled ? ['--cpu-prof', `--cpu-prof-dir=${path.join(folder, 'profiles', name)}`] : [];
}

/** Starts our gateway as a process, with what is the same whether departments are in it or elsewhere. */
export async function startGatewayProgram(
  ground: Ground,
  name: string,
  departments: Pick<OursSettings, 'urls' | 'doors'>,
) {
  const { databases } = ground.province;
  return runProgram(
    {
      name,
      args: [...profiling(ground, name), ...SERVER_FLAGS, FILE],
      settings: {
        ...departments,
        trailUrl: databases.trailUrl,
        controlUrl: databases.urls.get(CONTROL) ?? '',
        jwk: ground.issuer.jwk,
        departmentDeadline: ground.departmentDeadline,
      } satisfies OursSettings,
      environment: {
        DATA_DIR: path.join(ground.folder, name),
        GATEWAY_ID: `${name}-${randomUUID()}`,
        RATE_PER_VIEWER: '0',
        RATE_PER_CLIENT: '0',
      },
      logFile: logFileOf(ground, name),
    },
    ground.running,
  );
}

/** How our gateway is asked. */
export function askOurs({ issuer }: Ground, url: string): Contestant['target'] {
  return (question) => ({
    url: `${url}/${question === 'export' ? 'exports' : 'graphql'}`,
    headers: { 'content-type': 'application/json', ...issuer.headersFor(PURPOSES[question]) },
  });
}

/** Our gateway and departments in one process. */
export async function startEmbedded(ground: Ground): Promise<Contestant> {
  const urls = Object.fromEntries(ground.province.databases.urls);
  const program = await startGatewayProgram(ground, 'embedded', { urls, doors: [] });
  if (ground.waitsForCohorts) await untilReady(`${program.url}/readyz`);
  return {
    name: 'embedded',
    title: TITLES.embedded,
    home: ground.province.home,
    target: askOurs(ground, program.url),
    pids: [program.pid],
    isAlive: program.isAlive,
    stop: program.stop,
  };
}
