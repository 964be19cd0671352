import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../../shared/start/say.ts';
import type { Contestant, Ground } from '../contestants/contestant.ts';
import { startEmbedded } from '../contestants/ours.ts';
import { runRounds, warmUp } from '../measure/run-rounds.ts';
import type { Bench } from '../measure/run-rounds.ts';
import { openProvince } from '../province/open-province.ts';
import { profileBodies } from './questions.ts';

/** The name of our gateway over a small province. */
export const SMALL = 'embedded-small';

/** The profile, one at a time, of our gateway over the province beside the same over a small one. */
export async function runGrowth(bench: Bench, ground: Ground, large: Contestant) {
  const { smallProvince, warmUp: requests } = bench.thoroughness;
  const province = await openProvince(
    path.dirname(ground.province.home),
    smallProvince,
    ground.running,
  );
  const folder = path.join(ground.folder, 'small');
  mkdirSync(folder, { recursive: true });
  const started = await startEmbedded({ ...ground, province, folder });
  const small = { ...started, name: SMALL, title: `${started.title}, ${smallProvince} children` };
  const bodies = new Map([
    [large.name, await profileBodies(ground.province)],
    [SMALL, await profileBodies(province)],
  ]);
  const asked = {
    question: 'profile',
    bodiesFor: ({ name }: Contestant) => bodies.get(name) ?? [],
    concurrency: 1,
  } as const;
  say(`profile, ${ground.province.children} children and ${smallProvince}`);
  await warmUp(bench, [large, small], asked, requests);
  const growth = await runRounds(bench, [large, small], asked);
  await small.stop();
  return { growth };
}
