import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../../shared/start/say.ts';
import { startContestants } from '../contestants/start-contestants.ts';
import type { ContestantName, Ground } from '../contestants/contestant.ts';
import { startDelayingProxy } from '../measure/delaying-proxy.ts';
import { runRounds, warmUp } from '../measure/run-rounds.ts';
import type { Bench, Outcomes } from '../measure/run-rounds.ts';
import { profileBodies } from './questions.ts';

const SLOW = 'police';
const DELAYS = [0, 250];
const AT_ONCE = 16;
const WARM_UP_SHARE = 0.1;

/** The province with a proxy on the way to one department's database. */
async function withSlowDepartment(ground: Ground) {
  const { province } = ground;
  const url = new URL(province.databases.urls.get(SLOW) ?? '');
  const proxy = await startDelayingProxy(Number(url.port), ground.running);
  url.port = String(proxy.port);
  const urls = new Map([...province.databases.urls, [SLOW, url.href]]);
  const databases = { ...province.databases, urls };
  const folder = path.join(ground.folder, 'slow');
  mkdirSync(folder, { recursive: true });
  return { proxy, slowGround: { ...ground, folder, province: { ...province, databases } } };
}

/** The profile while everything that one department's database says arrives 250 ms later. */
export async function runSlow(bench: Bench, ground: Ground, names: readonly ContestantName[]) {
  const { proxy, slowGround } = await withSlowDepartment(ground);
  const federated = names.filter((name) => !name.startsWith('sql'));
  const { contestants } = await startContestants(slowGround, federated);
  const bodies = await profileBodies(ground.province);
  const asked = { question: 'profile', bodiesFor: () => bodies, concurrency: AT_ONCE } as const;
  await warmUp(bench, contestants, asked, bench.thoroughness.warmUp * WARM_UP_SHARE);
  const results: Record<string, Outcomes> = {};
  for (const delay of DELAYS) {
    say(`profile, ${AT_ONCE} at once, ${SLOW} ${delay} ms slower`);
    proxy.delay = delay;
    results[`slow-${delay}`] = await runRounds(bench, contestants, asked);
  }
  await Promise.all(contestants.map((each) => each.stop()));
  return results;
}
