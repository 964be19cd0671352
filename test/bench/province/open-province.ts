import path from 'node:path';
import { pino } from 'pino';
import { fillDemoProvince } from '../../../gateway/fill-demo-province.ts';
import { startDatabases } from '../../../gateway/start-databases.ts';
import type { Databases } from '../../../gateway/start-databases.ts';
import { say } from '../../../shared/start/say.ts';
import type { Stoppables } from '../../../shared/start/stoppables.ts';
import type { Subgraph } from '../../../shared/subgraph/define-subgraph.ts';
import { fixedClock } from '../../../shared/time/clock.ts';
import { loadDepartments } from '../../../subgraphs/discover.ts';
import { DAY } from './day.ts';
import { joinedDatabase } from './joined-database.ts';

/** A demo province on a PostgreSQL of its own, which stays filled from one run to the next. */
export interface Province {
  children: number;
  /** Where its PostgreSQL keeps its files. */
  home: string;
  departments: readonly Subgraph[];
  databases: Databases;
  /** One database with a schema for each department, for whoever asks by one statement. */
  joinedUrl: string;
}

/** Brings the databases up to date and fills those that hold nothing. */
async function fill(
  departments: readonly Subgraph[],
  { urls }: Databases,
  children: number,
): Promise<void> {
  const log = pino({ level: 'warn' });
  const clock = fixedClock(DAY);
  const open = departments.map((each) =>
    each.open({ databaseUrl: urls.get(each.name) ?? '', clock, log }),
  );
  try {
    for (const each of open) await each.prepare();
    await fillDemoProvince(open, { seed: 1, children });
  } finally {
    await Promise.all(open.map((each) => each.close()));
  }
}

/**
 * Starts PostgreSQL in a folder of its own below `folder` and fills the departments with children, unless a run before
 * did; a million take minutes. It is stopped with `running`.
 */
export async function openProvince(
  folder: string,
  children: number,
  running: Stoppables,
): Promise<Province> {
  const departments = await loadDepartments();
  const home = path.join(folder, String(children));
  const databases = await startDatabases(home, departments, running);
  const owners = departments.filter(({ database }) => database === 'OWN');
  await fill(owners, databases, children);
  const urls = new Map(owners.map(({ name }) => [name, databases.urls.get(name) ?? '']));
  say('one database of all departments');
  const joinedUrl = await joinedDatabase(databases.adminUrl, urls);
  return { children, home, departments, databases, joinedUrl };
}
