import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { say } from '../../../shared/start/say.ts';
import type { Contestant, Question } from '../contestants/contestant.ts';

const answerForm = z.object({ data: z.unknown(), errors: z.unknown().optional() });

/** What a contestant answers to one request: its data, as JSON has them. Throws for errors. */
export async function dataOf(
  contestant: Contestant,
  question: Question,
  body: string,
): Promise<unknown> {
  const { url, headers } = contestant.target(question);
  const response = await fetch(url, { method: 'POST', headers, body });
  const { data, errors } = answerForm.parse(await response.json());
  if (errors !== undefined) throw new Error(JSON.stringify(errors).slice(0, 500));
  return data;
}

/** The place where two answers part, for whoever has to find out why. */
export function difference(one: unknown, other: unknown): string {
  const [mine, theirs] = [JSON.stringify(one), JSON.stringify(other)];
  let at = 0;
  while (at < mine.length && mine[at] === theirs[at]) at += 1;
  return `…${mine.slice(Math.max(0, at - 80), at + 80)}… and …${theirs.slice(Math.max(0, at - 80), at + 80)}…`;
}

async function compare(
  one: Contestant,
  other: Contestant,
  question: Question,
  bodies: readonly string[],
): Promise<string | null> {
  for (const body of bodies) {
    const answers = await Promise.all([one, other].map((each) => dataOf(each, question, body)));
    if (!isDeepStrictEqual(answers[0], answers[1]))
      return `answers otherwise than ${one.title}: ${difference(answers[0], answers[1])}`;
  }
  return null;
}

/**
 * Asks all contestants the same and compares the data of their answers with those of the last, one SQL statement where it
 * takes part. Answers who may go on, and why the others may not.
 */
export async function checkSameAnswers(
  contestants: readonly Contestant[],
  question: Question,
  bodies: readonly string[],
) {
  const reference = contestants.find(({ name }) => name === 'sql') ?? contestants.at(-1);
  const right: Contestant[] = [];
  const failures: Record<string, string> = {};
  for (const contestant of contestants) {
    const flaw =
      reference && (await compare(reference, contestant, question, bodies).catch(String));
    if (flaw === null) right.push(contestant);
    else failures[contestant.name] = flaw ?? '';
  }
  for (const [name, flaw] of Object.entries(failures)) say(`${name} ${flaw}`);
  return { right, failures };
}
