import { execFileSync } from 'node:child_process';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { Client } from 'pg';

/** What a bench ran on. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  postgres: string;
  /** Memory that PostgreSQL keeps pages in, as it says it. */
  sharedBuffers: string;
  /** The load average of a minute, before anything was started. */
  loadBefore: number;
}

/** The load of the machine now; ask before anything is started. */
export function loadNow(): number {
  return loadavg()[0] ?? Number.NaN;
}

async function describePostgres(adminUrl: string) {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Pick<Machine, 'postgres' | 'sharedBuffers'>>(
      `select current_setting('server_version') as postgres, current_setting('shared_buffers') as "sharedBuffers"`,
    );
    return rows[0] ?? { postgres: '', sharedBuffers: '' };
  } finally {
    await client.end();
  }
}

/** Describes this machine and what runs on it. */
export async function describeMachine(adminUrl: string, loadBefore: number): Promise<Machine> {
  return {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
    ...(await describePostgres(adminUrl)),
    loadBefore,
  };
}

/** The commit that was measured, with a plus where files differ from it; empty outside a clone. */
export function commitNow(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }).trim();
  try {
    const changes = git('status', '--porcelain', '--untracked-files=no');
    return `${git('rev-parse', '--short', 'HEAD')}${changes === '' ? '' : '+'}`;
  } catch {
    return '';
  }
}
