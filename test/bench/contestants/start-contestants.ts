import { say } from '../../../shared/start/say.ts';
import { TITLES } from './contestant.ts';
import type { Contestant, ContestantName, Ground } from './contestant.ts';
import { startDistributed } from './distributed.ts';
import { startOneSql } from './one-sql.ts';
import { startEmbedded } from './ours.ts';
import {
  defaultSubgraphs,
  startApollo,
  startHiveOverDefault,
  startHiveOverOurs,
} from './routers.ts';

type Start = () => Promise<Contestant>;

/** How each contestant is started. */
export function startsOn(ground: Ground): Readonly<Record<ContestantName, Start>> {
  const subgraphs = defaultSubgraphs(ground);
  return {
    embedded: () => startEmbedded(ground),
    distributed: () => startDistributed(ground),
    apollo: async () => startApollo(ground, await subgraphs()),
    hive: async () => startHiveOverDefault(ground, await subgraphs()),
    'hive-over-ours': () => startHiveOverOurs(ground),
    sql: () => startOneSql(ground, false),
    'sql-batched': () => startOneSql(ground, true),
  };
}

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
  const starts = startsOn(ground);
  for (const name of names) {
    say(`starting ${TITLES[name]}`);
    try {
      contestants.push(await starts[name]());
    } catch (error) {
      failures[name] = String(error);
      say(`${TITLES[name]} did not start: ${String(error)}`);
    }
  }
  return { contestants, failures };
}
