/**
 * `npm run demo:rates`: fills a province of CHILDREN children in a database of its own, prints how long that took, the
 * most memory this process held, and the README's table of asked and obtained rates.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { pino } from 'pino';
import { readEmbeddedConfig } from '../../gateway/config.ts';
import { fillDemoProvince } from '../../gateway/fill-demo-province.ts';
import { startCluster } from '../../shared/postgres/cluster.ts';
import { provision } from '../../shared/postgres/provision.ts';
import { runToEnd } from '../../shared/start/run-to-end.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import { loadDepartments } from '../../subgraphs/discover.ts';
import { measureRate } from './measure-rate.ts';
import { rates } from './rates.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function readNumbers(pool: Pool | undefined, sql: string): Promise<Set<number>> {
  const result = await pool?.query<{ child_no: string | null }>(sql);
  return new Set(
    (result?.rows ?? []).flatMap(({ child_no: number }) =>
      number === null ? [] : [Number(number)],
    ),
  );
}

async function fillAndMeasure(adminUrl: string): Promise<void> {
  const { CHILDREN, SEED, CLOCK } = readEmbeddedConfig();
  const subgraphs = await loadDepartments();
  const databases = await provision(
    adminUrl,
    subgraphs.map(({ name }) => name),
  );
  const pools = new Map(
    databases.map(({ name, url }) => [name, new Pool({ connectionString: url, max: 1 })]),
  );
  const log = pino({ level: 'warn' });
  const departments = subgraphs.map((subgraph, index) =>
    subgraph.open({ databaseUrl: databases[index]?.url ?? '', clock: fixedClock(CLOCK), log }),
  );
  await Promise.all(departments.map((department) => department.prepare()));
  const startedAt = performance.now();
  await fillDemoProvince(departments, { seed: SEED, children: CHILDREN });
  say(
    `${CHILDREN} children in ${Math.round((performance.now() - startedAt) / 1000)} s, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB in this process`,
  );
  say('\n| rate | asked | obtained | basis of the asked one |\n| --- | ---: | ---: | --- |');
  for (const rate of rates) {
    const { obtained } = await measureRate(rate, async ({ department, sql }) =>
      readNumbers(pools.get(department), sql),
    );
    say(`| ${rate.name} | ${rate.asked} | ${obtained.toFixed(2)} | ${rate.basis} |`);
  }
  await Promise.all([
    ...departments.map((department) => department.close()),
    ...[...pools.values()].map((pool) => pool.end()),
  ]);
}

await runToEnd(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-rates-'));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const cluster = await startCluster(folder);
  try {
    await fillAndMeasure(cluster.adminUrl('postgres'));
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
