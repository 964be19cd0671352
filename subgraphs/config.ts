import { z } from 'zod';
import { readSealKey } from '../shared/cohort/sealing-by-key.ts';
import { readSettings, setting } from '../shared/start/settings.ts';

const RULE = 'must be a key such as npm run seal-key prints';
const sealKey = z
  .string()
  .transform(readSealKey)
  .refine((key) => key !== null, RULE);

const shape = z.object({
  DATABASE_URL: setting.databaseUrl('postgres://role:password@host:5432/database'),
  /** What the gateway and this department alone know; its calls are signed with it. */
  DEPARTMENT_KEY: setting.secret(),
  /** What sets of children are sealed by: the register's private key, or for any other department its public one. */
  REGISTRY_SEAL_KEY: sealKey.optional(),
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

const adminShape = z.object({
  ADMIN_DATABASE_URL: setting.databaseUrl('postgres://postgres:password@host:5432/postgres'),
});

/** Settings of `npm run prepare:databases`: a superuser's address, and the password of each department's role. */
export function readAdminConfig(names: readonly string[]): {
  adminUrl: string;
  passwords: Map<string, string>;
} {
  const variables = names.map((name) => `${name.toUpperCase()}_DATABASE_PASSWORD`);
  const shapes = Object.fromEntries(
    variables.map((variable) => [variable, z.string('must be a password')]),
  );
  const passwords = readSettings(z.object(shapes), process.env);
  return {
    adminUrl: readSettings(adminShape, process.env).ADMIN_DATABASE_URL,
    passwords: new Map(names.map((name, index) => [name, passwords[variables[index] ?? ''] ?? ''])),
  };
}
