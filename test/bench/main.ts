/**
 * `npm run bench`: Chung Tay beside default Apollo, Hive Gateway and one hand-written SQL statement, in one run on one
 * machine; see README.md.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { runUntilStopped } from '../../shared/start/run-until-stopped.ts';
import { say } from '../../shared/start/say.ts';
import type { Stoppables } from '../../shared/start/stoppables.ts';
import { startContestants } from './contestants/start-contestants.ts';
import { startLoadGenerator } from './measure/load-generator.ts';
import { benchIssuer } from './measure/token.ts';
import { readOptions } from './options.ts';
import { openProvince } from './province/open-province.ts';
import { tableOf } from './report/table.ts';
import { runProfile } from './workloads/profile.ts';

async function run(running: Stoppables): Promise<void> {
  const options = readOptions();
  const province = await openProvince(options.folder, options.children, running);
  const folder = path.join(options.folder, 'runs', new Date().toISOString().replaceAll(':', ''));
  mkdirSync(folder, { recursive: true });
  const issuer = await benchIssuer();
  const ground = {
    province,
    issuer,
    folder,
    isProfiled: options.isProfiled,
    departmentDeadline: 3_000,
    running,
  };
  const { contestants } = await startContestants(ground, options.contestants);
  const generator = startLoadGenerator(running);
  const bench = { generator, home: province.home, thoroughness: options.thoroughness };
  const profile = await runProfile(bench, contestants, province.joinedUrl);
  for (const [atOnce, outcomes] of Object.entries(profile))
    say(`\nprofile, ${atOnce} at once\n${tableOf(outcomes)}`);
  say(`\nlogs${options.isProfiled ? ' and profiles' : ''} in ${folder}`);
}

await runUntilStopped(async (running) => {
  await run(running);
  process.kill(process.pid, 'SIGTERM');
});
