import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { say } from '../../../shared/start/say.ts';
import type { Contestant } from '../contestants/contestant.ts';
import { runRounds } from '../measure/run-rounds.ts';
import type { Bench, Outcomes } from '../measure/run-rounds.ts';
import { checkSameAnswers } from '../measure/same-answers.ts';
import { sampleChildren } from '../province/sample-children.ts';

const SAMPLE = 5_000;
const AT_ONCE = [1, 16, 64];

/** The text of one of the bench's operations. */
export function operation(name: string): string {
  return readFileSync(path.join(import.meta.dirname, `../operations/${name}.graphql`), 'utf8');
}

/** Requests for the profiles of children drawn at random. */
export async function profileBodies(joinedUrl: string): Promise<string[]> {
  const query = operation('profile');
  const childNos = await sampleChildren(joinedUrl, SAMPLE);
  return childNos.map((childNo) =>
    JSON.stringify({ query, variables: { id: formatChildNumber(childNo) } }),
  );
}

/** The full profile of a random child, at 1, 16 and 64 at once. Answers what came of it by that number. */
export async function runProfile(
  bench: Bench,
  contestants: readonly Contestant[],
  joinedUrl: string,
): Promise<Record<string, Outcomes>> {
  const bodies = await profileBodies(joinedUrl);
  const compared = bodies.slice(0, bench.thoroughness.compared);
  const { right, failures } = await checkSameAnswers(contestants, 'profile', compared);
  const excluded = Object.fromEntries(
    Object.entries(failures).map(([name, failure]) => [name, { failure }]),
  );
  const results: Record<string, Outcomes> = {};
  for (const concurrency of AT_ONCE) {
    say(`profile, ${concurrency} at once`);
    const outcomes = await runRounds(bench, right, { question: 'profile', bodies, concurrency });
    results[String(concurrency)] = { ...outcomes, ...excluded };
  }
  return results;
}
