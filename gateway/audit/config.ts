import path from 'node:path';
import { z } from 'zod';
import { readSettings, setting } from '../../shared/start/settings.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/;
const NAME_RULE = 'must be a name of letters, digits, dots and hyphens';

const shape = z.object({
  DATA_DIR: z.string().default('.data'),
  /** Where head files and public keys lie: AUDIT_HEADS_DIR, else audit-heads in DATA_DIR. */
  AUDIT_HEADS_DIR: z.string().optional(),
  /** Where the keys that sign them lie: AUDIT_KEYS_DIR, else audit-keys in DATA_DIR. */
  AUDIT_KEYS_DIR: z.string().optional(),
});

const gatewayShape = z.object({ GATEWAY_ID: z.string().regex(NAME, NAME_RULE).default('gateway') });

const verifyShape = z.object({
  AUDIT_DATABASE_URL: setting
    .databaseUrl('postgres://audit_reader:password@host:5432/audit')
    .optional(),
  /** A file with what an earlier audit:verify printed. */
  AUDIT_EXPECT: z.string().optional(),
});

/** Where a gateway keeps what signs and ties down its trail, and its name in it. */
export interface TrailPlaces {
  gateway: string;
  heads: string;
  keys: string;
}

function foldersIn(environment: NodeJS.ProcessEnv) {
  const { DATA_DIR, AUDIT_HEADS_DIR, AUDIT_KEYS_DIR } = readSettings(shape, environment);
  return {
    dataDir: DATA_DIR,
    heads: AUDIT_HEADS_DIR ?? path.join(DATA_DIR, 'audit-heads'),
    keys: AUDIT_KEYS_DIR ?? path.join(DATA_DIR, 'audit-keys'),
  };
}

/** Reads GATEWAY_ID, DATA_DIR, AUDIT_HEADS_DIR and AUDIT_KEYS_DIR. */
export function readTrailPlaces(environment: NodeJS.ProcessEnv = process.env): TrailPlaces {
  const { heads, keys } = foldersIn(environment);
  return { gateway: readSettings(gatewayShape, environment).GATEWAY_ID, heads, keys };
}

/** Settings of `npm run audit:verify`: the database is the embedded one of DATA_DIR where no address is given. */
export function readVerifyConfig(environment: NodeJS.ProcessEnv = process.env) {
  const { dataDir, heads } = foldersIn(environment);
  const { AUDIT_DATABASE_URL, AUDIT_EXPECT } = readSettings(verifyShape, environment);
  return {
    dataDir,
    heads,
    databaseUrl: AUDIT_DATABASE_URL ?? null,
    expectFile: AUDIT_EXPECT ?? null,
  };
}
