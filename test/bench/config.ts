import path from 'node:path';
import { z } from 'zod';
import { environmentOfPart } from '../../shared/start/config.ts';
import { readSettings, setting } from '../../shared/start/settings.ts';

/** What a bench's program is given beside its settings: one JSON text. */
const SETTINGS = 'BENCH_SETTINGS';

const shape = z.object({
  CHILDREN: setting.wholeNumber(0, 0, 1_000_000),
  BENCH_DIR: z.string().default(path.join(import.meta.dirname, '../../.bench')),
});

/** CHILDREN, 0 where it is not set, and BENCH_DIR: where provinces are kept, .bench in the project when left out. */
export function readBenchConfig(): { children: number; folder: string } {
  const { BENCH_DIR, CHILDREN } = readSettings(shape, process.env);
  return { children: CHILDREN, folder: path.resolve(BENCH_DIR) };
}

/** The environment of a program of the bench: ours, as in production, with its settings as JSON. */
export function environmentOfProgram(
  settings: unknown,
  environment: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  return {
    ...environmentOfPart({ NODE_ENV: 'production', ...environment }),
    [SETTINGS]: JSON.stringify(settings),
  };
}

/** Reads what `environmentOfProgram` passed on. */
export function readProgramSettings<Form extends z.ZodType>(form: Form): z.infer<Form> {
  return form.parse(JSON.parse(process.env[SETTINGS] ?? '{}'));
}
