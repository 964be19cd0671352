import { readFileSync } from 'node:fs';
import { print } from 'graphql';
import { codeOf, StartProblem } from '../../shared/start/start-problem.ts';
import { vietnamClock } from '../../shared/time/clock.ts';
import { loadDepartments } from '../../subgraphs/discover.ts';
import { SUPERGRAPH_FILE } from '../compose.ts';
import { controlContract } from '../control/control-subgraph.ts';
import { findSeenOperations } from '../control/operations-seen.ts';
import { useControl } from '../control/use-control.ts';
import type { SeenOperation } from '../usage/operation-use.ts';

/** What a schema is judged against: the graph as it runs, and what was asked of it. */
export interface RunningGraph {
  /** The SDLs of all departments, and of the gateway's own part. */
  current: ReadonlyMap<string, string>;
  /** The contract that the gateways answer by. */
  running: string;
  seen: readonly SeenOperation[];
  /** Why no operations that were seen are known; null where they are. */
  unseen: string | null;
}

/** The schemas of all departments, and of the gateway's own part, as this copy of the program states them. */
export async function statedSchemas(): Promise<Map<string, string>> {
  const departments = [...(await loadDepartments()), controlContract];
  return new Map(departments.map(({ name, typeDefs }) => [name, print(typeDefs)]));
}

/** PostgreSQL's code for a table that there is not: no gateway has been started there since the table came. */
const NO_TABLE = '42P01';

async function readSeen(): Promise<Pick<RunningGraph, 'seen' | 'unseen'>> {
  try {
    const seen = await useControl((db) => findSeenOperations(db, vietnamClock.today()));
    return { seen, unseen: null };
  } catch (error) {
    if (codeOf(error) === NO_TABLE)
      return { seen: [], unseen: 'No gateway has recorded operations in this database yet.' };
    if (error instanceof StartProblem) return { seen: [], unseen: error.message };
    throw error;
  }
}

/**
 * Reads the graph as it runs: the committed contract, the other departments' schemas beside it, and the operations
 * recorded in the control database, where there is one.
 */
export async function readRunningGraph(): Promise<RunningGraph> {
  const running = readFileSync(SUPERGRAPH_FILE, 'utf8');
  return { current: await statedSchemas(), running, ...(await readSeen()) };
}
