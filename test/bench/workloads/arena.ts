import type { Contestant } from '../contestants/contestant.ts';
import type { Bench } from '../measure/run-rounds.ts';
import type { Province } from '../province/open-province.ts';

/** Where a workload takes place: who is asked, about which province, measured with what. */
export interface Arena {
  bench: Bench;
  contestants: readonly Contestant[];
  province: Province;
}
