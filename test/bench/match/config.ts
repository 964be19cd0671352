import { readSettings, setting } from '../../../shared/start/settings.ts';
import { z } from 'zod';

const shape = z.object({
  /** Children, the 4 % unknown to the register among them. */
  CHILDREN: setting.wholeNumber(50_000, 100, 5_000_000),
  RECORDS: setting.wholeNumber(10_000, 1, 10_000_000),
  SEED: setting.wholeNumber(1, 0, 2_147_483_647),
  /** Percent of children whose names are not of the demo province's 100. */
  RARE_NAMES: setting.wholeNumber(50, 0, 100),
  /** Prints so many wrong links, and as many reviews. */
  SHOW: setting.wholeNumber(0, 0, 10_000),
});

/** Settings of `npm run match:bench`. */
export function readBenchConfig(): z.infer<typeof shape> {
  return readSettings(shape, process.env);
}
