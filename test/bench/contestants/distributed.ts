import { SERVER_FLAGS } from '../../../shared/start/server-flags.ts';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { REGISTER } from '../../../gateway/config.ts';
import { makeSealKeys } from '../../../shared/cohort/sealing-by-key.ts';
import { runProgram } from '../measure/run-program.ts';
import type { Door } from '../programs/settings.ts';
import { DAY } from '../province/day.ts';
import { TITLES, logFileOf } from './contestant.ts';
import type { Contestant, Ground } from './contestant.ts';
import { askOurs, profiling, startGatewayProgram, untilReady } from './ours.ts';

const FILE = path.join(import.meta.dirname, '../../../subgraphs/start-department.ts');

async function startDepartment(ground: Ground, name: string, sealKey: string) {
  const key = randomBytes(24).toString('base64url');
  const program = await runProgram(
    {
      name: `department ${name}`,
      args: [...profiling(ground, name), ...SERVER_FLAGS, FILE, name],
      environment: {
        DATABASE_URL: ground.province.databases.urls.get(name) ?? '',
        DEPARTMENT_KEY: key,
        REGISTRY_SEAL_KEY: sealKey,
        HOST: '127.0.0.1',
        PORT: '0',
        CLOCK: DAY,
        CHILDREN: '0',
      },
      logFile: logFileOf(ground, `department-${name}`),
    },
    ground.running,
  );
  if (ground.waitsForCohorts) await untilReady(new URL('/readyz', program.url).href);
  return { program, door: { name, url: program.url, key } satisfies Door };
}

/** Our gateway and each of our departments as processes of their own. */
export async function startDistributed(ground: Ground): Promise<Contestant> {
  const { privateKey, publicKey } = makeSealKeys();
  const departments = await Promise.all(
    ground.province.departments.map(({ name }) =>
      startDepartment(ground, name, name === REGISTER ? privateKey : publicKey),
    ),
  );
  const doors = departments.map(({ door }) => door);
  const gateway = await startGatewayProgram(ground, 'distributed', { urls: null, doors });
  const all = [gateway, ...departments.map(({ program }) => program)];
  return {
    name: 'distributed',
    title: TITLES.distributed,
    home: ground.province.home,
    target: askOurs(ground, gateway.url),
    pids: all.map(({ pid }) => pid),
    isAlive: () => all.every((program) => program.isAlive()),
    stop: gateway.stop,
  };
}
