import type { Contestant, ContestantName, Ground } from './contestants/contestant.ts';
import type { Bench, Outcomes } from './measure/run-rounds.ts';
import type { Options, WorkloadName } from './options.ts';
import type { Results } from './report/results.ts';
import type { Arena } from './workloads/arena.ts';
import { runCohort } from './workloads/cohort.ts';
import { runExport } from './workloads/export.ts';
import { runGrowth } from './workloads/growth.ts';
import { runPage } from './workloads/page.ts';
import { runProfile } from './workloads/profile.ts';
import { runSlow } from './workloads/slow.ts';
import { runStart } from './workloads/start.ts';

/** What workloads have to do with. */
export interface Course {
  bench: Bench;
  ground: Ground;
  options: Options;
  contestants: readonly Contestant[];
  /** Whether the run was told to end. */
  isEnding: () => boolean;
}

type Measured = Pick<Results, 'loads' | 'exports' | 'starts'>;
const NOTHING: Partial<Measured> = {};

type Steps = Readonly<Record<WorkloadName, () => Promise<Partial<Measured>>>>;

/** Those that are started anew in a quick run, which takes its time. */
const STARTED_ANEW_IF_QUICK: readonly ContestantName[] = ['embedded', 'apollo', 'sql'];

function startedAnew({ contestants, isQuick }: Options): readonly ContestantName[] {
  return contestants.filter((name) => !isQuick || STARTED_ANEW_IF_QUICK.includes(name));
}

async function growth({ bench, ground, contestants }: Course): Promise<Record<string, Outcomes>> {
  const large = contestants.find(({ name }) => name === 'embedded');
  return large === undefined ? {} : runGrowth(bench, ground, large);
}

function stepsOf(course: Course): Steps {
  const { bench, ground, options, contestants } = course;
  const arena: Arena = { bench, contestants, province: ground.province };
  const { longRounds: rounds } = bench.thoroughness;
  return {
    profile: async () => ({ loads: await runProfile(arena) }),
    page: async () => ({ loads: await runPage(arena) }),
    export: async () => ({ exports: await runExport(arena) }),
    cohort: async () => ({ loads: await runCohort(arena) }),
    start: async () => ({ starts: await runStart(rounds, ground, startedAnew(options)) }),
    slow: async () => ({ loads: await runSlow(bench, ground, startedAnew(options)) }),
    growth: async () => ({ loads: await growth(course) }),
  };
}

/** Runs the workloads asked for, one after the other; `onFailure` hears of one that could not be run. */
export async function runWorkloads(
  course: Course,
  onFailure: (name: WorkloadName, error: unknown) => void,
): Promise<Measured> {
  const measured: Measured = { loads: {}, exports: {}, starts: {} };
  const steps = stepsOf(course);
  for (const name of course.options.workloads) {
    if (course.isEnding()) break;
    const { loads, exports, starts } = await steps[name]().catch((error: unknown) => {
      onFailure(name, error);
      return NOTHING;
    });
    Object.assign(measured.loads, loads);
    Object.assign(measured.exports, exports);
    Object.assign(measured.starts, starts);
  }
  return measured;
}
