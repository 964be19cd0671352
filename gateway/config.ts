import { z } from 'zod';
import { readTls } from '../shared/http/tls-files.ts';
import type { Tls } from '../shared/http/tls-files.ts';
import { StartProblem } from '../shared/start/start-problem.ts';
import { readSettings, setting } from '../shared/start/settings.ts';

/** The day on which the demo province stands. */
const DEMO_DAY = '2022-12-31';

/** The department that holds the door to children, and alone is told who asks. */
export const REGISTER = 'registry';

const common = {
  PORT: setting.port(4000),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: setting.logLevel(),
  DEPARTMENT_DEADLINE_MS: setting.wholeNumber(3_000, 1, 600_000),
  NODE_ENV: z.string().optional(),
};

const embedded = z.object({
  ...common,
  DATA_DIR: z.string().default('.data'),
  /** Invented personal numbers are unique up to a million children. */
  CHILDREN: setting.wholeNumber(20_000, 1, 1_000_000),
  SEED: setting.wholeNumber(1, 0, 2_147_483_647),
  CLOCK: setting.day().default(DEMO_DAY),
});

/** Settings of `npm start`: gateway, departments and database in one place, on the demo province. */
export type EmbeddedConfig = z.infer<typeof embedded>;

export function readEmbeddedConfig(): EmbeddedConfig {
  return readSettings(embedded, process.env);
}

const distributed = z.object({
  ...common,
  DATA_DIR: z.string().default('.data'),
  /** The day that counts as now; today in Việt Nam when left out. */
  CLOCK: setting.day().optional(),
});

/** Settings of `npm run start:gateway`. */
export type GatewayConfig = z.infer<typeof distributed>;

export function readGatewayConfig(): GatewayConfig {
  return readSettings(distributed, process.env);
}

const ownDatabases = z.object({
  AUDIT_WRITER_URL: setting.databaseUrl('postgres://audit_writer:password@host:5432/audit'),
  CONTROL_DATABASE_URL: setting.databaseUrl('postgres://control:password@host:5432/control'),
});

/** The databases of `npm run start:gateway`: the trail, as the role that inserts, and the gateways' own. */
export function readOwnDatabases(): { trailUrl: string; controlUrl: string } {
  const { AUDIT_WRITER_URL, CONTROL_DATABASE_URL } = readSettings(ownDatabases, process.env);
  return { trailUrl: AUDIT_WRITER_URL, controlUrl: CONTROL_DATABASE_URL };
}

/**
 * The environment with what departments have that are not named in it: OTHER_DEPARTMENT_URL=http://%s:4001/graphql stands
 * for the URL of each, %s for its name; OTHER_DEPARTMENT_KEY and OTHER_DATABASE_PASSWORD likewise.
 */
function withOthers(
  names: readonly string[],
  suffix: string,
  other: string,
  given: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const pattern = given[other];
  if (!pattern) return given;
  const named = names.map((name): [string, string] => [
    variableOf(name, suffix),
    pattern.replaceAll('%s', name),
  ]);
  const stated = Object.entries(given).filter(([, value]) => value !== '');
  return { ...Object.fromEntries(named), ...Object.fromEntries(stated) };
}

function variableOf(name: string, suffix: string): string {
  return `${name.toUpperCase()}_${suffix}`;
}

/** Where each department answers: HEALTH_URL for the department health, and so on; throws naming those not set. */
export function readDepartmentUrls(
  names: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Map<string, string> {
  const variables = names.map((name) => variableOf(name, 'URL'));
  const shape = Object.fromEntries(
    variables.map((variable) => [variable, setting.httpUrl('http://127.0.0.1:4001/graphql')]),
  );
  const given = withOthers(names, 'URL', 'OTHER_DEPARTMENT_URL', environment);
  const urls = readSettings(z.object(shape), given);
  return new Map(names.map((name, index) => [name, urls[variables[index] ?? ''] ?? '']));
}

/** What the gateway and each department alone know: HEALTH_KEY for the department health, and so on. */
export function readDepartmentKeys(
  names: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Map<string, string> {
  const variables = names.map((name) => variableOf(name, 'KEY'));
  const shape = Object.fromEntries(variables.map((variable) => [variable, setting.secret()]));
  const given = withOthers(names, 'KEY', 'OTHER_DEPARTMENT_KEY', environment);
  const keys = readSettings(z.object(shape), given);
  return new Map(names.map((name, index) => [name, keys[variables[index] ?? ''] ?? '']));
}

const TLS = { cert: 'GATEWAY_CERT_FILE', key: 'GATEWAY_KEY_FILE', ca: 'DEPARTMENT_CA_FILE' };
const file = z.string().optional();
const tlsShape = z.object({
  GATEWAY_CERT_FILE: file,
  GATEWAY_KEY_FILE: file,
  DEPARTMENT_CA_FILE: file,
});

/**
 * How departments are reached over https: PEM files of the authorities of their certificates (the system's where none
 * are named), and of what the gateway shows to those that ask for it. Throws StartProblem for a wrong file, and for a
 * department over http where files are named, since its calls would go in the clear.
 */
export function readDepartmentTls(
  urls: ReadonlyMap<string, string>,
  environment: NodeJS.ProcessEnv = process.env,
): Tls {
  const tls = readTls(TLS, readSettings(tlsShape, environment));
  const clear = [...urls].filter(([, url]) => !url.startsWith('https:')).map(([name]) => name);
  if (Object.keys(tls).length > 0 && clear.length > 0)
    throw new StartProblem(
      `${clear.map((name) => `${name.toUpperCase()}_URL`).join(', ')} must be https, or leave ${Object.values(TLS).join(', ')} out.`,
    );
  return tls;
}

const adminShape = z.object({
  ADMIN_DATABASE_URL: setting.databaseUrl('postgres://postgres:password@host:5432/postgres'),
});

/** Settings of `npm run prepare:databases`: a superuser's address, and the password of each role. */
export function readAdminConfig(names: readonly string[]): {
  adminUrl: string;
  passwords: Map<string, string>;
} {
  const variables = names.map((name) => variableOf(name, 'DATABASE_PASSWORD'));
  const shapes = Object.fromEntries(
    variables.map((variable) => [variable, z.string('must be a password')]),
  );
  const suffix = 'DATABASE_PASSWORD';
  const given = withOthers(names, suffix, 'OTHER_DATABASE_PASSWORD', process.env);
  const passwords = readSettings(z.object(shapes), given);
  return {
    adminUrl: readSettings(adminShape, process.env).ADMIN_DATABASE_URL,
    passwords: new Map(names.map((name, index) => [name, passwords[variables[index] ?? ''] ?? ''])),
  };
}
