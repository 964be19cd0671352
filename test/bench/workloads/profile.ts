import { say } from '../../../shared/start/say.ts';
import { failed, runRounds, warmUp } from '../measure/run-rounds.ts';
import type { Outcomes } from '../measure/run-rounds.ts';
import { checkSameAnswers } from '../measure/same-answers.ts';
import { profileBodies } from './questions.ts';
import type { Arena } from './arena.ts';

const AT_ONCE = [1, 16, 64];
const WARM_UP_AT_ONCE = 16;

/** The full profile of a random child, at 1, 16 and 64 at once. */
export async function runProfile({ bench, contestants, province }: Arena) {
  const bodies = await profileBodies(province);
  const bodiesFor = () => bodies;
  const compared = bodies.slice(0, bench.thoroughness.compared);
  const { right, failures } = await checkSameAnswers(contestants, 'profile', compared);
  const asked = { question: 'profile', bodiesFor } as const;
  await warmUp(bench, right, { ...asked, concurrency: WARM_UP_AT_ONCE }, bench.thoroughness.warmUp);
  const results: Record<string, Outcomes> = {};
  for (const concurrency of AT_ONCE) {
    say(`profile, ${concurrency} at once`);
    const outcomes = await runRounds(bench, right, { ...asked, concurrency });
    results[`profile-${concurrency}`] = { ...outcomes, ...failed(failures) };
  }
  return results;
}
