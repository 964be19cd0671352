import { say } from '../../../shared/start/say.ts';
import { failed, runRounds, warmUp } from '../measure/run-rounds.ts';
import { checkSameAnswers } from '../measure/same-answers.ts';
import { cohortBodies } from './questions.ts';
import type { Arena } from './arena.ts';

const WARM_UP = 5;
const ABLE = new Set(['embedded', 'distributed', 'sql']);

/** A cohort narrowed by four departments, warm, beside one SQL join; no other router can ask it. */
export async function runCohort({ bench, contestants }: Arena) {
  say('cohort of four departments');
  const able = contestants.filter(({ name }) => ABLE.has(name));
  const bodies = cohortBodies();
  const asked = { question: 'cohort', bodiesFor: () => bodies, concurrency: 1 } as const;
  const { right, failures } = await checkSameAnswers(able, 'cohort', bodies);
  await warmUp(bench, right, asked, WARM_UP);
  return { cohort: { ...(await runRounds(bench, right, asked)), ...failed(failures) } };
}
