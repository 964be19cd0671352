import { say } from '../../../shared/start/say.ts';
import { TITLES } from './contestant.ts';
import type { Contestant, ContestantName, Ground } from './contestant.ts';
import { startOneSql } from './one-sql.ts';
import { startEmbedded } from './ours.ts';

const STARTS: Readonly<Partial<Record<ContestantName, (ground: Ground) => Promise<Contestant>>>> = {
  embedded: startEmbedded,
  sql: (ground) => startOneSql(ground, false),
  'sql-batched': (ground) => startOneSql(ground, true),
};

/** Those that started, and why the others did not. */
export interface Field {
  contestants: readonly Contestant[];
  failures: Readonly<Record<string, string>>;
}

/** Starts the contestants one after the other. */
export async function startContestants(
  ground: Ground,
  names: readonly ContestantName[],
): Promise<Field> {
  const contestants: Contestant[] = [];
  const failures: Record<string, string> = {};
  for (const name of names) {
    const start = STARTS[name];
    if (start === undefined) continue;
    say(`starting ${TITLES[name]}`);
    try {
      contestants.push(await start(ground));
    } catch (error) {
      failures[name] = String(error);
      say(`${TITLES[name]} did not start: ${String(error)}`);
    }
  }
  return { contestants, failures };
}
