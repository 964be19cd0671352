import type { Machine } from '../measure/machine.ts';
import type { Outcomes } from '../measure/run-rounds.ts';
import type { Thoroughness } from '../options.ts';
import type { ExportTurn } from '../workloads/export.ts';
import type { StartTurn } from '../workloads/start.ts';

/** All that a run of the bench has measured. */
export interface Results {
  at: string;
  commit: string;
  machine: Machine;
  isQuick: boolean;
  children: number;
  thoroughness: Thoroughness;
  /** Contestants that did not start, and why. */
  notStarted: Readonly<Record<string, string>>;
  /** By workload: questions asked in closed loops. */
  loads: Record<string, Outcomes>;
  exports: Record<string, Outcomes<ExportTurn>>;
  starts: Outcomes<StartTurn>;
}
