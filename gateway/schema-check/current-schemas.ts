import { readFileSync } from 'node:fs';
import { print } from 'graphql';
import type { Kysely } from 'kysely';
import { codeOf, StartProblem } from '../../shared/start/start-problem.ts';
import { vietnamClock } from '../../shared/time/clock.ts';
import { loadDepartments } from '../../subgraphs/discover.ts';
import { SUPERGRAPH_FILE } from '../compose.ts';
import { CONTROL, controlContract } from '../control/control-subgraph.ts';
import { findSeenOperations } from '../control/operations-seen.ts';
import { findSupergraphs } from '../control/publications.ts';
import type { PublishedSupergraph } from '../control/publications.ts';
import type { Tables } from '../control/tables.ts';
import { useControl } from '../control/use-control.ts';
import type { SeenOperation } from '../usage/operation-use.ts';

/** What a schema is judged against: the graph as it runs, and what was asked of it. */
export interface RunningGraph {
  /** The SDLs of all departments as they were last published, and of the gateway's own part. */
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

interface OnRecord {
  seen: readonly SeenOperation[];
  newest: PublishedSupergraph | undefined;
}

async function readOnRecord(db: Kysely<Tables>): Promise<OnRecord> {
  const [newest] = await findSupergraphs(db, 1);
  return { newest, seen: await findSeenOperations(db, vietnamClock.today()) };
}

/** What the control database holds, or in a sentence why nothing is known of it. */
async function findOnRecord(): Promise<OnRecord & { unseen: string | null }> {
  const nothing = { seen: [], newest: undefined };
  try {
    return { ...(await useControl(readOnRecord)), unseen: null };
  } catch (error) {
    if (codeOf(error) === NO_TABLE)
      return { ...nothing, unseen: 'No gateway of this version was started on that database yet.' };
    if (error instanceof StartProblem) return { ...nothing, unseen: error.message };
    throw error;
  }
}

/**
 * Reads the graph as it runs: what was published last with the schemas it was joined of, or where nothing was, the
 * committed contract with the schemas beside it; and the operations recorded in the control database, where there is one.
 */
export async function readRunningGraph(): Promise<RunningGraph> {
  const { newest, ...recorded } = await findOnRecord();
  const stated = await statedSchemas();
  if (newest === undefined)
    return { current: stated, running: readFileSync(SUPERGRAPH_FILE, 'utf8'), ...recorded };
  const control = stated.get(CONTROL) ?? '';
  const current = new Map([...newest.subgraphs, [CONTROL, control] as const]);
  return { current, running: newest.sdl, ...recorded };
}
