import { parseArgs } from 'node:util';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { readBenchConfig } from './config.ts';
import { CONTESTANTS } from './contestants/contestant.ts';
import type { ContestantName } from './contestants/contestant.ts';

/** What can be measured. */
export const WORKLOADS = [
  'profile',
  'page',
  'export',
  'cohort',
  'start',
  'slow',
  'growth',
] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

/** How thoroughly. */
export interface Thoroughness {
  rounds: number;
  /** Of what takes long: exports and starts. */
  longRounds: number;
  /** Of one contestant's turn in a round. */
  seconds: number;
  /**
   * Profiles that each contestant is sent before anything counts. V8 makes fast code of what has run often, and what
   * runs once for all calls of a turn runs seldom.
   */
  warmUp: number;
  /** Answers compared before anything is timed. */
  compared: number;
  /** Pages of 1,000 by which those that can only page are judged over a whole export. */
  exportPages: number;
  /** Children of the province that growth is measured from. */
  smallProvince: number;
}

const FULL: Thoroughness = {
  rounds: 5,
  longRounds: 3,
  seconds: 5,
  warmUp: 10_000,
  compared: 100,
  exportPages: 20,
  smallProvince: 10_000,
};

const QUICK: Thoroughness = {
  rounds: 2,
  longRounds: 1,
  seconds: 0.6,
  warmUp: 100,
  compared: 20,
  exportPages: 3,
  smallProvince: 2_000,
};

/** What a run of the bench is asked to do. */
export interface Options {
  isQuick: boolean;
  children: number;
  /** Where provinces are kept. */
  folder: string;
  workloads: readonly WorkloadName[];
  contestants: readonly ContestantName[];
  isProfiled: boolean;
  thoroughness: Thoroughness;
}

/** The names of a list such as `profile,page`, all of them where none is given. Throws StartProblem for another. */
function chosen<Name extends string>(
  option: string,
  given: string | undefined,
  known: readonly Name[],
): readonly Name[] {
  if (given === undefined) return known;
  return given.split(',').map((each) => {
    const name = known.find((candidate) => candidate === each.trim());
    if (name !== undefined) return name;
    throw new StartProblem(`--${option} takes ${known.join(', ')}, not ${JSON.stringify(each)}.`);
  });
}

/** A number of an option; null where it is not given. Throws StartProblem for one below 1, or none. */
function atLeastOne(option: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  if (/^[1-9]\d{0,3}$/.test(given)) return Number(given);
  throw new StartProblem(
    `--${option} takes a whole number from 1 on, not ${JSON.stringify(given)}.`,
  );
}

function parse() {
  try {
    return parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        contestants: { type: 'string' },
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        'cpu-profile': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new StartProblem(error instanceof Error ? error.message : String(error));
  }
}

/** Reads the command line, CHILDREN and BENCH_DIR. Throws StartProblem for what they cannot mean. */
export function readOptions(): Options {
  const given = parse();
  const { children, folder } = readBenchConfig();
  const thoroughness = given.quick ? QUICK : FULL;
  return {
    isQuick: given.quick,
    children: children || (given.quick ? 20_000 : 1_000_000),
    folder,
    workloads: chosen('only', given.only, WORKLOADS),
    contestants: chosen('contestants', given.contestants, CONTESTANTS),
    isProfiled: given['cpu-profile'],
    thoroughness: {
      ...thoroughness,
      rounds: atLeastOne('rounds', given.rounds) ?? thoroughness.rounds,
      seconds: atLeastOne('seconds', given.seconds) ?? thoroughness.seconds,
    },
  };
}
