import type { Stoppables } from '../../../shared/start/stoppables.ts';
import type { BenchIssuer } from '../measure/token.ts';
import type { Province } from '../province/open-province.ts';

/** Who takes part, in the order of their turns. */
export const CONTESTANTS = [
  'embedded',
  'distributed',
  'apollo',
  'hive',
  'hive-over-ours',
  'sql',
  'sql-batched',
] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

/** What each is called in tables. */
export const TITLES: Readonly<Record<ContestantName, string>> = {
  embedded: 'Chung Tay, one process',
  distributed: 'Chung Tay, distributed',
  apollo: 'default Apollo',
  hive: 'Hive Gateway, same subgraphs',
  'hive-over-ours': 'Hive Gateway, our departments',
  sql: 'one SQL statement',
  'sql-batched': 'one SQL statement, batched',
};

/** What can be asked of a contestant. */
export const QUESTIONS = ['profile', 'page', 'cohort', 'export'] as const;
export type Question = (typeof QUESTIONS)[number];

/** Where a question is sent. */
export interface Target {
  url: string;
  headers: Record<string, string>;
}

/** A contestant that has started and can be asked. */
export interface Contestant {
  name: string;
  /** What it is called in tables. */
  title: string;
  /** Where the PostgreSQL that it asks keeps its files. */
  home: string;
  target: (question: Question) => Target;
  /** Its processes, without PostgreSQL's. */
  pids: readonly number[];
  /** Whether all of them run still. */
  isAlive: () => boolean;
  stop: () => Promise<void>;
}

/** What contestants are started on. */
export interface Ground {
  province: Province;
  issuer: BenchIssuer;
  /** Where logs, keys and profiles go. */
  folder: string;
  isProfiled: boolean;
  /** How long our gateway gives a department, in milliseconds. */
  departmentDeadline: number;
  /** Whether those that keep records behind cohorts in memory have them before they count as started. */
  waitsForCohorts: boolean;
  running: Stoppables;
}

/** A free name for a contestant's log. */
export function logFileOf({ folder }: Ground, name: string): string {
  return `${folder}/${name}.log`;
}
