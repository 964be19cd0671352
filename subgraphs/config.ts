import { z } from 'zod';
import { readSettings, setting } from '../shared/start/settings.ts';

const shape = z.object({
  DATABASE_URL: setting.databaseUrl('postgres://role:password@host:5432/database'),
  /** What the gateway and this department alone know; its calls are signed with it. */
  DEPARTMENT_KEY: setting.secret(),
  PORT: setting.port(4001),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: setting.logLevel(),
  /** The day that counts as now; today in Việt Nam when left out. */
  CLOCK: setting.day().optional(),
  /** Children of the demo province to fill an empty database with; none when left out. */
  CHILDREN: setting.wholeNumber(0, 0, 1_000_000),
  SEED: setting.wholeNumber(1, 0, 2_147_483_647),
});

/** Settings of `npm run start:department`. */
export type DepartmentConfig = z.infer<typeof shape>;

export function readDepartmentConfig(): DepartmentConfig {
  return readSettings(shape, process.env);
}

const importShape = z.object({
  /** The department's own database; that of DATA_DIR, which npm start fills, when left out. */
  DATABASE_URL: setting.databaseUrl('postgres://role:password@host:5432/database').optional(),
  DATA_DIR: z.string().default('.data'),
  /** The day after which days are in the future; today in Việt Nam, or the demo province's day in DATA_DIR. */
  CLOCK: setting.day().optional(),
  /** The folder that the command was typed in, from which the file is named; npm sets it. */
  INIT_CWD: z.string().default('.'),
});

/** Settings of `npm run import`. */
export type ImportConfig = z.infer<typeof importShape>;

export function readImportConfig(): ImportConfig {
  return readSettings(importShape, process.env);
}
