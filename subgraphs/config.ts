import { z } from 'zod';
import { readSealKey } from '../shared/cohort/sealing-by-key.ts';
import { readTls } from '../shared/http/tls-files.ts';
import type { Tls } from '../shared/http/tls-files.ts';
import { StartProblem } from '../shared/start/start-problem.ts';
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

const importShape = z.object({
  /** The department's own database; that of DATA_DIR, which npm start fills, when left out. */
  DATABASE_URL: setting.databaseUrl('postgres://role:password@host:5432/database').optional(),
  DATA_DIR: z.string().default('.data'),
  /** Where the register is asked whose records are, and the department's own credential for it; of DATA_DIR when left out. */
  GRAPH_URL: setting.httpUrl('https://graph.example.vn/graphql').optional(),
  TOKEN_URL: setting.httpUrl('https://login.example.vn/token').optional(),
  CLIENT_ID: z.string().optional(),
  CLIENT_SECRET: z.string().optional(),
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

const TLS = { cert: 'TLS_CERT_FILE', key: 'TLS_KEY_FILE', ca: 'TLS_CLIENT_CA_FILE' };
const path = z.string().optional();
const tlsShape = z.object({ TLS_CERT_FILE: path, TLS_KEY_FILE: path, TLS_CLIENT_CA_FILE: path });

/**
 * What a department answers over TLS with, or null where it does not: PEM files of its certificate and key, and of the
 * authorities of the gateways' certificates where those must show one. Throws StartProblem for a wrong one.
 */
export function readDepartmentTls(environment: NodeJS.ProcessEnv = process.env): Tls | null {
  const tls = readTls(TLS, readSettings(tlsShape, environment));
  if (tls.cert !== undefined) return tls;
  if (tls.ca === undefined) return null;
  throw new StartProblem(`${TLS.ca} asks for TLS: set ${TLS.cert} and ${TLS.key} too.`);
}
