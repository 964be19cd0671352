import path from 'node:path';
import { runProgram } from '../measure/run-program.ts';
import type { OneSqlSettings } from '../programs/settings.ts';
import { TITLES, logFileOf } from './contestant.ts';
import type { Contestant, Ground } from './contestant.ts';

const FILE = path.join(import.meta.dirname, '../programs/one-sql.ts');

/** One hand-written statement over one database, behind a bare HTTP handler. */
export async function startOneSql(ground: Ground, batched: boolean): Promise<Contestant> {
  const name = batched ? 'sql-batched' : 'sql';
  const program = await runProgram(
    {
      name,
      args: ['--import', 'tsx', FILE],
      settings: { url: ground.province.joinedUrl, batched } satisfies OneSqlSettings,
      logFile: logFileOf(ground, name),
    },
    ground.running,
  );
  return {
    name,
    title: TITLES[name],
    home: ground.province.home,
    target: (question) => ({
      url: `${program.url}/${question}`,
      headers: { 'content-type': 'application/json' },
    }),
    pids: [program.pid],
    isAlive: program.isAlive,
    stop: program.stop,
  };
}
