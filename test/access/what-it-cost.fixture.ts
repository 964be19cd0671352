import { z } from 'zod';
import type { Graph } from '../harness/start-graph.ts';

const DEPARTMENTS = ['registry', 'health', 'education', 'justice', 'police', 'audit', 'control'];

/** What differs between any two answers, alike or not. */
const OF_EACH_ANSWER = new Set(['date', 'x-request-id', 'content-length']);

const answerForm = z.looseObject({
  extensions: z.looseObject({
    requestId: z.string(),
    departments: z.record(z.string(), z.looseObject({ milliseconds: z.number() })),
  }),
});

/** An answer with nothing in it that a clock or a counter made. */
function withoutTimes(text: string): unknown {
  const answer = answerForm.parse(JSON.parse(text));
  answer.extensions.requestId = '';
  for (const department of Object.values(answer.extensions.departments))
    department.milliseconds = 0;
  return answer;
}

/**
 * Everything that can be seen of an answer from outside (its status, headers and body, metadata included) and inside
 * (calls to departments and their SQL), but for times and the request's own number.
 */
export async function whatItCost(
  graph: Graph,
  body: { query: string; variables: Record<string, unknown> },
  headers: Record<string, string>,
) {
  const boards = DEPARTMENTS.map((name) => graph.department(name));
  for (const board of boards) Object.assign(board, { calls: 0, statements: [] });
  const response = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer = withoutTimes(await response.text());
  return {
    status: response.status,
    headers: [...response.headers].filter(([name]) => !OF_EACH_ANSWER.has(name)),
    answer,
    calls: boards.map(({ calls }) => calls),
    /** What runs at the same time comes in any order. */
    statements: boards.map(({ statements }) => [...statements].sort()),
  };
}

export type Cost = Awaited<ReturnType<typeof whatItCost>>;
