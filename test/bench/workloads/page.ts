import { say } from '../../../shared/start/say.ts';
import { failed, runRounds, warmUp } from '../measure/run-rounds.ts';
import type { Outcomes } from '../measure/run-rounds.ts';
import { checkSameAnswers } from '../measure/same-answers.ts';
import { pageBodies } from './questions.ts';
import type { Arena } from './arena.ts';

const SIZES = [100, 1_000];
/** A page is many children: so fewer of them than of profiles are compared, and warm a contestant up. */
const SHARE_COMPARED = 0.05;
const SHARE_OF_WARM_UP = 0.02;

/** A page of 100 and of 1,000 children with what four departments know of each, one at a time. */
export async function runPage({ bench, contestants, province }: Arena) {
  const results: Record<string, Outcomes> = {};
  const { compared: profilesCompared, warmUp: profiles } = bench.thoroughness;
  for (const size of SIZES) {
    say(`page of ${size}`);
    const bodies = pageBodies(province, size);
    const asked = { question: 'page', bodiesFor: () => bodies, concurrency: 1 } as const;
    const compared = bodies.slice(0, Math.ceil(profilesCompared * SHARE_COMPARED));
    const paging = contestants.filter(({ name }) => name !== 'sql-batched');
    const { right, failures } = await checkSameAnswers(paging, 'page', compared);
    await warmUp(bench, right, asked, Math.ceil(profiles * SHARE_OF_WARM_UP));
    results[`page-${size}`] = { ...(await runRounds(bench, right, asked)), ...failed(failures) };
  }
  return results;
}
